"""A breakpoint where the API takes none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from prefixlint.finding import Confidence, Severity
from prefixlint.requests.model import Marker, Request
from prefixlint.rule import About, Example, Repair, Report, RequestRule
from prefixlint_rules._cache import named, report

_PLACES = {
    "tool": "a tool",
    "function": "the function inside a tool",
    "part": "a content part",
    "message": "a whole message",
    "point": "an element of its own",
    "request": "the whole request",
    "instructions": "top-level `instructions`",
}


@dataclass(frozen=True)
class MisplacedMarker(RequestRule):
    """PFX608."""

    about = About("PFX608", "misplaced-marker", "a breakpoint where the API does not take one", "0.1")
    why = """Breakpoints belong on content parts: beside `role` and `content` of a message, on thinking blocks, on empty
texts, or (OpenAI) on tools, `instructions` and plain-string content they are refused or have no effect, and Bedrock's
`cachePoint` is an element of its own behind what it closes. Most of these are answered with status 400."""
    advice = "Write the content as a list of parts and mark the last part that stays the same."
    sources = (
        "https://platform.claude.com/docs/en/build-with-claude/prompt-caching, read 2026-08-21",
        "https://developers.openai.com/api/docs/guides/prompt-caching, read 2026-10",
        "https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-caching.html, read 2026-10",
    )
    examples = (
        Example(
            "Marked beside the content",
            bad="""\
from anthropic import Anthropic

client = Anthropic()
GUIDE = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80


def answer(question: str) -> str:
    guide = {"role": "user", "content": GUIDE, "cache_control": {"type": "ephemeral"}}
    known = {"role": "assistant", "content": "Understood."}
    reply = client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=500,
        messages=[guide, known, {"role": "user", "content": question}],
    )
    return reply.content[0].text
""",
            good="""\
from anthropic import Anthropic

client = Anthropic()
GUIDE = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80


def answer(question: str) -> str:
    part = {"type": "text", "text": GUIDE, "cache_control": {"type": "ephemeral"}}
    guide = {"role": "user", "content": [part]}
    known = {"role": "assistant", "content": "Understood."}
    reply = client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=500,
        messages=[guide, known, {"role": "user", "content": question}],
    )
    return reply.content[0].text
""",
        ),
    )

    def check(self, request: Request) -> Iterator[Report]:
        seen: set[int] = set()
        for _, marker in request.markers():
            wrong = _wrong(request, marker)
            if wrong and id(marker.origin.node) not in seen:
                seen.add(id(marker.origin.node))
                yield report(
                    self,
                    request,
                    marker.origin,
                    f"{named(marker)} {wrong}: the API refuses it",
                    Severity.ERROR,
                    Confidence.CERTAIN if request.cache.known else Confidence.LIKELY,
                    repair=Repair(_repair(request, marker), marker.origin),
                )


def _wrong(request: Request, marker: Marker) -> str:
    """What is wrong with where a marker stands; "" if nothing is, or if that is not known."""
    cache = request.cache
    places = cache.places(marker.word)
    if places is None:
        return ""
    if not places:
        return "means nothing to this API"
    if marker.place not in places:
        return f"stands on {_PLACES.get(marker.place, marker.place)}"
    if marker.beside:
        return "stands inside another block; it has to be an element of its own"
    if marker.place != "part":
        return ""
    if marker.part in cache.refuses or (cache.accepts and marker.part and marker.part not in cache.accepts):
        return f"stands on a block of type `{marker.part}`"
    return "stands on an empty text" if marker.empty and not cache.empty else ""


def _repair(request: Request, marker: Marker) -> str:
    """What to do with a misplaced marker: on a message it belongs on the content, and a point is an element of its own."""
    if marker.beside:
        return "marker-apart"
    if marker.place == "message" and "part" in (request.cache.places(marker.word) or ()):
        return "mark-part"
    return "delete-marker"
