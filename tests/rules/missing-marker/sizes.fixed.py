import sys

from anthropic import Anthropic

client = Anthropic()
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80
SHORT = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 20


def under_the_minimum(question):
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        system=SHORT,  # ok: PFX605
        messages=[{"role": "user", "content": question}],
    )


def under_the_minimum_of_this_model(question):
    return client.messages.create(
        model="claude-haiku-4-5",
        max_tokens=9,
        system=RULES,  # ok: PFX605
        messages=[{"role": "user", "content": question}],
    )


def perhaps_under_the_minimum(question, model):
    return client.messages.create(
        model=model,
        max_tokens=9,
        system=RULES,  # ok: PFX605
        messages=[{"role": "user", "content": question}],
    )


def over_every_minimum(question, model):
    return client.messages.create(  # expect: PFX605
        model=model,
        max_tokens=9,
        system=[{"type": "text", "text": RULES * 4, "cache_control": {"type": "ephemeral"}}],
        messages=[{"role": "user", "content": question}],
    )


def nothing_in_front(question):
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        messages=[{"role": "user", "content": f"Question: {question}"}],  # ok: PFX605
    )


for line in sys.stdin:
    client.messages.create(  # expect: PFX605
        model="claude-sonnet-4-5", max_tokens=9, system=[{"type": "text", "text": RULES, "cache_control": {"type": "ephemeral"}}], messages=[{"role": "user", "content": line}]
    )

with open("question.txt") as file:
    client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        system=RULES,  # ok: PFX605
        messages=[{"role": "user", "content": file.read()}],
    )
