"""Tools as objects of the program."""

from datetime import datetime

from openai import OpenAI

client = OpenAI()
RULES = "Use a tool whenever a customer asks about an order, and never guess what it would say. " * 60


class Tool:
    def __init__(self, name: str, description: str, owner: str):
        self.name = name
        self.description = description
        self.owner = owner

    def to_dict(self) -> dict[str, object]:
        return {"type": "function", "name": self.name, "description": self.description}


def ask(question: str, tools: list[dict[str, object]]):
    return client.responses.create(model="gpt-4.1", tools=tools, instructions=RULES, input=question)


def with_a_clock(question: str):
    tools = [Tool("find", f"Finds an order, as of {datetime.now()}", "shop"), Tool("refund", "Pays back", "shop")]  # expect: PFX303
    return ask(question, [tool.to_dict() for tool in tools])


def not_sent(question: str):
    tools = [Tool("find", "Finds an order", f"shop at {datetime.now()}"), Tool("refund", "Pays back", "shop")]
    return ask(question, [tool.to_dict() for tool in tools])  # ok: PFX303


def unknown(question: str, tools: list[Tool]):
    return ask(question, [tool.to_dict() for tool in tools])  # ok: PFX303


def on_behalf_of(question: str, request_params):
    # Definitions that are passed on: nobody here knows whether they vary.
    tools = [{"type": "function", "name": one.name, "description": one.description} for one in request_params.tools]
    return ask(question, tools)  # ok: PFX303
