# first: datetime.now()
from datetime import datetime

from openai import OpenAI

RULES = "Answer politely and cite the handbook. " * 200


def main(user: str, question: str, base_url: str) -> None:
    client = OpenAI(base_url=base_url)
    system = f"You are a clerk. It is {datetime.now():%H:%M:%S}.\n{RULES}"  # expect: PFX101
    client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": system}, {"role": "user", "content": question}],
    )
