"""Builds the conversation."""

from datetime import datetime

RULES = "Answer politely and cite the handbook. " * 200


def build(question: str) -> list[dict[str, str]]:
    """The messages for a question."""
    return [
        {"role": "system", "content": f"It is {datetime.now():%H:%M}.\n{RULES}"},  # expect: PFX101
        {"role": "user", "content": question},
    ]
