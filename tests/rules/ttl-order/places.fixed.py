from anthropic import Anthropic

client = Anthropic()
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80
HOUR = {"type": "ephemeral", "ttl": "1h"}
SHORT = {"type": "ephemeral"}


def hour_behind_minutes(question):
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        system=[
            {"type": "text", "text": RULES, "cache_control": SHORT},
            {
                "type": "text",
                "text": "Be brief.",
                "cache_control": HOUR,  # expect: PFX603 error "1h stands behind one of 5m"
            },
        ],
        messages=[{"role": "user", "content": question}],
    )


def minutes_behind_hour(question):
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        system=[
            {"type": "text", "text": RULES, "cache_control": HOUR},
            {"type": "text", "text": "Be brief.", "cache_control": SHORT},  # ok: PFX603
        ],
        messages=[{"role": "user", "content": question}],
    )


def tools_come_first(question):
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        messages=[{"role": "user", "content": question}],
        system=[{"type": "text", "text": RULES, "cache_control": {"type": "ephemeral", "ttl": "1h"}}],  # expect: PFX603
        tools=[{"name": "a", "input_schema": {}, "cache_control": {"type": "ephemeral", "ttl": "1h"}}],
    )


def written_in_another_order(question):
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        messages=[{"role": "user", "content": [{"type": "text", "text": RULES, "cache_control": SHORT}, question]}],
        system=[{"type": "text", "text": RULES, "cache_control": HOUR}],  # ok: PFX603
    )
