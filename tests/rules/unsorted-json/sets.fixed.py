"""Mappings whose keys come from a set."""

import json

from openai import OpenAI

client = OpenAI()
BRANCHES = {"north", "harbour", "market", "station"}
FLOORS = {0, 1, 2, 3}
LISTED = ["north", "harbour", "market", "station"]
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


def from_a_set(question: str):
    text = json.dumps({branch: "9-18" for branch in BRANCHES}, sort_keys=True)  # expect: PFX202 warning
    return client.responses.create(model="gpt-4.1", instructions=text + RULES, input=question)


def with_sorted_keys(question: str):
    text = json.dumps({branch: "9-18" for branch in BRANCHES}, sort_keys=True)  # ok: PFX202
    return client.responses.create(model="gpt-4.1", instructions=text + RULES, input=question)


def from_a_sorted_set(question: str):
    text = json.dumps({branch: "9-18" for branch in sorted(BRANCHES)})  # ok: PFX202
    return client.responses.create(model="gpt-4.1", instructions=text + RULES, input=question)


def from_a_list(question: str):
    text = json.dumps({branch: "9-18" for branch in LISTED})  # ok: PFX202
    return client.responses.create(model="gpt-4.1", instructions=text + RULES, input=question)


def from_a_set_of_numbers(question: str):
    text = json.dumps({floor: "open" for floor in FLOORS})  # ok: PFX202
    return client.responses.create(model="gpt-4.1", instructions=text + RULES, input=question)


def written_down(question: str):
    text = json.dumps({"north": "9-18", "harbour": "10-17"})  # ok: PFX202
    return client.responses.create(model="gpt-4.1", instructions=text + RULES, input=question)


def one_deeper(question: str):
    table = {"hours": {branch: "9-18" for branch in BRANCHES}, "closed": []}
    text = json.dumps(table, indent=2, sort_keys=True)  # expect: PFX202
    return client.responses.create(model="gpt-4.1", instructions=text + RULES, input=question)


def a_list_in_it(question: str):
    # The keys are fixed, the list is not, and sorting keys would not help.
    text = json.dumps({"branches": sorted(BRANCHES)})  # ok: PFX202 expect: PFX201
    return client.responses.create(model="gpt-4.1", instructions=text + RULES, input=question)
