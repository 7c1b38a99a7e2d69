"""Addresses and hashes asked for by name."""

from openai import OpenAI

client = OpenAI()
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


def address(question: str, catalogue):
    return client.responses.create(model="gpt-4.1", instructions=f"{id(catalogue)}\n{RULES}", input=question)  # expect: PFX205


def hashed(question: str):
    return client.responses.create(model="gpt-4.1", instructions=f"{hash('harbour')}\n{RULES}", input=question)  # expect: PFX205


def anonymous(question: str):
    nobody = object()
    return client.responses.create(model="gpt-4.1", instructions=f"{nobody}\n{RULES}", input=question)  # expect: PFX205


def behind_the_rules(question: str, catalogue):
    return client.responses.create(model="gpt-4.1", instructions=RULES, input=f"{question} {id(catalogue)}")  # ok: PFX205
