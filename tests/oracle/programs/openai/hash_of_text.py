# first: hash(RULES)
from openai import OpenAI

RULES = "Answer politely and cite the handbook. " * 200


def main(user: str, question: str, base_url: str) -> None:
    client = OpenAI(base_url=base_url)
    client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": f"Revision {hash(RULES)}\n{RULES}"},  # expect: PFX205
            {"role": "user", "content": question},
        ],
    )
