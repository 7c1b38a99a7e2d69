from anthropic import Anthropic

client = Anthropic()
PAGE = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 400


def the_rest_stays_the_same_too(question):
    return client.messages.create(
        model="claude-haiku-4-5",
        max_tokens=9,
        system=[
            {"type": "text", "text": "Be brief.", "cache_control": {"type": "ephemeral"}},  # expect: PFX604 warning
            {"type": "text", "text": PAGE},
        ],
        messages=[{"role": "user", "content": question}],
    )


def a_later_marker_closes_enough(question):
    return client.messages.create(
        model="claude-haiku-4-5",
        max_tokens=9,
        system=[
            {"type": "text", "text": "Be brief.", "cache_control": {"type": "ephemeral"}},  # ok: PFX604
            {"type": "text", "text": PAGE, "cache_control": {"type": "ephemeral"}},
        ],
        messages=[{"role": "user", "content": question}],
    )


def what_is_read_may_be_long(question):
    with open("handbook.md") as file:
        handbook = file.read()
    return client.messages.create(
        model="claude-haiku-4-5",
        max_tokens=9,
        system=[{"type": "text", "text": handbook, "cache_control": {"type": "ephemeral"}}],  # ok: PFX604
        messages=[{"role": "user", "content": question}],
    )


def tools_count(question, tools):
    return client.messages.create(
        model="claude-haiku-4-5",
        max_tokens=9,
        tools=tools,
        system=[{"type": "text", "text": "Be brief.", "cache_control": {"type": "ephemeral"}}],  # ok: PFX604
        messages=[{"role": "user", "content": question}],
    )


def the_conversation_counts(history, question):
    last = {"type": "text", "text": question, "cache_control": {"type": "ephemeral"}}  # ok: PFX604
    return client.messages.create(
        model="claude-haiku-4-5",
        max_tokens=9,
        system="Be brief.",
        messages=[*history, {"role": "user", "content": [last]}],
    )
