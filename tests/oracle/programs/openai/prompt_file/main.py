# todo-first: user
from pathlib import Path

from openai import OpenAI

SYSTEM = (Path(__file__).parent / "system.md").read_text(encoding="utf-8")


def main(user: str, question: str, base_url: str) -> None:
    client = OpenAI(base_url=base_url)
    system = SYSTEM.format(user=user, rules="Answer politely and cite the handbook. " * 200)
    client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": system}, {"role": "user", "content": question}],
    )
