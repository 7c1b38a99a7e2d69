"""One image, sent with different `detail`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from prefixlint.finding import Confidence, Place, Severity
from prefixlint.requests.families import Scene, SentImage, Site, usual
from prefixlint.requests.model import exclusive
from prefixlint.rule import About, Difference, Example, ProjectRule

_Sent = tuple[Site, SentImage]


@dataclass(frozen=True)
class ImageDetailMismatch(ProjectRule):
    """PFX401."""

    about = About("PFX401", "image-detail-mismatch", "the same image is sent with different `detail`", "0.1")
    why = """An image is turned into tokens according to its `detail`, so the same image with another `detail` is other
text to the cache, and everything behind it is lost. A missing `detail` counts as `auto`, which is not the same as any
fixed value."""
    sources = (
        "https://developers.openai.com/api/docs/guides/images-vision (autumn 2026): `low`, `high`, `auto`, `original`; what "
        "`auto` means differs between models",
    )
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

    def compare(self, scene: Scene) -> Iterator[Difference]:
        groups: dict[tuple[str, ...], list[_Sent]] = {}
        for site in scene.sites:
            for image in site.images:
                if image.detail is not None and image.identity:
                    groups.setdefault(_same(site, image), []).append((site, image))
        for sent in groups.values():
            if not any(image.written for _, image in sent):
                continue
            each = {image.spot.place: image for _, image in sent}.values()
            written = [image for image in each if image.written]
            usual_detail = usual(image.detail or "" for image in written)
            model = next(image for image in written if image.detail == usual_detail)
            other = _other_branches(sent, model)
            places = tuple(
                (one.spot.place, f"sent with {one.detail!r} here") for one in each if one.detail == usual_detail
            )
            for site, image in sent:
                if image.detail != usual_detail and image.spot.place not in other:
                    yield self._difference(site, image, model, places)

    def _difference(
        self, site: Site, image: SentImage, model: SentImage, places: tuple[tuple[Place, str], ...]
    ) -> Difference:
        here = f"with `detail` {image.detail!r}" if image.written else "without `detail`, which counts as 'auto',"
        return Difference(
            about=self.about,
            message=f"the image `{_shown(image)}` is sent {here} but with {model.detail!r} elsewhere",
            severity=Severity.WARNING,
            confidence=Confidence.CERTAIN if _literal(image) else Confidence.LIKELY,
            reason="input_changed",
            spot=image.spot,
            site=site,
            related=(*places, (site.place, "sent here")),
            advice=self.advice if image.written else f"Write `detail={model.detail!r}` here as well.",
        )


def _other_branches(sent: Sequence[_Sent], model: SentImage) -> set[Place]:
    """Images that some request sends only where it does not send `model`: `if` one, `else` the other."""
    here = [(site, image) for site, image in sent if image.spot.place == model.spot.place]
    return {
        image.spot.place
        for site, image in sent
        for where, same in here
        if site is where and exclusive(image.choices, same.choices)
    }


def _literal(image: SentImage) -> bool:
    """Whether the identity of an image is its address, not the expression that holds it."""
    return "://" in image.identity or image.identity.startswith(("data:", "/", "file-"))


def _same(site: Site, image: SentImage) -> tuple[str, ...]:
    """The key of images that are the same: an address anywhere, an expression in one file behind one system text."""
    if _literal(image):
        return (image.identity,)
    return (image.identity, image.spot.place.path, site.system)


def _shown(image: SentImage) -> str:
    """The identity of an image, shortened."""
    return image.identity if len(image.identity) <= 40 else image.identity[:37] + "..."
