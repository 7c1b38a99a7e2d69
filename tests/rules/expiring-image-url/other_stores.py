"""Other ways to sign, and methods that only look alike."""

from openai import OpenAI

client = OpenAI()
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


def by_a_bucket(bucket):
    url = bucket.blob("ground-floor.png").generate_signed_url(expiration=900)
    content = [
        {"type": "input_image", "image_url": url, "detail": "high"},  # expect: PFX403
        {"type": "input_text", "text": RULES},
    ]
    return client.responses.create(model="gpt-4.1", input=[{"role": "user", "content": content}])


def by_a_helper_class(storage):
    url = storage.get_presigned_url("ground-floor.png")
    content = [
        {"type": "input_image", "image_url": url, "detail": "high"},  # expect: PFX403
        {"type": "input_text", "text": RULES},
    ]
    return client.responses.create(model="gpt-4.1", input=[{"role": "user", "content": content}])


def public(storage):
    url = storage.get_public_url("ground-floor.png")
    content = [
        {"type": "input_image", "image_url": url, "detail": "high"},  # ok: PFX403 expect: PFX104
        {"type": "input_text", "text": RULES},
    ]
    return client.responses.create(model="gpt-4.1", input=[{"role": "user", "content": content}])
