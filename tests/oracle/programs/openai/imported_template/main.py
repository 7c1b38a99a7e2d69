# first: user
from openai import OpenAI
from prompts import TEMPLATE


def main(user: str, question: str, base_url: str) -> None:
    client = OpenAI(base_url=base_url)
    system = TEMPLATE.format(name=user)  # expect: PFX103
    client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": system}, {"role": "user", "content": question}],
    )
