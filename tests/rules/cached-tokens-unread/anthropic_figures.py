"""The figure is printed, under the name that this provider gives it."""

from anthropic import Anthropic

client = Anthropic()
GUIDE = "Answer in two sentences, quote the paragraph that you rely on, and never guess. " * 80


def ask(history: list[dict[str, str]]):
    reply = client.messages.create(model="claude-sonnet-4-5", max_tokens=300, system=GUIDE, messages=history)  # ok: PFX902, expect: PFX605
    print(reply.usage.cache_read_input_tokens)
    return reply.content[0].text
