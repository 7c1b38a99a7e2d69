"""More breakpoints than the provider takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from prefixlint.finding import Confidence, Severity
from prefixlint.requests.model import Marker, Request
from prefixlint.rule import About, Example, Report, RequestRule
from prefixlint_rules._cache import certain, named, report


@dataclass(frozen=True)
class TooManyMarkers(RequestRule):
    """PFX602."""

    about = About("PFX602", "too-many-markers", "more breakpoints than a request may have", "0.1")
    why = """Claude takes four breakpoints in one request, those on tools, in the system text and in messages counted
together, and the one for the whole request with them; a fifth is answered with status 400. OpenAI writes the latest four
and drops the others. A message that is marked when it is appended, and never unmarked, is the fifth after five turns."""
    advice = "Keep one breakpoint each for tools, system text and the newest turn, and take the mark off earlier turns."
    sources = (
        "https://platform.claude.com/docs/en/build-with-claude/prompt-caching, read 2026-08-21",
        "https://developers.openai.com/api/docs/guides/prompt-caching, read 2026-10",
    )
    examples = (
        Example(
            "Every turn keeps its mark",
            bad="""\
from anthropic import Anthropic

client = Anthropic()


def chat() -> None:
    messages = []
    while True:
        text = {"type": "text", "text": input("> "), "cache_control": {"type": "ephemeral"}}
        messages.append({"role": "user", "content": [text]})
        reply = client.messages.create(model="claude-sonnet-4-5", max_tokens=500, messages=messages)
        messages.append({"role": "assistant", "content": reply.content[0].text})
""",
            good="""\
from anthropic import Anthropic

client = Anthropic()


def chat() -> None:
    messages = []
    while True:
        text = {"type": "text", "text": input("> "), "cache_control": {"type": "ephemeral"}}
        messages.append({"role": "user", "content": [text]})
        reply = client.messages.create(model="claude-sonnet-4-5", max_tokens=500, messages=messages)
        del text["cache_control"]
        messages.append({"role": "assistant", "content": reply.content[0].text})
""",
        ),
    )

    def check(self, request: Request) -> Iterator[Report]:
        most = request.cache.maximum
        markers = [one for _, one in certain(request.markers()) if one.word in request.cache.markers]
        if most is None or not markers:
            return
        together = _together(markers)
        many = next((one for one in markers if one.many), None)
        if len(together) > most:
            fifth, said = together[most], f"{len(together)} breakpoints in one request, {most} are allowed"
            surely = Confidence.CERTAIN
        elif many is not None and request.cache.refused and not many.choices:
            fifth, said = many, f"{named(many)} is set again in every turn of the loop, and a request may have {most}"
            surely = Confidence.LIKELY
        else:
            return
        ends = "the API answers with an error" if request.cache.refused else "the earlier ones are not written"
        error = request.cache.refused and surely is Confidence.CERTAIN
        related = [(one.origin, "a breakpoint") for one in together if one.origin != fifth.origin]
        severity = Severity.ERROR if error else Severity.WARNING
        yield report(self, request, fifth.origin, f"{said}: {ends}", severity, surely, related[:most])


def _together(markers: list[Marker]) -> list[Marker]:
    """The most markers that are certainly sent together: those outside of choices and those of one way of a choice."""
    ways = Counter(one.choices[0] for one in markers if one.choices and not one.many)
    way = max(ways, key=lambda key: ways[key], default=None)
    return [one for one in markers if not one.many and (not one.choices or one.choices == (way,))]
