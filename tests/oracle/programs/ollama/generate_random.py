# first: random.choice(TIPS)
import random

from ollama import Client

RULES = "Answer politely and cite the handbook. " * 200
TIPS = ["Alpha is best.", "Beta is best.", "Gamma is best.", "Delta is best."]


def main(user: str, question: str, base_url: str) -> None:
    client = Client(host=base_url)
    client.generate(
        model="llama3.3",
        system=f"{random.choice(TIPS)}\n{RULES}",  # expect: PFX102
        prompt=question,
    )
