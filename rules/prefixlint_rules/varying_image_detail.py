"""The `detail` of an image is computed anew for each request."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from prefixlint.finding import Fix, Severity
from prefixlint.flow.volatility import Volatility
from prefixlint.requests.model import Request
from prefixlint.rule import About, Example, Report, RequestRule


@dataclass(frozen=True)
class VaryingImageDetail(RequestRule):
    """PFX402."""

    about = About("PFX402", "varying-image-detail", "the `detail` of an image is computed per request", "0.1")
    why = """An image is turned into tokens according to its `detail`. When that depends on the request, the same image
in a later turn, or in another request, is other text to the cache, and everything behind it is lost."""
    advice = "Choose one `detail` for an image when it first appears, and keep it for all later requests."
    examples = (
        Example(
            "Detail chosen by the question",
            bad="""\
from openai import OpenAI

client = OpenAI()
PLAN = "https://example.com/floor-plan.png"


def ask(question: str) -> str | None:
    detail = "high" if "exactly" in question else "low"
    image = {"type": "image_url", "image_url": {"url": PLAN, "detail": detail}}
    content = [image, {"type": "text", "text": question}]
    reply = client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": content}])
    return reply.choices[0].message.content
""",
            good="""\
from openai import OpenAI

client = OpenAI()
PLAN = "https://example.com/floor-plan.png"


def ask(question: str) -> str | None:
    image = {"type": "image_url", "image_url": {"url": PLAN, "detail": "high"}}
    content = [image, {"type": "text", "text": question}]
    reply = client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": content}])
    return reply.choices[0].message.content
""",
        ),
    )

    def check(self, request: Request) -> Iterator[Report]:
        for image in request.images:
            detail = image.detail_segment
            if image.detail is not None or detail is None or detail.taint.level <= Volatility.DEPLOY:
                continue
            if _of_the_image(detail.source, image.identity):
                continue
            hops = tuple((hop.origin, hop.message) for hop in detail.hops)
            yield Report(
                about=self.about,
                message="the `detail` of this image is chosen anew for each request, so one image takes several forms",
                severity=Severity.WARNING,
                confidence=detail.taint.confidence,
                reason="input_changed",
                culprit=detail.origin,
                request=request,
                related=((image.origin, "this image"), *hops, (request.origin, "sent here")),
                fix=Fix("display", self.advice),
            )


def _of_the_image(detail: str, identity: str) -> bool:
    """Whether the detail is kept beside the image itself (`image.data`, `image.detail`), so that it goes with it."""
    holder, dot, _ = detail.partition(" or ")[0].strip("(").rpartition(".")
    return bool(dot) and f"{holder}." in identity
