from anthropic import Anthropic

client = Anthropic()
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80
HOUR = {"type": "ephemeral", "ttl": "1h"}
SHORT = {"type": "ephemeral"}


def configured(question, ttl):
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        system=[
            {"type": "text", "text": RULES, "cache_control": {"type": "ephemeral", "ttl": ttl}},
            {"type": "text", "text": "Be brief.", "cache_control": HOUR},  # ok: PFX603
        ],
        messages=[{"role": "user", "content": question}],
    )


def either(question, long):
    first = {"type": "text", "text": RULES, "cache_control": HOUR if long else SHORT}
    second = {"type": "text", "text": "Be brief.", "cache_control": HOUR if long else SHORT}
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        system=[first, second],  # ok: PFX603
        messages=[{"role": "user", "content": question}],
    )


def one_or_the_other(question, long):
    if long:
        parts = [{"type": "text", "text": RULES, "cache_control": HOUR}]
    else:
        parts = [{"type": "text", "text": "Be brief.", "cache_control": SHORT}]
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        system=parts,  # ok: PFX603
        messages=[{"role": "user", "content": question}],
    )


def replaced(question):
    parts = [
        {"type": "text", "text": RULES, "cache_control": SHORT},
        {"type": "text", "text": "Be brief.", "cache_control": HOUR},  # ok: PFX603
    ]
    parts[0]["cache_control"] = HOUR
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        system=parts,
        messages=[{"role": "user", "content": question}],
    )
