"""Methods with the same names that are no queries."""

import numpy
from openai import OpenAI

client = OpenAI()
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


def of_an_array(question: str, open_today: numpy.ndarray):
    text = str(open_today.all())  # ok: PFX206
    return client.responses.create(model="gpt-4.1", instructions=text + RULES, input=question)


def of_a_registry(question: str, registry):
    text = "\n".join(registry.filter("open"))  # ok: PFX206
    return client.responses.create(model="gpt-4.1", instructions=text + RULES, input=question)


def of_a_table(question: str, base, tables):
    text = "\n".join(base.query(tables.Branch.name).all())  # expect: PFX206
    return client.responses.create(model="gpt-4.1", instructions=text + RULES, input=question)
