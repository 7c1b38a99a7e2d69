"""A set of numbers has an order that stays the same."""

from typing import Literal

from openai import OpenAI
from pydantic import BaseModel

client = OpenAI()
RULES = "Give the letter a mark: read the subject first, then the first lines, then the rest. " * 60
MARKS = {1, 2, 3, 4, 5}
WORDS = {"good", "fair", "poor"}


class Mark(BaseModel):
    mark: Literal[tuple(MARKS)]  # ok: PFX304


class Word(BaseModel):
    mark: Literal[tuple(WORDS)]  # expect: PFX304


def mark(letter: str):
    return client.responses.parse(model="gpt-4.1", text_format=Mark, instructions=RULES, input=letter)


def word(letter: str):
    return client.responses.parse(model="gpt-4.1", text_format=Word, instructions=RULES, input=letter)
