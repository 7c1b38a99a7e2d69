# first: int(time.time())
import time

from openai import OpenAI

RULES = "Answer politely and cite the handbook. " * 200


def build() -> str:
    lines = ["You are a clerk."]
    lines.append("Epoch: " + str(int(time.time())))  # expect: PFX101
    lines.append(RULES)
    return "\n".join(lines)


def main(user: str, question: str, base_url: str) -> None:
    client = OpenAI(base_url=base_url)
    stream = client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": build()}, {"role": "user", "content": question}],
        stream=True,
    )
    for _ in stream:
        pass
