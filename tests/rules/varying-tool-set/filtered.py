"""Tools left out or added according to the request or the user."""

from openai import NOT_GIVEN, OpenAI

client = OpenAI()
RULES = "Use a tool whenever a customer asks about an order, and never guess what it would say. " * 60
FIND = {"type": "function", "function": {"name": "find_order", "parameters": {"type": "object"}}}
REFUND = {"type": "function", "function": {"name": "refund_order", "parameters": {"type": "object"}}}
TOOLS = [FIND, REFUND]


def by_question(question: str):
    tools = [tool for tool in TOOLS if tool["function"]["name"].split("_")[0] in question]  # expect: PFX302 warning
    return client.chat.completions.create(
        model="gpt-4o",
        tools=tools,
        messages=[{"role": "system", "content": RULES}, {"role": "user", "content": question}],
    )


def by_user(user_role: str, question: str):
    tools = [FIND]
    if user_role == "clerk":
        tools.append(REFUND)  # expect: PFX302 "from user to user"
    return client.chat.completions.create(
        model="gpt-4o",
        tools=tools,
        messages=[{"role": "system", "content": RULES}, {"role": "user", "content": question}],
    )


def by_choice(question: str, refunds: bool):
    # The list stays, only what may be called changes.
    return client.chat.completions.create(
        model="gpt-4o",
        tools=TOOLS,  # ok: PFX302
        tool_choice="auto" if refunds else "none",
        messages=[{"role": "system", "content": RULES}, {"role": "user", "content": question}],
    )


def by_switch(question: str, refunds: bool):
    # A closed choice is two cache entries.
    tools = [FIND, REFUND] if refunds else [FIND]  # ok: PFX302
    return client.chat.completions.create(
        model="gpt-4o",
        tools=tools,
        messages=[{"role": "system", "content": RULES}, {"role": "user", "content": question}],
    )


def as_given(question: str, request_options):
    # A list that is passed on, or left out where it is empty.
    tools = request_options.tools
    return client.chat.completions.create(
        model="gpt-4o",
        tools=tools if tools else None,  # ok: PFX302
        messages=[{"role": "system", "content": RULES}, {"role": "user", "content": question}],
    )


def all_or_nothing(question: str):
    tools = TOOLS if "order" in question else None  # expect: PFX302
    return client.chat.completions.create(
        model="gpt-4o",
        tools=tools,
        messages=[{"role": "system", "content": RULES}, {"role": "user", "content": question}],
    )


def converted(question: str, request_options):
    # What is left out where it is empty is not chosen.
    tools = [{"type": "function", "function": {"name": one.name}} for one in request_options.tools]
    return client.chat.completions.create(
        model="gpt-4o",
        tools=tools if tools else NOT_GIVEN,  # ok: PFX302
        messages=[{"role": "system", "content": RULES}, {"role": "user", "content": question}],
    )
