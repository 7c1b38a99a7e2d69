"""Other serialisers, some of which sort by themselves."""

import json
from pprint import pformat

import orjson
import yaml
from openai import OpenAI

client = OpenAI()
BRANCHES = frozenset({"north", "harbour", "market", "station"})
HOURS = {branch: "9-18" for branch in BRANCHES}
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


def by_orjson(question: str):
    text = orjson.dumps(HOURS, option=orjson.OPT_SORT_KEYS).decode()  # expect: PFX202
    return client.responses.create(model="gpt-4.1", instructions=text + RULES, input=question)


def by_orjson_sorted(question: str):
    text = orjson.dumps(HOURS, option=orjson.OPT_SORT_KEYS).decode()  # ok: PFX202
    return client.responses.create(model="gpt-4.1", instructions=text + RULES, input=question)


def by_yaml(question: str):
    text = yaml.safe_dump(HOURS)  # ok: PFX202
    return client.responses.create(model="gpt-4.1", instructions=text + RULES, input=question)


def by_yaml_unsorted(question: str):
    text = yaml.safe_dump(HOURS, sort_keys=True)  # expect: PFX202
    return client.responses.create(model="gpt-4.1", instructions=text + RULES, input=question)


def for_a_reader(question: str):
    text = pformat(HOURS)  # ok: PFX202
    return client.responses.create(model="gpt-4.1", instructions=text + RULES, input=question)


def not_sent(question: str):
    print(json.dumps(HOURS))  # ok: PFX202
    return client.responses.create(model="gpt-4.1", instructions=RULES, input=question)
