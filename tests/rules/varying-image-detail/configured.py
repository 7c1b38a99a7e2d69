"""`detail` from the configuration is the same for all requests."""

import os

from openai import OpenAI

client = OpenAI()
DETAIL = os.environ.get("IMAGE_DETAIL", "high")


def from_environment(photo_url: str, question: str):
    image = {"type": "image_url", "image_url": {"url": photo_url, "detail": DETAIL}}  # ok: PFX402
    content = [image, {"type": "text", "text": question}]
    return client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": content}])


class Reader:
    """Reads meters."""

    def __init__(self, config) -> None:
        self.config = config

    def read(self, photo_url: str):
        image = {"type": "image_url", "image_url": {"url": photo_url, "detail": self.config.detail}}  # ok: PFX402
        return client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": [image]}])
