# first: random.choice(STYLES)
import random

from anthropic import Anthropic

RULES = "Answer politely and cite the handbook. " * 200
STYLES = ["Alpha style.", "Beta style.", "Gamma style.", "Delta style."]


def main(user: str, question: str, base_url: str) -> None:
    client = Anthropic(base_url=base_url)
    with client.messages.stream(
        model="claude-sonnet-4-5",
        max_tokens=100,
        system=random.choice(STYLES) + "\n" + RULES,  # expect: PFX102
        messages=[{"role": "user", "content": question}],
    ) as stream:
        stream.until_done()
