"""Builders that put examples in a new order."""

import random

TASK = "Decide whether the review of a book is good or bad and answer with exactly one word. " * 60
SHOTS = [
    {"role": "user", "content": "great book"},
    {"role": "assistant", "content": "good"},
]


def build_prompt(review: str, pool: list[str]) -> str:
    chosen = random.choices(pool, k=4)
    return "\n".join(chosen) + "\n" + TASK + "\n" + review  # expect: PFX105


def build_messages(review: str) -> list[dict[str, str]]:
    return [{"role": "system", "content": TASK}, *SHOTS, {"role": "user", "content": review}]  # ok: PFX105
