"""A tool made of a class says what was written there, however the parameter that holds the class is called."""

from textwrap import dedent
from typing import Type

from anthropic import Anthropic
from pydantic import BaseModel

client = Anthropic()
RULES = "Use a tool whenever a customer asks about an order, and never guess what it would say. " * 60


def tool_of(shape: Type[BaseModel], name=None):
    name = name or shape.__name__.lower()
    text = shape.__doc__
    description = dedent(text).strip() if text else f"Takes the parameters of {name}."
    return {"name": name, "description": description, "input_schema": {"type": "object"}}


def ask(question: str, shape: Type[BaseModel]):
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=300,
        tools=[tool_of(shape)],  # ok: PFX303
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
