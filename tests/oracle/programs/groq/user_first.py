# first: user
from groq import Groq

RULES = "Answer politely and cite the handbook. " * 200


def main(user: str, question: str, base_url: str) -> None:
    client = Groq(base_url=base_url)
    client.chat.completions.create(
        model="openai/gpt-oss-120b",
        messages=[
            {"role": "system", "content": f"Hello {user}!\n\n{RULES}"},  # expect: PFX103
            {"role": "user", "content": question},
        ],
    )
