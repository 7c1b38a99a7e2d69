"""A longer lifetime behind a shorter one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from prefixlint.finding import Confidence, Severity
from prefixlint.requests.model import Marker, Request
from prefixlint.rule import About, Example, Repair, Report, RequestRule
from prefixlint_rules._cache import certain, report


@dataclass(frozen=True)
class TtlOrder(RequestRule):
    """PFX603."""

    about = About("PFX603", "ttl-order", "a longer lifetime behind a shorter one", "0.1")
    why = """A request may mix breakpoints of five minutes and of one hour, but in the order in which it is rendered (tools,
system text, messages) those of an hour have to come first; otherwise the API answers with status 400. A breakpoint without
`ttl` has the short lifetime, and the one for the whole request must not differ from one on the last block."""
    advice = "Give the earlier breakpoints the longer `ttl`, or all of them the same."
    sources = ("https://platform.claude.com/docs/en/build-with-claude/prompt-caching, read 2026-08-21",)
    examples = (
        Example(
            "An hour for the system text, five minutes for the tools in front of it",
            bad="""\
from anthropic import Anthropic

client = Anthropic()
FIND = {
    "name": "find",
    "input_schema": {"type": "object"},
    "cache_control": {"type": "ephemeral"},
}
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80


def answer(question: str) -> str:
    reply = client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=500,
        tools=[FIND],
        system=[{"type": "text", "text": RULES, "cache_control": {"type": "ephemeral", "ttl": "1h"}}],
        messages=[{"role": "user", "content": question}],
    )
    return reply.content[0].text
""",
            good="""\
from anthropic import Anthropic

client = Anthropic()
FIND = {
    "name": "find",
    "input_schema": {"type": "object"},
    "cache_control": {"type": "ephemeral", "ttl": "1h"},
}
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80


def answer(question: str) -> str:
    reply = client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=500,
        tools=[FIND],
        system=[{"type": "text", "text": RULES, "cache_control": {"type": "ephemeral", "ttl": "1h"}}],
        messages=[{"role": "user", "content": question}],
    )
    return reply.content[0].text
""",
        ),
    )

    def check(self, request: Request) -> Iterator[Report]:
        if not request.cache.ordered:
            return
        lifetimes = request.cache.lifetimes
        seen: list[tuple[int, Marker, int]] = []
        for end, marker in certain(request.markers()):
            if marker.lifetime is None or (marker.lifetime and marker.lifetime not in lifetimes):
                continue
            rank = lifetimes.index(marker.lifetime or lifetimes[0])
            for before, other, known in seen:
                last = marker is request.controls.automatic and before == end and known != rank
                if (known < rank or last) and not marker.excludes(other):
                    yield self._report(request, marker, other, last)
                    return
            seen.append((end, marker, rank))

    def _report(self, request: Request, marker: Marker, other: Marker, last: bool) -> Report:
        usual = request.cache.lifetimes[0]
        mine, theirs = marker.lifetime or usual, other.lifetime or usual
        where = "differs from that of the last block" if last else "stands behind one"
        return report(
            self,
            request,
            marker.origin,
            f"a breakpoint of {mine} {where} of {theirs}: the API answers with an error"
            if not last
            else f"the lifetime of {mine} {where}, {theirs}: the API answers with an error",
            Severity.ERROR,
            Confidence.CERTAIN,
            [(other.origin, f"lives {theirs}" + ("" if other.lifetime else ", since no `ttl` is given"))],
            repair=Repair("long-marker", other.origin) if mine == "1h" and not last else None,
        )
