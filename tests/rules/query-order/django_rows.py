"""Rows of Django models."""

from openai import OpenAI

from library.models import Branch

client = OpenAI()
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


def without(question: str):
    names = "\n".join(Branch.objects.values_list("name", flat=True))  # expect: PFX206
    return client.responses.create(model="gpt-4.1", instructions=names + RULES, input=question)


def with_an_order(question: str):
    names = "\n".join(Branch.objects.order_by("name").values_list("name", flat=True))  # ok: PFX206
    return client.responses.create(model="gpt-4.1", instructions=names + RULES, input=question)


def of_a_list(question: str, branches: list[str]):
    names = "\n".join(branches)  # ok: PFX206
    return client.responses.create(model="gpt-4.1", instructions=names + RULES, input=question)
