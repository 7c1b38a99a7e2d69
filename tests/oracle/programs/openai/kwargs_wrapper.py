# first: question
# expect: nothing
from typing import Any

from openai import OpenAI

RULES = "Answer politely and cite the handbook. " * 200


def chat(client: OpenAI, messages: list, **options: Any) -> str:
    reply = client.chat.completions.create(messages=messages, **{"model": "gpt-4o", **options})
    return reply.choices[0].message.content


def main(user: str, question: str, base_url: str) -> None:
    messages = [{"role": "system", "content": RULES}, {"role": "user", "content": question}]
    chat(OpenAI(base_url=base_url), messages, temperature=0, user=user)
