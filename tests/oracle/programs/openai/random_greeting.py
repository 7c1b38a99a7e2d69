# first: random.random()
import random

from openai import OpenAI

RULES = "Answer politely and cite the handbook. " * 200


def main(user: str, question: str, base_url: str) -> None:
    client = OpenAI(base_url=base_url)
    messages = []
    messages.append({"role": "system", "content": f"Luck: {random.random()}\n{RULES}"})  # expect: PFX102
    messages.append({"role": "user", "content": question})
    client.chat.completions.create(model="gpt-4o", messages=messages)
