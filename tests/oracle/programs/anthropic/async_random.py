# first: secrets.token_hex(8)
import asyncio
import secrets

import anthropic

RULES = "Answer politely and cite the handbook. " * 200


async def ask(client: anthropic.AsyncAnthropic, question: str) -> None:
    await client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=100,
        system="session " + secrets.token_hex(8) + "\n" + RULES,  # expect: PFX102
        messages=[{"role": "user", "content": question}],
    )


def main(user: str, question: str, base_url: str) -> None:
    asyncio.run(ask(anthropic.AsyncAnthropic(base_url=base_url), question))
