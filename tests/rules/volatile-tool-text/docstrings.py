"""A tool made of a class says what was written there, however the parameter that holds the class is called."""

from textwrap import dedent

from anthropic import Anthropic
from pydantic import BaseModel

client = Anthropic()
RULES = "Use a tool whenever a customer asks about an order, and never guess what it would say. " * 60


def tool_of(response_schema: type[BaseModel], name=None):
    name = name or response_schema.__name__.lower()
    text = response_schema.__doc__
    description = dedent(text).strip() if text else f"Takes the parameters of {name}."
    return {"name": name, "description": description, "input_schema": {"type": "object"}}


def ask(question: str, response_schema: type[BaseModel]):
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=300,
        tools=[tool_of(response_schema)],  # ok: PFX303
        system=[{"type": "text", "text": RULES, "cache_control": {"type": "ephemeral"}}],
        messages=[{"role": "user", "content": question}],
    )


def about(question: str):
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=300,
        tools=[{"name": "find", "description": f"Finds {question}.", "input_schema": {}}],  # expect: PFX303
        system=[{"type": "text", "text": RULES, "cache_control": {"type": "ephemeral"}}],
        messages=[{"role": "user", "content": question}],
    )
