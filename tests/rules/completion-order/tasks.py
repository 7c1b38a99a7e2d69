"""Results of asyncio in order of completion, and in order."""

import asyncio

from openai import AsyncOpenAI

client = AsyncOpenAI()
NAMES = ["orders", "returns"]
RULES = "Answer from the manuals above, quote the passage, and say so when they do not know. " * 60


async def load(name: str) -> str:
    await asyncio.sleep(0)
    return f"Manual of {name}"


async def as_ready(question: str):
    texts = []
    for next_text in asyncio.as_completed([load(name) for name in NAMES]):  # expect: PFX204
        texts.append(await next_text)
    return await client.responses.create(model="gpt-4.1", instructions="\n".join(texts) + RULES, input=question)


async def gathered(question: str):
    texts = await asyncio.gather(*(load(name) for name in NAMES))
    return await client.responses.create(model="gpt-4.1", instructions="\n".join(texts) + RULES, input=question)  # ok: PFX204


async def sorted_afterwards(question: str):
    texts = []
    for next_text in asyncio.as_completed([load(name) for name in NAMES]):  # ok: PFX204
        texts.append(await next_text)
    texts.sort()
    return await client.responses.create(model="gpt-4.1", instructions="\n".join(texts) + RULES, input=question)
