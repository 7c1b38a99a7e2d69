# first: question
# expect: nothing
import asyncio

from huggingface_hub import AsyncInferenceClient

RULES = "Answer politely and cite the handbook. " * 200


def main(user: str, question: str, base_url: str) -> None:
    client = AsyncInferenceClient(base_url=base_url)
    asyncio.run(
        client.chat.completions.create(
            messages=[{"role": "system", "content": RULES}, {"role": "user", "content": question}],
            model="meta-llama/Llama-3.3-70B-Instruct",
        )
    )
