"""Tools selected for each question."""

from openai import OpenAI

client = OpenAI()
RULES = "Use a tool whenever a customer asks about an order, and never guess what it would say. " * 60
FIND = {"type": "function", "name": "find_order", "parameters": {"type": "object"}}
REFUND = {"type": "function", "name": "refund_order", "parameters": {"type": "object"}}


def pick(query: str) -> list[dict[str, object]]:
    chosen = []
    if "refund" in query:
        chosen.append(REFUND)  # expect: PFX302
    chosen.append(FIND)
    return chosen


def ask(query: str):
    return client.responses.create(model="gpt-4.1", tools=pick(query), instructions=RULES, input=query)


def passed_in(tools: list[dict[str, object]], query: str):
    # Nobody here knows whether they vary.
    return client.responses.create(model="gpt-4.1", tools=tools, instructions=RULES, input=query)  # ok: PFX302


def with_all(query: str):
    return client.responses.create(
        model="gpt-4.1",
        tools=[FIND, REFUND],
        tool_choice={"type": "allowed_tools", "mode": "auto", "tools": [{"type": "function", "name": query}]},  # ok: PFX302
        instructions=RULES,
        input=query,
    )
