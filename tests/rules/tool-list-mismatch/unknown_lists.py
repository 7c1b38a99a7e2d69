"""Lists that are not known one by one are not compared."""

from openai import OpenAI

client = OpenAI()
FIND = {"type": "function", "name": "find_stamp", "parameters": {"type": "object"}}
SELL = {"type": "function", "name": "sell_stamp", "parameters": {"type": "object"}}
RULES = "Use a tool whenever a collector asks about a stamp, and never guess what it would be worth. " * 60


def fixed(question: str):
    return client.responses.create(model="gpt-4.1", tools=[FIND, SELL], instructions=RULES, input=question)


def given(question: str, tools: list[dict[str, object]]):
    return client.responses.create(model="gpt-4.1", tools=tools, instructions=RULES, input=question)  # ok: PFX305


def with_more(question: str, tools: list[dict[str, object]]):
    return client.responses.create(model="gpt-4.1", tools=[FIND, *tools], instructions=RULES, input=question)  # ok: PFX305


def with_another_schema(question: str):
    # The schema stands in front of the instructions, so these two share nothing in any case.
    return client.responses.create(
        model="gpt-4.1",
        tools=[SELL, FIND],  # ok: PFX305
        text={"format": {"type": "json_object"}},
        instructions=RULES,
        input=question,
    )


def in_another_order(question: str):
    tools = [SELL, FIND]  # expect: PFX305
    return client.responses.create(model="gpt-4.1", tools=tools, instructions=RULES, input=question)
