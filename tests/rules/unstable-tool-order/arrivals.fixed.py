"""Tools collected from servers as they answer."""

import asyncio

from anthropic import AsyncAnthropic

client = AsyncAnthropic()
GUIDE = "Use a tool whenever a guest asks about a room, and never guess what it would have said. " * 60


async def list_tools(server: str) -> dict[str, object]:
    return {"name": f"{server}_search", "input_schema": {"type": "object"}}


async def as_ready(question: str):
    tools = []
    for found in asyncio.as_completed([list_tools("rooms"), list_tools("meals")]):  # expect: PFX301 "order of completion"
        tools.append(await found)
    return await client.messages.create(  # expect: PFX605
        model="claude-sonnet-4-5",
        max_tokens=300,
        tools=tools,
        system=[{"type": "text", "text": GUIDE, "cache_control": {"type": "ephemeral"}}],
        messages=[{"role": "user", "content": question}],
    )


async def gathered(question: str):
    tools = list(await asyncio.gather(list_tools("rooms"), list_tools("meals")))
    return await client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=300,
        tools=tools,  # ok: PFX301
        system=GUIDE,
        messages=[{"role": "user", "content": question}],
    )
