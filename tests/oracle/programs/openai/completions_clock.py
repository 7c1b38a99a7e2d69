# first: datetime.now()
from datetime import datetime

from openai import OpenAI

RULES = "Answer politely and cite the handbook. " * 200


def main(user: str, question: str, base_url: str) -> None:
    client = OpenAI(base_url=base_url)
    prompt = f"{datetime.now()}\n{RULES}\n{question}"  # expect: PFX101
    client.completions.create(model="gpt-3.5-turbo-instruct", prompt=prompt)
