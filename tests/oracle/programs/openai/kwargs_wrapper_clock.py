# first: datetime.now()
from datetime import datetime
from typing import Any

from openai import OpenAI

RULES = "Answer politely and cite the handbook. " * 200


class Gateway:
    def __init__(self, base_url: str) -> None:
        self.client = OpenAI(base_url=base_url)

    def chat(self, **kwargs: Any) -> str:
        kwargs.setdefault("model", "gpt-4o")
        return self.client.chat.completions.create(**kwargs).choices[0].message.content


def main(user: str, question: str, base_url: str) -> None:
    gateway = Gateway(base_url)
    system = f"It is {datetime.now()}.\n{RULES}"  # expect: PFX101
    gateway.chat(messages=[{"role": "system", "content": system}, {"role": "user", "content": question}])
