"""A closed choice of texts is a handful of cache entries."""

import os
from typing import Literal

from openai import OpenAI

client = OpenAI()
RULES = "Use a tool whenever a customer asks about an order, and never guess what it would say. " * 60


def ask(question: str, description: str):
    tool = {"type": "function", "name": "find", "description": description}
    return client.responses.create(model="gpt-4.1", tools=[tool], instructions=RULES, input=question)


def short_or_long(question: str, brief: bool):
    return ask(question, "Finds." if brief else "Finds an order by its number.")  # ok: PFX303


def by_language(question: str, language: Literal["en", "de"]):
    return ask(question, f"Finds an order. Answer in {language}.")  # ok: PFX303


def of_the_deployment(question: str):
    return ask(question, f"Finds an order in {os.environ['SHOP']}.")  # ok: PFX303


def of_the_question(query: str):
    return ask(query, f"Finds an order that has to do with {query}.")  # expect: PFX303 "every request"
