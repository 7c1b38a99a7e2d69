# first: question
# expect: nothing
import asyncio

import instructor
from openai import AsyncOpenAI
from pydantic import BaseModel

RULES = "Answer politely and cite the handbook. " * 200


class Reply(BaseModel):
    answer: str


def main(user: str, question: str, base_url: str) -> None:
    client = instructor.from_openai(AsyncOpenAI(base_url=base_url))
    asyncio.run(
        client.create(
            model="gpt-4o",
            response_model=Reply,
            messages=[{"role": "system", "content": RULES}, {"role": "user", "content": question}],
        )
    )
