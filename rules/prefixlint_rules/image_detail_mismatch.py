"""One image, sent with different `detail`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from prefixlint.finding import Confidence, Fix, Severity
from prefixlint.requests.model import BlockKind, Image, Request
from prefixlint.rule import About, Example, ProjectRule, Report

_Site = tuple[Request, Image]


@dataclass(frozen=True)
class ImageDetailMismatch(ProjectRule):
    """PFX401."""

    about = About("PFX401", "image-detail-mismatch", "the same image is sent with different `detail`", "0.1")
    why = """An image is turned into tokens according to its `detail`, so the same image with another `detail` is other
text to the cache, and everything behind it is lost. A missing `detail` counts as `auto`, which is not the same as any
fixed value."""
    advice = "Write the same `detail` wherever this image is sent; give it a name and use that."
    examples = (
        Example(
            "A floor plan sent twice",
            bad="""\
from openai import OpenAI

client = OpenAI()
PLAN = "https://example.com/floor-plan.png"


def rooms() -> str | None:
    image = {"type": "image_url", "image_url": {"url": PLAN, "detail": "high"}}
    content = [image, {"type": "text", "text": "How many rooms are there?"}]
    reply = client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": content}])
    return reply.choices[0].message.content


def doors() -> str | None:
    image = {"type": "image_url", "image_url": {"url": PLAN}}
    content = [image, {"type": "text", "text": "How many doors are there?"}]
    reply = client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": content}])
    return reply.choices[0].message.content
""",
            good="""\
from openai import OpenAI

client = OpenAI()
PLAN = "https://example.com/floor-plan.png"
IMAGE = {"type": "image_url", "image_url": {"url": PLAN, "detail": "high"}}


def rooms() -> str | None:
    content = [IMAGE, {"type": "text", "text": "How many rooms are there?"}]
    reply = client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": content}])
    return reply.choices[0].message.content


def doors() -> str | None:
    content = [IMAGE, {"type": "text", "text": "How many doors are there?"}]
    reply = client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": content}])
    return reply.choices[0].message.content
""",
        ),
    )

    def check_all(self, requests: Sequence[Request]) -> Iterator[Report]:
        groups: dict[tuple[str, ...], list[_Site]] = {}
        for request in requests:
            for image in request.images:
                if image.detail is not None:
                    groups.setdefault(_same(request, image), []).append((request, image))
        for sites in groups.values():
            counts = Counter(image.detail for _, image in sites if image.written)
            if not counts:
                continue
            usual = counts.most_common(1)[0][0]
            model = next(image for _, image in sites if image.detail == usual and image.written)
            seen = _other_branches(sites, model)
            for request, image in sites:
                if image.detail != usual and id(image.origin.node) not in seen:
                    seen.add(id(image.origin.node))
                    yield self._report(request, image, model)

    def _report(self, request: Request, image: Image, model: Image) -> Report:
        here = f"with `detail` {image.detail!r}" if image.written else "without `detail`, which counts as 'auto',"
        return Report(
            about=self.about,
            message=f"the image `{_shown(image)}` is sent {here} but with {model.detail!r} elsewhere",
            severity=Severity.WARNING,
            confidence=Confidence.CERTAIN if _literal(image) else Confidence.LIKELY,
            reason="input_changed",
            culprit=image.origin,
            request=request,
            related=((model.origin, f"sent with {model.detail!r} here"), (request.origin, "sent here")),
            fix=Fix("display", self.advice),
        )


def _other_branches(sites: Sequence[_Site], model: Image) -> set[int]:
    """Images that some request sends only where it does not send `model`: `if` one, `else` the other."""
    here = [(request, image) for request, image in sites if image.origin.node is model.origin.node]
    return {
        id(image.origin.node)
        for request, image in sites
        for where, same in here
        if request is where and image.excludes(same)
    }


def _literal(image: Image) -> bool:
    """Whether the identity of an image is its address, not the expression that holds it."""
    return "://" in image.identity or image.identity.startswith(("data:", "/", "file-"))


def _same(request: Request, image: Image) -> tuple[str, ...]:
    """The key of images that are the same: an address anywhere, an expression in one file behind one system text."""
    if _literal(image):
        return (image.identity,)
    head = [segment.text or "" for block, segment in request.segments() if block.kind is BlockKind.SYSTEM]
    return (image.identity, image.origin.path, "".join(head))


def _shown(image: Image) -> str:
    """The identity of an image, shortened."""
    return image.identity if len(image.identity) <= 40 else image.identity[:37] + "..."
