"""State in the instructions of agents and in message objects."""

from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage
from pydantic_ai import Agent

GUIDE = "You sort the mail of a small firm: say who should read it, by when, and what is to be done. " * 60


def node(state_summary: str, history: list[BaseMessage]) -> list[BaseMessage]:
    return [SystemMessage(content=f"{GUIDE}\nSo far: {state_summary}"), *history]  # expect: PFX106


def node_with_state_last(state_summary: str, history: list[BaseMessage]) -> list[BaseMessage]:
    return [SystemMessage(content=GUIDE), *history, HumanMessage(content=f"So far: {state_summary}")]  # ok: PFX106


def make_agent(todo_list: str) -> Agent:
    return Agent("openai:gpt-4.1", system_prompt=f"Open tasks:\n{todo_list}\n\n{GUIDE}")  # expect: PFX106


sorter = Agent("openai:gpt-4.1", system_prompt=GUIDE)  # ok: PFX106
