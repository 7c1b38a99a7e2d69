"""One address, with `detail` and without."""

from openai import OpenAI

client = OpenAI()
PLAN = "https://example.com/plans/ground-floor.png"


def rooms():
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {
                "role": "user",
                "content": [
                    {"type": "image_url", "image_url": {"url": PLAN, "detail": "high"}},  # ok: PFX401
                    {"type": "text", "text": "How many rooms are there?"},
                ],
            }
        ],
    )


def doors():
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {
                "role": "user",
                "content": [
                    {"type": "image_url", "image_url": {"url": PLAN}},  # expect: PFX401 warning "without `detail`"
                    {"type": "text", "text": "How many doors are there?"},
                ],
            }
        ],
    )
