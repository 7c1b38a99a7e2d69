# first: question
# expect: nothing
from openai import OpenAI

RULES = "Answer politely and cite the handbook. " * 200
NAMES = ["refunds", "shipping", "warranty", "billing", "refunds", "returns", "invoices", "outages", "privacy"]


def main(user: str, question: str, base_url: str) -> None:
    client = OpenAI(base_url=base_url)
    topics = list(dict.fromkeys(NAMES))
    lines = "".join(f"- {topic}\n" for topic in topics)
    client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": f"You know about:\n{lines}{RULES}"},
            {"role": "user", "content": question},
        ],
    )
