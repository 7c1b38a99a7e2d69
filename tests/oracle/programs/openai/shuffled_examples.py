# first: "\n".join(chosen)
import random

from openai import OpenAI

RULES = "Answer politely and cite the handbook. " * 200
EXAMPLES = ["Q: 1+1? A: 2", "Q: 2+2? A: 4", "Q: 3+3? A: 6", "Q: 4+4? A: 8", "Q: 5+5? A: 10", "Q: 6+6? A: 12"]


def main(user: str, question: str, base_url: str) -> None:
    client = OpenAI(base_url=base_url)
    chosen = list(EXAMPLES)
    random.shuffle(chosen)
    client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": "Examples:\n" + "\n".join(chosen) + "\n" + RULES},  # expect: PFX105
            {"role": "user", "content": question},
        ],
    )
