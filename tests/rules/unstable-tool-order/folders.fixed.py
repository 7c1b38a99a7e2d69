"""Tools read from the files of a folder."""

import json
from pathlib import Path

from anthropic import Anthropic

client = Anthropic()
GUIDE = "Use a tool whenever a guest asks about a room, and never guess what it would have said. " * 60


def as_listed(question: str):
    tools = [json.loads(path.read_text()) for path in sorted(Path("tools").glob("*.json"))]  # expect: PFX301 "folder listing"
    return client.messages.create(  # expect: PFX605
        model="claude-sonnet-4-5",
        max_tokens=300,
        tools=tools,
        system=[{"type": "text", "text": GUIDE, "cache_control": {"type": "ephemeral"}}],
        messages=[{"role": "user", "content": question}],
    )


def in_order(question: str):
    tools = [json.loads(path.read_text()) for path in sorted(Path("tools").glob("*.json"))]  # ok: PFX301
    return client.messages.create(  # expect: PFX605
        model="claude-sonnet-4-5",
        max_tokens=300,
        tools=tools,
        system=[{"type": "text", "text": GUIDE, "cache_control": {"type": "ephemeral"}}],
        messages=[{"role": "user", "content": question}],
    )
