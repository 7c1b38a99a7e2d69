"""A closed choice is a handful of cache entries, not data of a request."""

from enum import Enum
from typing import Literal

from openai import OpenAI

client = OpenAI()
STEPS = "Say whether the review is about the book, the delivery or the shop, and give one reason. " * 60


class Tone(Enum):
    """How to write."""

    KIND = "kind"
    CURT = "curt"


def ternary(formal: bool, review: str):
    tone = "Write formally." if formal else "Write as to a friend."
    prompt = f"{tone}\n{STEPS}\n{review}"  # ok: PFX104
    return client.responses.create(model="gpt-4.1", input=prompt)


def enumeration(tone: Tone, review: str):
    prompt = f"Be {tone.value}.\n{STEPS}\n{review}"  # ok: PFX104
    return client.responses.create(model="gpt-4.1", input=prompt)


def literal(topic: Literal["book", "delivery"], review: str):
    prompt = f"Look at the {topic}.\n{STEPS}\n{review}"  # ok: PFX104
    return client.responses.create(model="gpt-4.1", input=prompt)


def chosen_by_the_review(review: str):
    kind = "long" if len(review) > 1000 else "short"
    prompt = f"This is a {kind} review.\n{STEPS}\n{review}"  # ok: PFX104
    return client.responses.create(model="gpt-4.1", input=prompt)


def open_value(topic: str, review: str):
    prompt = f"Look at the {topic}.\n{STEPS}\n{review}"  # expect: PFX104
    return client.responses.create(model="gpt-4.1", input=prompt)
