# first: question
# expect: nothing
import asyncio

from mistralai.client import Mistral

RULES = "Answer politely and cite the handbook. " * 200


async def ask(client: Mistral, question: str) -> None:
    await client.chat.complete_async(
        model="mistral-large-latest",
        messages=[{"role": "system", "content": RULES}, {"role": "user", "content": question}],
    )


def main(user: str, question: str, base_url: str) -> None:
    asyncio.run(ask(Mistral(api_key="none", server_url=base_url), question))
