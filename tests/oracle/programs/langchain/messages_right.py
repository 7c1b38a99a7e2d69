# first: question
# expect: nothing
import asyncio

from langchain_core.messages import HumanMessage, SystemMessage
from langchain_openai import ChatOpenAI

RULES = "Answer politely and cite the handbook. " * 200


def main(user: str, question: str, base_url: str) -> None:
    model = ChatOpenAI(model="gpt-4o", base_url=base_url)
    asyncio.run(model.ainvoke([SystemMessage(RULES), HumanMessage(question)]))
