# first: question
from openai import OpenAI

RULES = "Answer politely and cite the handbook. " * 200


def main(user: str, question: str, base_url: str) -> None:
    client = OpenAI(base_url=base_url)
    client.responses.create(
        model="gpt-4.1",
        input=[
            {"role": "developer", "content": f"The customer asks: {question}\n{RULES}"},  # expect: PFX104
            {"role": "user", "content": [{"type": "input_text", "text": "Answer the customer."}]},
        ],
    )
