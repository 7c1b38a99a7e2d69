from anthropic import Anthropic
from openai import OpenAI

openai = OpenAI()
client = Anthropic()
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80


def no_such_time(question):
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        system=[
            {
                "type": "text",
                "text": RULES,
                "cache_control": {"type": "ephemeral", "ttl": "24h"},  # expect: PFX612 error "24h"
            }
        ],
        messages=[{"role": "user", "content": question}],
    )


def an_hour(question):
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        system=[{"type": "text", "text": RULES, "cache_control": {"type": "ephemeral", "ttl": "1h"}}],  # ok: PFX612
        messages=[{"role": "user", "content": question}],
    )


def by_configuration(question, ttl):
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        system=[{"type": "text", "text": RULES, "cache_control": {"type": "ephemeral", "ttl": ttl}}],  # ok: PFX612
        messages=[{"role": "user", "content": question}],
    )


def an_hour_elsewhere(history):
    return openai.responses.create(
        model="gpt-5.6",
        prompt_cache_options={"ttl": "1h"},  # expect: PFX612 error "1h"
        input=history,
    )


def half_an_hour(history):
    return openai.responses.create(model="gpt-5.6", prompt_cache_options={"ttl": "30m"}, input=history)  # ok: PFX612


def half_a_day(history):
    return openai.responses.create(model="gpt-5.6", prompt_cache_options={"ttl": "12h"}, input=history)  # ok: PFX612
