# first: user
import asyncio

from litellm import acompletion

RULES = "Answer politely and cite the handbook. " * 200


async def ask(user: str, question: str, base_url: str) -> None:
    system = "".join([f"Customer: {user}\n", RULES])  # expect: PFX103
    await acompletion(
        model="anthropic/claude-sonnet-4-5-20250929",
        messages=[{"role": "system", "content": system}, {"role": "user", "content": question}],
        api_base=base_url,
    )


def main(user: str, question: str, base_url: str) -> None:
    asyncio.run(ask(user, question, base_url))
