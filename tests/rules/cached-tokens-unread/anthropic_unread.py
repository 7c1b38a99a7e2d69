"""Nobody looks."""

from anthropic import Anthropic

client = Anthropic()
GUIDE = "Answer in two sentences, quote the paragraph that you rely on, and never guess. " * 80


def ask(history: list[dict[str, str]]):
    return client.messages.create(model="claude-sonnet-4-5", max_tokens=300, system=GUIDE, messages=history)  # expect: PFX902, expect: PFX605
