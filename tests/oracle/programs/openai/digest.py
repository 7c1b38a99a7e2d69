# todo-first: question
# unknown: REVISION
# expect: nothing
import hashlib

from openai import OpenAI

RULES = "Answer politely and cite the handbook. " * 200
REVISION = hashlib.sha256(RULES.encode()).hexdigest()[:8]


def main(user: str, question: str, base_url: str) -> None:
    client = OpenAI(base_url=base_url)
    client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": f"Revision {REVISION}.\n{RULES}"},
            {"role": "user", "content": question},
        ],
    )
