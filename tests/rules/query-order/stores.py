"""Sets of a store, and where rows belong."""

from openai import OpenAI
from redis import Redis

client = OpenAI()
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


def members(question: str, store: Redis):
    names = "\n".join(store.smembers("branches"))  # expect: PFX206
    return client.responses.create(model="gpt-4.1", instructions=names + RULES, input=question)


def sorted_members(question: str, store: Redis):
    names = "\n".join(sorted(store.smembers("branches")))  # ok: PFX206
    return client.responses.create(model="gpt-4.1", instructions=names + RULES, input=question)


def behind_the_rules(question: str, store: Redis):
    names = "\n".join(store.smembers("branches"))  # ok: PFX206
    return client.responses.create(model="gpt-4.1", instructions=RULES, input=f"{question}\n{names}")
