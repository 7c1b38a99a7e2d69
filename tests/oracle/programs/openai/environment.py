# first: question
# unknown: region
# expect: nothing
import os

from openai import OpenAI

RULES = "Answer politely and cite the handbook. " * 200


def main(user: str, question: str, base_url: str) -> None:
    client = OpenAI(base_url=base_url)
    region = os.environ.get("REGION_NAME", "nowhere")
    client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": f"You serve customers in {region}.\n{RULES}"},
            {"role": "user", "content": question},
        ],
    )
