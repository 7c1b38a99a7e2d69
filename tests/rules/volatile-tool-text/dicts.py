"""Values in tools that are written as dicts."""

import uuid
from datetime import date, datetime

from openai import OpenAI

client = OpenAI()
RULES = "Use a tool whenever a customer asks about an order, and never guess what it would say. " * 60
BUILD = uuid.uuid4().hex


def clock(question: str):
    find = {
        "type": "function",
        "name": "find_order",
        "description": f"Finds an order. Now it is {datetime.now()}.",  # expect: PFX303 error "description of the tool `find_order`"
        "parameters": {"type": "object"},
    }
    return client.responses.create(model="gpt-4.1", tools=[find], instructions=RULES, input=question)


def day(question: str):
    find = {
        "type": "function",
        "name": "find_order",
        "description": f"Finds an order. Today is {date.today()}.",  # expect: PFX303 note "every day"
        "parameters": {"type": "object"},
    }
    return client.responses.create(model="gpt-4.1", tools=[find], instructions=RULES, input=question)


def per_process(question: str):
    find = {"type": "function", "name": f"find_{BUILD}", "parameters": {"type": "object"}}  # expect: PFX303 "process to process"
    return client.responses.create(model="gpt-4.1", tools=[find], instructions=RULES, input=question)


def fixed(question: str):
    find = {
        "type": "function",
        "name": "find_order",
        "description": "Finds an order.",
        "parameters": {"type": "object"},
    }
    now = f"{question}\n\nNow it is {datetime.now()}."
    return client.responses.create(model="gpt-4.1", tools=[find], instructions=RULES, input=now)  # ok: PFX303


def nothing_behind(question: str):
    # Nothing that stays the same is sent behind the tools.
    find = {"type": "function", "name": "find_order", "description": f"{datetime.now()}"}
    return client.responses.create(model="gpt-4.1", tools=[find], input=question)  # ok: PFX303
