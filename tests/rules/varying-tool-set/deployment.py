"""Tools that depend on the deployment are the same for all its requests."""

import os
from datetime import datetime

from anthropic import Anthropic

client = Anthropic()
GUIDE = "Use a tool whenever a guest asks about a room, and never guess what it would have said. " * 60
ROOMS = {"name": "rooms", "input_schema": {"type": "object"}}
MEALS = {"name": "meals", "input_schema": {"type": "object"}}


def by_environment(question: str):
    tools = [ROOMS]
    if os.environ.get("WITH_KITCHEN"):
        tools.append(MEALS)
    return client.messages.create(  # expect: PFX605
        model="claude-sonnet-4-5",
        max_tokens=300,
        tools=tools,  # ok: PFX302
        system=GUIDE,
        messages=[{"role": "user", "content": question}],
    )


def by_the_hour(question: str):
    tools = [ROOMS]
    if datetime.now().hour < 11:
        tools.append(MEALS)  # expect: PFX302 "on every call"
    return client.messages.create(  # expect: PFX605
        model="claude-sonnet-4-5",
        max_tokens=300,
        tools=tools,
        system=GUIDE,
        messages=[{"role": "user", "content": question}],
    )
