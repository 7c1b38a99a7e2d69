from anthropic import Anthropic

client = Anthropic()
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80


def hour_for_the_request(history):
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        cache_control={"type": "ephemeral", "ttl": "1h"},  # expect: PFX603 error
        system=[{"type": "text", "text": RULES, "cache_control": {"type": "ephemeral", "ttl": "1h"}}],
        messages=history,
    )


def hour_for_the_rules(history):
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        cache_control={"type": "ephemeral"},  # ok: PFX603
        system=[{"type": "text", "text": RULES, "cache_control": {"type": "ephemeral", "ttl": "1h"}}],
        messages=history,
    )


def last_block_says_otherwise(history, question):
    last = {"type": "text", "text": question, "cache_control": {"type": "ephemeral", "ttl": "1h"}}
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        cache_control={"type": "ephemeral"},  # expect: PFX603 error "differs"
        system=RULES,
        messages=[*history, {"role": "user", "content": [last]}],
    )


def last_block_says_the_same(history, question):
    last = {"type": "text", "text": question, "cache_control": {"type": "ephemeral", "ttl": "1h"}}
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        cache_control={"type": "ephemeral", "ttl": "1h"},  # ok: PFX603
        system=RULES,
        messages=[*history, {"role": "user", "content": [last]}],
    )
