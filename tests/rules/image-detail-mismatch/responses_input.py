"""The Responses form of an image, twice in one conversation."""

from openai import OpenAI

client = OpenAI()
MAP = "https://example.com/maps/harbour.png"


def compare():
    return client.responses.create(
        model="gpt-4.1",
        instructions="Describe the map.",
        input=[
            {
                "role": "user",
                "content": [
                    {"type": "input_image", "image_url": MAP, "detail": "low"},  # ok: PFX401
                    {"type": "input_text", "text": "Where is the lighthouse?"},
                ],
            },
            {"role": "assistant", "content": "In the north."},
            {
                "role": "user",
                "content": [
                    {"type": "input_image", "image_url": MAP, "detail": "high"},  # expect: PFX401 "'low' elsewhere"
                    {"type": "input_text", "text": "And the mole?"},
                ],
            },
        ],
    )
