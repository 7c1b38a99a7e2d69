"""`detail` computed from the question or the user."""

from openai import OpenAI

client = OpenAI()
PLAN = "https://example.com/plans/first-floor.png"


def by_question(question: str):
    detail = "high" if "exactly" in question else "low"  # expect: PFX402 warning
    image = {"type": "image_url", "image_url": {"url": PLAN, "detail": detail}}
    content = [image, {"type": "text", "text": question}]
    return client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": content}])


def by_user(user_settings: dict[str, str], question: str):
    detail = user_settings["detail"]  # expect: PFX402
    image = {"type": "input_image", "image_url": PLAN, "detail": detail}
    content = [image, {"type": "input_text", "text": question}]
    return client.responses.create(model="gpt-4.1", input=[{"role": "user", "content": content}])


def fixed(question: str):
    image = {"type": "image_url", "image_url": {"url": PLAN, "detail": "high"}}  # ok: PFX402
    content = [image, {"type": "text", "text": question}]
    return client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": content}])


def constant(question: str):
    detail = "high"
    image = {"type": "image_url", "image_url": {"url": PLAN, "detail": detail}}  # ok: PFX402
    content = [image, {"type": "text", "text": question}]
    return client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": content}])
