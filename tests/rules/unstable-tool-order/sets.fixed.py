"""Tools in the order of a set."""

from openai import OpenAI

client = OpenAI()
SCHEMA = {"type": "object", "properties": {"order": {"type": "string"}}}
NAMES = {"find_order", "cancel_order", "refund_order"}
RULES = "Use a tool whenever a customer asks about an order, and never guess what it would say. " * 60


def spec(name: str) -> dict[str, object]:
    return {"type": "function", "function": {"name": name, "parameters": SCHEMA}}


def comprehension(question: str):
    return client.chat.completions.create(
        model="gpt-4o",
        tools=[spec(name) for name in sorted(NAMES)],  # expect: PFX301 warning "a set"
        messages=[{"role": "system", "content": RULES}, {"role": "user", "content": question}],
    )


def appended(question: str):
    tools = []
    for name in NAMES:  # expect: PFX301
        tools.append(spec(name))
    return client.responses.create(model="gpt-4.1", tools=tools, instructions=RULES, input=question)


def in_order(question: str):
    return client.chat.completions.create(
        model="gpt-4o",
        tools=[spec(name) for name in sorted(NAMES)],  # ok: PFX301
        messages=[{"role": "system", "content": RULES}, {"role": "user", "content": question}],
    )


def sorted_by_key(question: str):
    tools = [spec(name) for name in NAMES]
    tools.sort(key=lambda tool: tool["function"]["name"])  # ok: PFX301
    return client.chat.completions.create(
        model="gpt-4o",
        tools=tools,
        messages=[{"role": "system", "content": RULES}, {"role": "user", "content": question}],
    )


def written_out(question: str):
    return client.chat.completions.create(
        model="gpt-4o",
        tools=[spec("cancel_order"), spec("find_order"), spec("refund_order")],  # ok: PFX301
        messages=[{"role": "system", "content": RULES}, {"role": "user", "content": question}],
    )
