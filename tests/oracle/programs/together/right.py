# first: question
# unknown: NAMESPACE
# expect: nothing
import uuid

from together import Together

RULES = "Answer politely and cite the handbook. " * 200
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "handbook.example")


def main(user: str, question: str, base_url: str) -> None:
    client = Together(base_url=base_url)
    client.chat.completions.create(
        model="meta-llama/Llama-4-Scout",
        messages=[
            {"role": "system", "content": f"Handbook {NAMESPACE}\n{RULES}"},
            {"role": "user", "content": question},
        ],
    )
