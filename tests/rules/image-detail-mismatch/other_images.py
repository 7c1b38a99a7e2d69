"""Different images may have different `detail`; the same image with the same `detail` is right."""

from openai import OpenAI

client = OpenAI()
COVER = "https://example.com/covers/1.png"
SPINE = "https://example.com/covers/2.png"


def both():
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {
                "role": "user",
                "content": [
                    {"type": "image_url", "image_url": {"url": COVER, "detail": "low"}},  # ok: PFX401
                    {"type": "image_url", "image_url": {"url": SPINE, "detail": "high"}},  # ok: PFX401
                    {"type": "text", "text": "Do they belong to one book?"},
                ],
            }
        ],
    )


def cover_again():
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {
                "role": "user",
                "content": [
                    {"type": "image_url", "image_url": {"url": COVER, "detail": "low"}},  # ok: PFX401
                    {"type": "text", "text": "Who wrote it?"},
                ],
            }
        ],
    )
