# first: question
# expect: nothing
import os

from openai import OpenAI

RULES = "Answer politely and cite the handbook. " * 200


def main(user: str, question: str, base_url: str) -> None:
    client = OpenAI(base_url=base_url)
    if os.environ.get("REGION_NAME") == "Europe":
        system = "Prices are in euros.\n" + RULES
    else:
        system = "Prices are in dollars.\n" + RULES
    client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": system}, {"role": "user", "content": question}],
    )
