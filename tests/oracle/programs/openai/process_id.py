# first: os.getpid()
import os

from openai import OpenAI

RULES = "Answer politely and cite the handbook. " * 200


def main(user: str, question: str, base_url: str) -> None:
    client = OpenAI(base_url=base_url)
    head = "Worker %d\n%s" % (os.getpid(), RULES)  # noqa: UP031  # expect: PFX102 note
    client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": head}, {"role": "user", "content": question}],
    )
