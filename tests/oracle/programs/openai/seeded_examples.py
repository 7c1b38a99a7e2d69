# todo-first: question
# expect: nothing
import asyncio
import random

from openai import AsyncOpenAI

RULES = "Answer politely and cite the handbook. " * 200
EXAMPLES = ["Q: 1+1? A: 2", "Q: 2+2? A: 4", "Q: 3+3? A: 6", "Q: 4+4? A: 8", "Q: 5+5? A: 10", "Q: 6+6? A: 12"]


async def ask(client: AsyncOpenAI, question: str) -> None:
    examples = "\n".join(random.Random(7).sample(EXAMPLES, 3))
    await client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": f"Examples:\n{examples}\n\n{RULES}"},
            {"role": "user", "content": question},
        ],
    )


def main(user: str, question: str, base_url: str) -> None:
    asyncio.run(ask(AsyncOpenAI(base_url=base_url), question))
