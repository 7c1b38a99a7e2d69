# first: uuid.uuid4()
import uuid

from together import Together

RULES = "Answer politely and cite the handbook. " * 200


def main(user: str, question: str, base_url: str) -> None:
    client = Together(base_url=base_url)
    client.chat.completions.create(
        model="meta-llama/Llama-4-Scout",
        messages=[
            {"role": "system", "content": f"Ticket {uuid.uuid4()}\n{RULES}"},  # expect: PFX102
            {"role": "user", "content": question},
        ],
    )
