# first: question
# expect: nothing
import asyncio

from openai import AsyncOpenAI

RULES = "Answer politely and cite the handbook. " * 200


async def ask(client: AsyncOpenAI, user: str, question: str) -> None:
    async with client.responses.stream(
        model="gpt-4.1",
        instructions=RULES,
        input=[{"role": "user", "content": [{"type": "input_text", "text": question}]}],
        metadata={"user": user},
    ) as stream:
        async for _ in stream:
            pass


def main(user: str, question: str, base_url: str) -> None:
    asyncio.run(ask(AsyncOpenAI(base_url=base_url), user, question))
