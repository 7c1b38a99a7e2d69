"""A detail that is kept beside the image goes with it."""

from openai import OpenAI

client = OpenAI()


def stored(image, question: str):
    part = {"type": "image_url", "image_url": {"url": image.url, "detail": image.detail or "auto"}}  # ok: PFX402
    content = [part, {"type": "text", "text": question}]
    return client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": content}])


def chosen(image, question: str):
    detail = "high" if "exactly" in question else "low"  # expect: PFX402
    part = {"type": "image_url", "image_url": {"url": image.url, "detail": detail}}
    content = [part, {"type": "text", "text": question}]
    return client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": content}])
