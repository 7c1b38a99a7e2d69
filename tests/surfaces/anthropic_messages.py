"""Anthropic's client: tools, then system, then messages."""

from datetime import datetime

import anthropic
from anthropic import AnthropicBedrock, AsyncAnthropic

RULES = """You answer questions about orders of our shop. Be short and friendly. Never promise a refund before you have looked at the order.
Quote the paragraph of the terms that you rely on. Answer in the language of the customer. Say so when you do not know something."""

client = anthropic.Anthropic()
bedrock = AnthropicBedrock()
other = AsyncAnthropic(base_url="https://api.deepseek.com/anthropic")


def early(question):
    return client.messages.create(  # request: anthropic messages claude-sonnet-4-5
        model="claude-sonnet-4-5",
        max_tokens=500,
        messages=[{"role": "user", "content": question}],
        system=f"{datetime.now()} {RULES}",  # expect: PFX101
    )


def blocks(question, user_name):
    return client.messages.create(  # request: anthropic messages claude-opus-4-7
        model="claude-opus-4-7",
        max_tokens=500,
        system=[
            {"type": "text", "text": RULES, "cache_control": {"type": "ephemeral"}},  # expect: PFX604 note
            {"type": "text", "text": f"The user is called {user_name}."},  # ok: PFX103
        ],
        messages=[{"role": "user", "content": [{"type": "text", "text": question}]}],
    )


def through_bedrock(question):
    return bedrock.messages.create(  # request: bedrock messages anthropic.claude-sonnet-4-5-v1:0
        model="anthropic.claude-sonnet-4-5-v1:0",
        max_tokens=500,
        system=RULES,
        messages=[{"role": "user", "content": question}],
        metadata={"user_id": str(datetime.now())},  # ok: PFX101
    )


async def elsewhere(question):
    async with other.messages.stream(  # request: deepseek messages deepseek-chat
        model="deepseek-chat", max_tokens=500, system=RULES, messages=[{"role": "user", "content": question}]
    ) as stream:
        return await stream.get_final_text()


def old_style(question):
    return client.completions.create(  # request: anthropic completions claude-2
        model="claude-2",
        prompt=f"{datetime.now()} {RULES} {question}",  # expect: PFX101
    )
