"""The front desk of a bicycle workshop: wrong on purpose, see docs/quickstart.md."""

from datetime import datetime
from pathlib import Path

from openai import OpenAI

client = OpenAI()
RULES = Path(__file__).with_name("rules.txt").read_text()


def answer(question: str) -> str | None:
    reply = client.chat.completions.create(
        model="gpt-5.2",
        messages=[
            {"role": "system", "content": f"It is {datetime.now()}.\n\n{RULES}"},
            {"role": "user", "content": question},
        ],
    )
    return reply.choices[0].message.content
