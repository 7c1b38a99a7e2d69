# first: question
# expect: nothing
import asyncio

from groq import AsyncGroq

RULES = "Answer politely and cite the handbook. " * 200


def messages(question: str) -> list:
    out = [{"role": "system", "content": RULES}]
    out += [{"role": "user", "content": question}]
    return out


async def ask(question: str, base_url: str) -> None:
    client = AsyncGroq(base_url=base_url)
    await client.chat.completions.create(model="openai/gpt-oss-120b", messages=messages(question))


def main(user: str, question: str, base_url: str) -> None:
    asyncio.run(ask(question, base_url))
