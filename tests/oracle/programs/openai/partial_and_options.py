# first: request
from functools import partial
from uuid import uuid4

from openai import OpenAI

RULES = "Answer politely and cite the handbook. " * 200


def main(user: str, question: str, base_url: str) -> None:
    client = OpenAI(base_url=base_url).with_options(max_retries=0)
    ask = partial(client.chat.completions.create, model="gpt-4o", temperature=0)
    request = uuid4().hex
    ask(
        messages=[
            {"role": "system", "content": f"[{request}] {RULES}"},  # expect: PFX102
            {"role": "user", "content": question},
        ]
    )
