# first: uuid4()
import asyncio
from uuid import uuid4

import aiohttp

RULES = "Answer politely and cite the handbook. " * 200


async def ask(question: str, base_url: str) -> None:
    body = {"model": "gpt-4.1", "instructions": f"Ticket {uuid4()}\n{RULES}", "input": question}  # expect: PFX102
    async with aiohttp.ClientSession() as session, session.post(f"{base_url}/v1/responses", json=body) as reply:
        await reply.json()


def main(user: str, question: str, base_url: str) -> None:
    asyncio.run(ask(question, base_url))
