"""A folder that is read at import is still in another order on another host."""

import os

from openai import OpenAI

client = OpenAI()
NAMES = sorted(os.listdir("skills"))
RULES = "Use the skills above, name the one you use, and ask when none of them fits the request. " * 60
SKILLS = "\n".join(NAMES)  # expect: PFX203


def answer(question: str):
    return client.responses.create(model="gpt-4.1", instructions=f"{SKILLS}\n{RULES}", input=question)


def later(question: str):
    return client.responses.create(model="gpt-4.1", instructions=RULES, input=f"{SKILLS}\n{question}")  # ok: PFX203
