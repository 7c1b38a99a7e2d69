"""A registry keeps the order in which it was filled."""

import random

from openai import OpenAI

client = OpenAI()
RULES = "Use a tool whenever a customer asks about an order, and never guess what it would say. " * 60
FIND = {"type": "function", "name": "find_order", "parameters": {"type": "object"}}
REFUND = {"type": "function", "name": "refund_order", "parameters": {"type": "object"}}
REGISTRY = {"find": FIND, "refund": REFUND}


def values_of_a_dict(question: str):
    tools = list(REGISTRY.values())  # ok: PFX301
    return client.responses.create(model="gpt-4.1", tools=tools, instructions=RULES, input=question)


def shuffled(question: str):
    tools = [FIND, REFUND]
    random.shuffle(tools)  # expect: PFX301 "a shuffled list"
    return client.responses.create(model="gpt-4.1", tools=tools, instructions=RULES, input=question)


def looked_up(question: str):
    tools = [REGISTRY[name] for name in sorted({"find", "refund"})]  # expect: PFX301
    return client.responses.create(model="gpt-4.1", tools=tools, instructions=RULES, input=question)
