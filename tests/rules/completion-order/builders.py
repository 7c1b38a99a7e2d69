"""Builders that collect texts as they come."""

import asyncio

RULES = "Answer from the manuals above, quote the passage, and say so when they do not know. " * 60


async def fetch(name: str) -> str:
    return f"Manual of {name}"


async def build_system_prompt() -> str:
    parts = ["Manuals:"]
    for part in asyncio.as_completed([fetch("orders"), fetch("returns")]):  # expect: PFX204
        parts.append(await part)
    parts.append(RULES)
    return "\n".join(parts)


async def build_ordered_system_prompt() -> str:
    found = {}
    found["orders"] = await fetch("orders")
    found["returns"] = await fetch("returns")
    return "\n".join(found.values()) + RULES  # ok: PFX204
