"""Earlier runs that a switch sends along: the newest few only, which is a window."""

from agno.agent import Agent
from agno.models.openai import OpenAIChat

RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80

with_earlier_runs = Agent(
    model=OpenAIChat(id="gpt-4o"),
    instructions=RULES,
    add_history_to_context=True,  # ok: PFX801 expect: PFX502
)
with_the_time_as_well = Agent(
    model=OpenAIChat(id="gpt-4o"),
    instructions=RULES,
    add_datetime_to_context=True,  # expect: PFX801
    add_history_to_context=False,
)
