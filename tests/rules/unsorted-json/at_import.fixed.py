"""Written down once, at import: another order in the next process all the same."""

import json

from openai import OpenAI

client = OpenAI()
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80
HOURS = json.dumps({branch: "9-18" for branch in {"north", "harbour", "market"}}, sort_keys=True)  # expect: PFX202
SORTED = json.dumps({branch: "9-18" for branch in {"north", "harbour", "market"}}, sort_keys=True)  # ok: PFX202


def answer(question: str):
    return client.responses.create(model="gpt-4.1", instructions=HOURS + RULES, input=question)


def answer_from_sorted(question: str):
    return client.responses.create(model="gpt-4.1", instructions=SORTED + RULES, input=question)
