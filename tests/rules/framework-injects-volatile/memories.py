"""Switches that put memory and state into the system text."""

from agno.agent import Agent
from agno.models.openai import OpenAIChat

RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80

with_memories = Agent(
    model=OpenAIChat(id="gpt-4o"),
    instructions=RULES,
    add_memories_to_context=True,  # expect: PFX801 warning "memory"
)
with_state = Agent(
    model=OpenAIChat(id="gpt-4o"),
    instructions=RULES,
    add_session_state_to_context=True,  # expect: PFX801
)
with_its_name = Agent(
    model=OpenAIChat(id="gpt-4o"),
    instructions=RULES,
    name="desk",
    add_name_to_context=True,  # ok: PFX801
)
with_knowledge_beside_the_question = Agent(
    model=OpenAIChat(id="gpt-4o"),
    instructions=RULES,
    add_knowledge_to_context=True,  # ok: PFX801
)
