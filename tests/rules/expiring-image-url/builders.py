"""Builders of messages with an image."""

RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


def build_messages(bucket, question: str) -> list:
    url = bucket.create_signed_url("plan.png", 3600)
    return [
        {
            "role": "user",
            "content": [
                {"type": "image_url", "image_url": {"url": url, "detail": "low"}},  # expect: PFX403
                {"type": "text", "text": RULES},
            ],
        }
    ]


def build_question(bucket, question: str) -> list:
    url = bucket.create_signed_url("plan.png", 3600)
    return [
        {"role": "system", "content": RULES},
        {
            "role": "user",
            "content": [
                {"type": "text", "text": question},
                {"type": "image_url", "image_url": {"url": url, "detail": "low"}},  # ok: PFX403
            ],
        },
    ]
