# first: stamp
import time

from openai import OpenAI

RULES = "Answer politely and cite the handbook. " * 200


def main(user: str, question: str, base_url: str) -> None:
    client = OpenAI(base_url=base_url)
    stamp = time.strftime("%c")
    client.responses.create(
        model="gpt-4.1",
        instructions=f"Clock: {stamp}\n{RULES}",  # expect: PFX101
        input=question,
    )
