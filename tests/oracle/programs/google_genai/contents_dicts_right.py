# first: question
# expect: nothing
import asyncio

from google import genai

RULES = "Answer politely and cite the handbook. " * 700


async def ask(client: genai.Client, question: str) -> None:
    await client.aio.models.generate_content(
        model="gemini-2.5-flash",
        contents=[
            {"role": "user", "parts": [{"text": RULES}]},
            {"role": "model", "parts": [{"text": "Understood."}]},
            {"role": "user", "parts": [{"text": question}]},
        ],
    )


def main(user: str, question: str, base_url: str) -> None:
    asyncio.run(ask(genai.Client(api_key="none", http_options={"base_url": base_url}), question))
