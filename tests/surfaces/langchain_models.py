"""Chat models of LangChain: messages of any form, bound tools, who answers."""

from datetime import datetime

from langchain.chat_models import init_chat_model
from langchain_anthropic import ChatAnthropic
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage
from langchain_openai import ChatOpenAI

RULES = """You answer questions about orders of our shop. Be short and friendly. Never promise a refund before you have looked at the order.
Quote the paragraph of the terms that you rely on. Answer in the language of the customer. Say so when you do not know something."""

llm = ChatOpenAI(model="gpt-4.1", temperature=0)
claude = ChatAnthropic(model="claude-sonnet-4-5")
chosen = init_chat_model("google_genai:gemini-3-pro")
named = init_chat_model("grok-4.6", model_provider="xai")
own = ChatOpenAI(model="deepseek-chat", base_url="https://api.deepseek.com")


def classes(question):
    return llm.invoke(  # request: openai invoke gpt-4.1
        [
            SystemMessage(content=f"{datetime.now()} {RULES}"),  # expect: PFX101
            HumanMessage(content=question),
        ]
    )


async def tuples(question):
    return await claude.ainvoke(  # request: anthropic invoke claude-sonnet-4-5
        [
            ("system", f"{datetime.now()} {RULES}"),  # expect: PFX101
            ("human", question),
        ]
    )


def text(question):
    return chosen.stream(f"{datetime.now()} {RULES} {question}")  # request: google invoke gemini-3-pro # expect: PFX101


def many(questions):
    return own.batch(  # request: deepseek batch deepseek-chat
        [
            [SystemMessage(f"{datetime.now()} {RULES}"), HumanMessage(question)]  # expect: PFX101
            for question in questions
        ]
    )


def right(question, chat_history):
    return named.invoke(  # request: xai invoke grok-4.6
        [
            SystemMessage(RULES),
            *chat_history,
            AIMessage("Yes?"),
            HumanMessage(f"{datetime.now()} {question}"),
        ]  # ok: PFX101
    )


def with_tools(question, search, lookup):
    tools = list({search, lookup})  # expect: PFX301
    agent = llm.bind_tools(tools)  # request: openai bind_tools gpt-4.1
    return agent.invoke([SystemMessage(RULES), HumanMessage(question)])  # request: openai invoke gpt-4.1


def fixed_tools(question, search, lookup):
    agent = llm.bind_tools([search, lookup])  # ok: PFX301
    return agent.with_retry().invoke([SystemMessage(RULES), HumanMessage(question)])  # request: openai invoke gpt-4.1


class Chain:
    def __init__(self, llm):
        self.llm = llm

    def run(self, question):
        return self.llm.invoke(f"{datetime.now()} {RULES} {question}")  # request: None invoke None # expect: PFX101
