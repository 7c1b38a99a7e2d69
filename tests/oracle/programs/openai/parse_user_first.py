# first: user
from openai import OpenAI
from pydantic import BaseModel

RULES = "Answer politely and cite the handbook. " * 200


class Reply(BaseModel):
    answer: str


def main(user: str, question: str, base_url: str) -> None:
    client = OpenAI(base_url=base_url)
    client.chat.completions.parse(
        model="gpt-4o",
        response_format=Reply,
        messages=[
            {"role": "system", "content": f"You talk to {user}.\n{RULES}"},  # expect: PFX103
            {"role": "user", "content": question},
        ],
    )
