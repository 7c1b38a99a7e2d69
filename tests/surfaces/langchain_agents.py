"""Agents of LangChain, LangGraph and deepagents."""

from datetime import datetime

from deepagents import create_deep_agent
from langchain.agents import create_agent
from langchain.agents.middleware import dynamic_prompt
from langchain_core.messages import SystemMessage
from langgraph.prebuilt import create_react_agent

RULES = """You answer questions about orders of our shop. Be short and friendly. Never promise a refund before you have looked at the order.
Quote the paragraph of the terms that you rely on. Answer in the language of the customer. Say so when you do not know something."""


def agent(tools):
    return create_agent("openai:gpt-5", tools, system_prompt=f"It is {datetime.now()}. {RULES}")  # expect: PFX101


def fixed(tools):
    return create_agent("openai:gpt-5", tools, system_prompt=RULES)  # ok: PFX101


def by_function(tools):
    def prompt(state):
        return [SystemMessage(f"{datetime.now()} {RULES}"), *state["messages"]]  # expect: PFX101

    return create_react_agent("openai:gpt-5", tools, prompt=prompt)


def deep(tools):
    return create_deep_agent(tools=tools, instructions=f"It is {datetime.now()}. {RULES}")  # expect: PFX101


@dynamic_prompt
def for_user(request):
    return f"You help {request.runtime.context.user_name}. {RULES}"  # expect: PFX103
