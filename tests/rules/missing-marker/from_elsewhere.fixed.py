from anthropic import Anthropic

client = Anthropic()
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80


def turns_of_a_caller(messages):
    return client.messages.create(  # expect: PFX605
        model="claude-sonnet-4-5",
        max_tokens=9,
        system=[{"type": "text", "text": RULES, "cache_control": {"type": "ephemeral"}}],
        messages=messages,
    )


def anything(messages, **options):
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        system=RULES,  # ok: PFX605
        messages=messages,
        **options,
    )


def parts_of_a_caller(question, part):
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        system=RULES,  # ok: PFX605
        messages=[{"role": "user", "content": [part, {"type": "text", "text": question}]}],
    )


def tools_of_a_caller(question, tools):
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        tools=tools,
        system=RULES,  # ok: PFX605
        messages=[{"role": "user", "content": question}],
    )
