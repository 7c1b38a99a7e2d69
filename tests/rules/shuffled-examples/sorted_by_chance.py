"""Examples sorted by a key that is random, or is not."""

import random

from openai import OpenAI

client = OpenAI()
EXAMPLES = ["great book -> good", "torn cover -> bad", "arrived late -> bad", "lovely prose -> good"]
TASK = "Decide whether the review of a book is good or bad and answer with exactly one word. " * 100


def by_chance(review: str):
    text = "\n".join(sorted(EXAMPLES, key=lambda shot: random.random()))  # expect: PFX105
    return client.responses.create(model="gpt-4.1", instructions=f"{text}\n{TASK}", input=review)


def by_length(review: str):
    text = "\n".join(sorted(EXAMPLES, key=lambda shot: len(shot)))  # ok: PFX105
    return client.responses.create(model="gpt-4.1", instructions=f"{text}\n{TASK}", input=review)


def a_name_made_up(review: str):
    # Characters are no examples: that is the rule about random values.
    name = "".join(random.choices("abcdef", k=6))  # ok: PFX105
    return client.responses.create(model="gpt-4.1", instructions=f"{name}\n{TASK}", input=review)  # expect: PFX102
