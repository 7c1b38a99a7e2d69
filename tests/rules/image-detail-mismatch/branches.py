"""Two ways of sending one value of which only one is taken."""

from openai import OpenAI

client = OpenAI()


def by_kind(kind: str, address: str):
    parts = []
    if kind.startswith("image/"):
        parts.append({"type": "image_url", "image_url": {"url": address, "detail": "high"}})
    elif kind == "application/pdf":
        parts.append({"type": "image_url", "image_url": {"url": address}})  # ok: PFX401
    return client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": parts}])
