"""Switches that put the time or the date into the system text."""

from agno.agent import Agent
from agno.models.openai import OpenAIChat
from agno.team import Team

RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80

with_the_time = Agent(
    model=OpenAIChat(id="gpt-4o"),
    instructions=RULES,
    add_datetime_to_context=True,  # expect: PFX801 warning "the time"
)
without_it = Agent(
    model=OpenAIChat(id="gpt-4o"),
    instructions=RULES,
    add_datetime_to_context=False,  # ok: PFX801
)
of_a_team = Team(
    members=[without_it],
    model=OpenAIChat(id="gpt-4o"),
    instructions=RULES,
    add_datetime_to_context=True,  # expect: PFX801
)
