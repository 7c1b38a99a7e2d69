"""Iterators that were written down instead of what they give, and collections of objects."""

from openai import OpenAI

client = OpenAI()
BRANCHES = ["north", "harbour", "market"]
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


class Branch:
    def __init__(self, name: str) -> None:
        self.name = name


def a_generator(question: str):
    names = (name.title() for name in BRANCHES)
    return client.responses.create(model="gpt-4.1", instructions=f"{names}\n{RULES}", input=question)  # expect: PFX205


def joined(question: str):
    names = ", ".join(name.title() for name in BRANCHES)
    return client.responses.create(model="gpt-4.1", instructions=f"{names}\n{RULES}", input=question)  # ok: PFX205


def a_map(question: str):
    names = map(str.title, BRANCHES)
    return client.responses.create(model="gpt-4.1", instructions=f"{names}\n{RULES}", input=question)  # expect: PFX205


def a_list_of_it(question: str):
    names = list(map(str.title, BRANCHES))
    return client.responses.create(model="gpt-4.1", instructions=f"{names}\n{RULES}", input=question)  # ok: PFX205


def objects_in_a_list(question: str):
    branches = [Branch("north"), Branch("harbour")]
    return client.responses.create(model="gpt-4.1", instructions=f"{branches}\n{RULES}", input=question)  # expect: PFX205


def texts_in_a_list(question: str):
    branches = [branch.name for branch in (Branch("north"), Branch("harbour"))]
    return client.responses.create(model="gpt-4.1", instructions=f"{branches}\n{RULES}", input=question)  # ok: PFX205
