"""An image known by its expression only: the same behind one system text, maybe another elsewhere."""

from openai import OpenAI

client = OpenAI()
READER = "You read meters: answer with the number on the dial and nothing else."
CRITIC = "You judge photographs: say in one sentence what could be better."


def read(photo_url: str):
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": READER},
            {"role": "user", "content": [{"type": "image_url", "image_url": {"url": photo_url, "detail": "high"}}]},
        ],
    )


def read_again(photo_url: str):
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": READER},
            {
                "role": "user",
                "content": [
                    {"type": "image_url", "image_url": {"url": photo_url, "detail": "auto"}},  # expect: PFX401
                ],
            },
        ],
    )


def judge(photo_url: str):
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": CRITIC},
            {
                "role": "user",
                "content": [
                    {"type": "image_url", "image_url": {"url": photo_url, "detail": "low"}},  # ok: PFX401
                ],
            },
        ],
    )
