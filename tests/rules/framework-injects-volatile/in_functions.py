"""Agents made in functions."""

from agno.agent import Agent
from agno.models.openai import OpenAIChat

RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


def make(debug: bool) -> Agent:
    return Agent(
        model=OpenAIChat(id="gpt-4o"),
        instructions=RULES,
        add_datetime_to_context=True,  # expect: PFX801
        debug_mode=debug,
    )


def make_plain(debug: bool) -> Agent:
    return Agent(model=OpenAIChat(id="gpt-4o"), instructions=RULES, debug_mode=debug)  # ok: PFX801


def make_either(dated: bool) -> Agent:
    # Whether it is on, somebody else says.
    return Agent(model=OpenAIChat(id="gpt-4o"), instructions=RULES, add_datetime_to_context=dated)  # ok: PFX801
