"""Addresses that are written elsewhere."""

import logging

from openai import OpenAI

client = OpenAI()
log = logging.getLogger(__name__)
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


class Branch:
    def __init__(self, name: str) -> None:
        self.name = name


def logged(question: str):
    branch = Branch("harbour")
    log.info(f"asked at {branch}")  # ok: PFX205
    return client.responses.create(model="gpt-4.1", instructions=RULES, input=question)


def in_metadata(question: str):
    branch = Branch("harbour")
    return client.responses.create(
        model="gpt-4.1", instructions=RULES, input=question, metadata={"branch": f"{branch}"}  # ok: PFX205
    )


def in_the_prompt(question: str):
    branch = Branch("harbour")
    return client.responses.create(model="gpt-4.1", instructions=f"{branch}\n{RULES}", input=question)  # expect: PFX205
