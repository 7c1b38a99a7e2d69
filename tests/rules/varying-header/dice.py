"""A model that is drawn by lot."""

import random

from openai import OpenAI

client = OpenAI()
RULES = "Answer in two sentences, quote the paragraph that you rely on, and never guess. " * 60


def drawn(history: list[dict[str, str]], question: str):
    turn = {"role": "user", "content": question}
    model = "gpt-4.1" if random.random() < 0.5 else "gpt-4.1-mini"  # expect: PFX701 "`model`"
    return client.responses.create(model=model, instructions=RULES, input=[*history, turn])


def drawn_once(history: list[dict[str, str]], question: str):
    turn = {"role": "user", "content": question}
    return client.responses.create(model=MODEL, instructions=RULES, input=[*history, turn])  # ok: PFX701


MODEL = "gpt-4.1" if random.random() < 0.5 else "gpt-4.1-mini"
