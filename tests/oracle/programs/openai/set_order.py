# first: ', '.join(TOPICS)
from openai import OpenAI

RULES = "Answer politely and cite the handbook. " * 200
TOPICS = {"refunds", "shipping", "warranty", "billing", "returns", "invoices", "outages", "privacy"}


def main(user: str, question: str, base_url: str) -> None:
    client = OpenAI(base_url=base_url)
    system = f"You know about: {', '.join(TOPICS)}.\n{RULES}"  # expect: PFX201
    client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": system}, {"role": "user", "content": question}],
    )
