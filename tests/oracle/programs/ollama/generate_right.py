# first: question
# expect: nothing
import asyncio

from ollama import AsyncClient

RULES = "Answer politely and cite the handbook. " * 200


def main(user: str, question: str, base_url: str) -> None:
    client = AsyncClient(host=base_url)
    asyncio.run(client.generate(model="llama3.3", system=RULES, prompt=question))
