from langchain_core.messages import HumanMessage, SystemMessage

from prompts import GREETING


def fixed(question: str):
    return [SystemMessage(content=GREETING.format(username="the owner")), HumanMessage(content=question)]


def greeted(username: str, question: str):
    system = GREETING.format(username=username)  # expect: PFX103
    return [SystemMessage(content=system), HumanMessage(content=question)]
