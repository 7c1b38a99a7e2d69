"""The same tools in another order."""

from openai import OpenAI

client = OpenAI()
FIND = {"type": "function", "name": "find_order", "parameters": {"type": "object"}}
REFUND = {"type": "function", "name": "refund_order", "parameters": {"type": "object"}}
RULES = "Use a tool whenever a customer of the shop asks about an order, and never guess what it says. " * 60
SHORT = "Use a tool whenever a customer asks about an order."
OTHER = "Write a friendly letter about an order, and use a tool to find out what it was about first. " * 60


def answer(question: str):
    return client.responses.create(model="gpt-4.1", tools=[FIND, REFUND], instructions=RULES, input=question)  # ok: PFX305


def complain(letter: str):
    return client.responses.create(model="gpt-4.1", tools=[FIND, REFUND], instructions=RULES, input=letter)  # ok: PFX305


def otherwise(letter: str):
    tools = [REFUND, FIND]  # expect: PFX305 warning "another order"
    return client.responses.create(model="gpt-4.1", tools=tools, instructions=RULES, input=letter)


def another_model(letter: str):
    # Another model has a cache of its own.
    return client.responses.create(model="gpt-4.1-mini", tools=[REFUND, FIND], instructions=RULES, input=letter)  # ok: PFX305


def short(letter: str):
    # What they share is too short for a cache.
    return client.responses.create(model="gpt-4.1", tools=[REFUND, FIND], instructions=SHORT, input=letter)  # ok: PFX305


def long(letter: str):
    return client.responses.create(model="gpt-4.1", tools=[FIND, REFUND], instructions=SHORT, input=letter)  # ok: PFX305


def another_prompt(letter: str):
    return client.responses.create(model="gpt-4.1", tools=[REFUND, FIND], instructions=OTHER, input=letter)  # ok: PFX305
