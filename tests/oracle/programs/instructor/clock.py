# first: datetime.now()
from datetime import datetime

import instructor
from openai import OpenAI
from pydantic import BaseModel

RULES = "Answer politely and cite the handbook. " * 200


class Reply(BaseModel):
    answer: str


def main(user: str, question: str, base_url: str) -> None:
    client = instructor.from_openai(OpenAI(base_url=base_url))
    client.chat.completions.create(
        model="gpt-4o",
        response_model=Reply,
        messages=[
            {"role": "system", "content": f"Now: {datetime.now()}\n{RULES}"},  # expect: PFX101
            {"role": "user", "content": question},
        ],
    )
