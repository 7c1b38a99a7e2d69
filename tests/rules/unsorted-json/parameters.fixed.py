"""Mappings of which nobody knows how they came about: their keys keep the order of insertion."""

import json

from openai import OpenAI
from pydantic import BaseModel

client = OpenAI()
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


class Hours(BaseModel):
    north: str = "9-18"
    harbour: str = "10-17"


def given(question: str, settings: dict[str, str]):
    text = json.dumps(settings)  # ok: PFX202
    return client.responses.create(model="gpt-4.1", instructions=text + RULES, input=question)


def of_a_model(question: str):
    text = json.dumps(Hours().model_dump())  # ok: PFX202
    return client.responses.create(model="gpt-4.1", instructions=text + RULES, input=question)


def of_a_schema(question: str):
    text = json.dumps(Hours.model_json_schema(), indent=2)  # ok: PFX202
    return client.responses.create(model="gpt-4.1", instructions=text + RULES, input=question)


def merged(question: str, settings: dict[str, str]):
    text = json.dumps({"language": "en", **settings})  # ok: PFX202
    return client.responses.create(model="gpt-4.1", instructions=text + RULES, input=question)


def from_a_set_given(question: str, branches: set[str]):
    text = json.dumps(dict.fromkeys(branches, "9-18"))  # expect: PFX201 todo-expect: PFX202
    return client.responses.create(model="gpt-4.1", instructions=text + RULES, input=question)


def from_that_set(question: str, branches: set[str]):
    text = json.dumps({branch: "9-18" for branch in branches}, sort_keys=True)  # expect: PFX202
    return client.responses.create(model="gpt-4.1", instructions=text + RULES, input=question)
