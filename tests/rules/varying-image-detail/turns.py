"""`detail` that changes with the turn."""

from openai import OpenAI

client = OpenAI()


def newest_in_high(photo_url: str, turn: int, history: list):
    detail = "high" if turn == 0 else "low"  # expect: PFX402
    image = {"type": "image_url", "image_url": {"url": photo_url, "detail": detail}}
    messages = [{"role": "user", "content": [image]}, *history]
    return client.chat.completions.create(model="gpt-4o", messages=messages)


def always_low(photo_url: str, turn: int, history: list):
    image = {"type": "image_url", "image_url": {"url": photo_url, "detail": "low"}}  # ok: PFX402
    messages = [{"role": "user", "content": [image]}, *history]
    return client.chat.completions.create(model="gpt-4o", messages=messages)
