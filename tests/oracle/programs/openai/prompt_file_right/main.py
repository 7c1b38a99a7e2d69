# first: question
# expect: nothing
from pathlib import Path

from openai import OpenAI

HERE = Path(__file__).parent


def main(user: str, question: str, base_url: str) -> None:
    client = OpenAI(base_url=base_url)
    with open(HERE / "system.txt", encoding="utf-8") as file:
        system = file.read()
    client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": system}, {"role": "user", "content": question}],
    )
