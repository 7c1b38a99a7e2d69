"""Closed choices in the fields of a class."""

from typing import Literal

from openai import OpenAI
from pydantic import BaseModel

client = OpenAI()
RULES = "Say of which kind a letter is: read the subject first, then the first lines, then the rest. " * 60
KINDS = {"invoice", "offer", "reminder"}
LISTED = ["invoice", "offer", "reminder"]


class OfASet(BaseModel):
    kind: Literal[tuple(set(LISTED))]  # expect: PFX304 "order of the set"


class OfAList(BaseModel):
    kind: Literal[tuple(LISTED)]  # ok: PFX304


class Sorted(BaseModel):
    kind: Literal[tuple(sorted(KINDS))] | None  # ok: PFX304


class Written(BaseModel):
    kind: Literal["invoice", "offer", "reminder"]  # ok: PFX304


def ask(letter: str, model: type[BaseModel]):
    return client.chat.completions.parse(
        model="gpt-4o",
        response_format=model,
        messages=[{"role": "system", "content": RULES}, {"role": "user", "content": letter}],
    )


def of_a_set(letter: str):
    return ask(letter, OfASet)


def of_a_list(letter: str):
    return ask(letter, OfAList)


def in_order(letter: str):
    return ask(letter, Sorted)


def written(letter: str):
    return ask(letter, Written)
