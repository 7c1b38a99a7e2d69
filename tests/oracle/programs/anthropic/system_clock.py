# first: datetime.now()
from datetime import datetime

from anthropic import Anthropic

RULES = "Answer politely and cite the handbook. " * 200


def main(user: str, question: str, base_url: str) -> None:
    client = Anthropic(base_url=base_url)
    client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=100,
        system=f"The time is {datetime.now():%H:%M}.\n{RULES}",  # expect: PFX101
        messages=[{"role": "user", "content": question}],
    )
