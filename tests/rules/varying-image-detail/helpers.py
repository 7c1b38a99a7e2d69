"""Image parts made by a helper."""

from typing import Literal

from openai import OpenAI

client = OpenAI()


def part(address: str, detail: str) -> dict[str, object]:
    return {"type": "image_url", "image_url": {"url": address, "detail": detail}}


def long_questions_in_high(question: str):
    detail = "high" if len(question) > 200 else "low"  # expect: PFX402
    content = [part("https://example.com/plans/attic.png", detail), {"type": "text", "text": question}]
    return client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": content}])


def always_high(question: str):
    content = [part("https://example.com/plans/cellar.png", "high"), {"type": "text", "text": question}]
    return client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": content}])  # ok: PFX402


def closed_choice(quality: Literal["low", "high"], question: str):
    # Which one is said by the caller, not by the question.
    image = part("https://example.com/plans/roof.png", quality)  # ok: PFX402
    content = [image, {"type": "text", "text": question}]
    return client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": content}])
