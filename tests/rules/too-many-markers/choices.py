from anthropic import Anthropic

client = Anthropic()
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80


def part(text):
    return {"type": "text", "text": text, "cache_control": {"type": "ephemeral"}}


def one_or_the_other(question, short):
    if short:
        parts = [part(RULES), part("One."), part("Two.")]
    else:
        parts = [part("Four."), part("Five."), part("Six.")]
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        system=parts,  # ok: PFX602
        messages=[{"role": "user", "content": question}],
    )


def only_sometimes(question, mark):
    parts = [{"type": "text", "text": RULES}, {"type": "text", "text": "One."}]
    for one in parts:
        if mark:
            one["cache_control"] = {"type": "ephemeral"}
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        system=[part("A."), *parts, part("B."), part("C.")],  # ok: PFX602
        messages=[{"role": "user", "content": question}],
    )


def whichever(question, count):
    tools = [{"name": "a", "input_schema": {}}, {"name": "b", "input_schema": {}}]
    if count:
        tools.append({"name": "c", "input_schema": {}})
    tools[-1]["cache_control"] = {"type": "ephemeral"}
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        tools=tools,  # ok: PFX602
        system=[part(RULES), part("One."), part("Two.")],
        messages=[{"role": "user", "content": question}],
    )
