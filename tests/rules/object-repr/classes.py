"""Objects of classes with and without a text of their own."""

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from openai import OpenAI
from pydantic import BaseModel

client = OpenAI()
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


class Plain:
    def __init__(self, name: str) -> None:
        self.name = name


class WithText:
    def __init__(self, name: str) -> None:
        self.name = name

    def __str__(self) -> str:
        return self.name


class Inherits(WithText):
    pass


class InheritsNone(Plain):
    pass


@dataclass
class Record:
    name: str


class Model(BaseModel):
    name: str


class Row(NamedTuple):
    name: str


class Day(Enum):
    MONDAY = "mon"


class FromElsewhere(SomeBase):  # noqa: F821
    pass


def plain(question: str):
    branch = Plain("harbour")
    return client.responses.create(model="gpt-4.1", instructions=f"{branch}\n{RULES}", input=question)  # expect: PFX205 warning


def by_str(question: str):
    text = str(Plain("harbour"))  # expect: PFX205
    return client.responses.create(model="gpt-4.1", instructions=text + RULES, input=question)


def without_a_text_in_its_base(question: str):
    branch = InheritsNone("harbour")
    return client.responses.create(model="gpt-4.1", instructions=f"{branch}\n{RULES}", input=question)  # expect: PFX205


def with_a_text(question: str):
    branch = WithText("harbour")
    return client.responses.create(model="gpt-4.1", instructions=f"{branch}\n{RULES}", input=question)  # ok: PFX205


def with_a_text_in_its_base(question: str):
    branch = Inherits("harbour")
    return client.responses.create(model="gpt-4.1", instructions=f"{branch}\n{RULES}", input=question)  # ok: PFX205


def a_record(question: str):
    branch = Record("harbour")
    return client.responses.create(model="gpt-4.1", instructions=f"{branch}\n{RULES}", input=question)  # ok: PFX205


def a_model(question: str):
    branch = Model(name="harbour")
    return client.responses.create(model="gpt-4.1", instructions=f"{branch}\n{RULES}", input=question)  # ok: PFX205


def a_named_tuple(question: str):
    branch = Row("harbour")
    return client.responses.create(model="gpt-4.1", instructions=f"{branch}\n{RULES}", input=question)  # ok: PFX205


def a_member(question: str):
    return client.responses.create(model="gpt-4.1", instructions=f"{Day.MONDAY}\n{RULES}", input=question)  # ok: PFX205


def of_unknown_descent(question: str):
    branch = FromElsewhere("harbour")
    return client.responses.create(model="gpt-4.1", instructions=f"{branch}\n{RULES}", input=question)  # ok: PFX205


def one_of_its_fields(question: str):
    branch = Plain("harbour")
    return client.responses.create(model="gpt-4.1", instructions=f"{branch.name}\n{RULES}", input=question)  # ok: PFX205
