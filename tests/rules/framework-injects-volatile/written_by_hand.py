"""A clock that somebody wrote into the instructions is another rule's; a tool that tells the time is as it should be."""

from datetime import datetime

from agno.agent import Agent
from agno.models.openai import OpenAIChat

RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


def current_time() -> str:
    return datetime.now().isoformat()


with_a_tool = Agent(model=OpenAIChat(id="gpt-4o"), instructions=RULES, tools=[current_time])  # ok: PFX801


def by_hand() -> Agent:
    return Agent(
        model=OpenAIChat(id="gpt-4o"),
        instructions=f"{datetime.now()}\n{RULES}",  # ok: PFX801 expect: PFX101
    )


def both() -> Agent:
    return Agent(
        model=OpenAIChat(id="gpt-4o"),
        instructions=RULES,
        add_datetime_to_context=True,  # expect: PFX801
    )
