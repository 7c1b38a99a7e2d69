"""Schemas that are made for one request."""

from typing import Literal

from openai import OpenAI
from pydantic import BaseModel, create_model

client = OpenAI()
RULES = "Say which passage answers the question: read all of them first, then choose, then say why. " * 60
FIELDS = ["title", "author", "year"]


def ask(question: str, model: type[BaseModel]):
    return client.responses.parse(model="gpt-4.1", text_format=model, instructions=RULES, input=question)


def choose(question: str, documents: list[str]):
    class Choice(BaseModel):
        which: Literal[tuple(documents)]  # expect: PFX304 warning "every request"

    return ask(question, Choice)


def choose_by_number(question: str, documents: list[str]):
    class Choice(BaseModel):
        which: int  # ok: PFX304

    return ask(f"{documents}\n\n{question}", Choice)


def fields_of_the_request(question: str, documents: list[str]):
    model = create_model("Answer", **{name: (str, ...) for name in documents})  # expect: PFX304 "every request"
    return ask(question, model)


def fields_of_the_program(question: str):
    model = create_model("Answer", **{name: (str, ...) for name in FIELDS})  # ok: PFX304
    return ask(question, model)
