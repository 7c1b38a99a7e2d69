# first: user
from openai import OpenAI

RULES = "Answer politely and cite the handbook. " * 200
TEMPLATE = "You are the assistant of {name}.\n{rules}"


def main(user: str, question: str, base_url: str) -> None:
    client = OpenAI(base_url=base_url)
    client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": TEMPLATE.format(name=user, rules=RULES)},  # expect: PFX103
            {"role": "user", "content": question},
        ],
    )
