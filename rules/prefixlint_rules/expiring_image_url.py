"""Addresses that are signed for a while, in front of text that could have been cached."""

from __future__ import annotations

from dataclasses import dataclass

from prefixlint.flow.volatility import Cause
from prefixlint.requests.inversions import Inversion
from prefixlint.requests.model import BlockKind, Request
from prefixlint.rule import About, Example, OrderRule
from prefixlint_rules._shared import stands_before


@dataclass(frozen=True)
class ExpiringImageUrl(OrderRule):
    """PFX403."""

    about = About("PFX403", "expiring-image-url", "an address that is signed anew stands in front", "0.1")
    why = """A presigned address holds the time and a signature, so that it is another one whenever it is made, although the image is
the same. For the cache it is another image: nothing behind it is reused, and in a conversation that signs the images of
earlier turns again, none of the turns behind the first image is."""
    advice = "Sign an address once and keep it for the conversation, use a stable one, or put the image behind what stays the same."
    when_not = """When each image is sent once and nothing that stays the same stands behind it."""
    sources = ("OpenAI, guide: images and vision; AWS, S3 user guide: presigned URLs (both as of 2026-11-20)",)
    causes = frozenset({Cause.EXPIRING_URL})
    examples = (
        Example(
            "A plan signed for each question",
            bad="""\
import boto3
from openai import OpenAI

client = OpenAI()
files = boto3.client("s3")
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


def answer() -> str | None:
    url = files.generate_presigned_url("get_object", Params={"Bucket": "plans", "Key": "ground-floor.png"})
    reply = client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {
                "role": "user",
                "content": [
                    {"type": "image_url", "image_url": {"url": url, "detail": "high"}},
                    {"type": "text", "text": RULES},
                ],
            },
        ],
    )
    return reply.choices[0].message.content
""",
            good="""\
import boto3
from openai import OpenAI

client = OpenAI()
files = boto3.client("s3")
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


def answer() -> str | None:
    url = files.generate_presigned_url("get_object", Params={"Bucket": "plans", "Key": "ground-floor.png"})
    reply = client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {
                "role": "user",
                "content": [
                    {"type": "text", "text": RULES},
                    {"type": "image_url", "image_url": {"url": url, "detail": "high"}},
                ],
            },
        ],
    )
    return reply.choices[0].message.content
""",
        ),
    )

    def wants(self, request: Request, inversion: Inversion) -> bool:
        return inversion.block.kind is not BlockKind.TOOLS

    def says(self, inversion: Inversion) -> str:
        return f"`{inversion.culprit.source}` is signed anew each time and {stands_before(inversion)}"
