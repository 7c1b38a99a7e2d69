"""The schema of a class, taken by hand."""

from typing import Literal

from anthropic import Anthropic
from pydantic import BaseModel

client = Anthropic()
GUIDE = "Say of which kind a letter is: read the subject first, then the first lines, then the rest. " * 60
KINDS = {"invoice", "offer", "reminder"}


class Unordered(BaseModel):
    kind: Literal[tuple(KINDS)]  # expect: PFX304


class Ordered(BaseModel):
    kind: Literal[tuple(sorted(KINDS))]  # ok: PFX304


def ask(letter: str, schema: dict[str, object]):
    return client.messages.create(  # expect: PFX605
        model="claude-sonnet-4-5",
        max_tokens=300,
        output_config={"format": {"type": "json_schema", "schema": schema}},
        system=GUIDE,
        messages=[{"role": "user", "content": letter}],
    )


def unordered(letter: str):
    return ask(letter, Unordered.model_json_schema())


def ordered(letter: str):
    return ask(letter, Ordered.model_json_schema())
