"""A breakpoint on or behind something that varies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from prefixlint.finding import Severity
from prefixlint.flow.volatility import Volatility
from prefixlint.requests.inversions import inversions
from prefixlint.requests.model import BlockKind, Marker, Request, Segment
from prefixlint.rule import About, Example, Repair, Report, RequestRule
from prefixlint_rules._cache import certain, named, report, stable_head


@dataclass(frozen=True)
class MarkerAfterVolatile(RequestRule):
    """PFX601."""

    about = About("PFX601", "marker-after-volatile", "a breakpoint on or behind content that varies", "0.1")
    why = """What a breakpoint closes is written to the cache at 1.25 times the price of the tokens (twice, for an hour),
and read at a tenth of it by a later request that is the same up to that very point. Behind a clock, or on the one message
that is new each time, no later request ever is: every call pays for writing, none reads, and the constant text in front
is not found either unless it has a breakpoint of its own."""
    advice = "Set the breakpoint at the end of the last part that stays the same, and put what varies behind it."
    when_not = "When the very same content is sent again soon, for instance several questions about one document."
    sources = (
        "https://platform.claude.com/docs/en/build-with-claude/prompt-caching, read 2026-08-21",
        "https://developers.openai.com/api/docs/guides/prompt-caching, read 2026-10",
    )
    examples = (
        Example(
            "A clock inside the marked block",
            bad="""\
from datetime import datetime

from anthropic import Anthropic

client = Anthropic()
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80


def answer(question: str) -> str:
    reply = client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=500,
        system=[
            {
                "type": "text",
                "text": f"{RULES}\\nIt is {datetime.now():%H:%M}.",
                "cache_control": {"type": "ephemeral"},
            }
        ],
        messages=[{"role": "user", "content": question}],
    )
    return reply.content[0].text
""",
            good="""\
from datetime import datetime

from anthropic import Anthropic

client = Anthropic()
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80


def answer(question: str) -> str:
    reply = client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=500,
        system=[
            {"type": "text", "text": RULES, "cache_control": {"type": "ephemeral"}},
            {"type": "text", "text": f"It is {datetime.now():%H:%M}."},
        ],
        messages=[{"role": "user", "content": question}],
    )
    return reply.content[0].text
""",
        ),
    )

    def check(self, request: Request) -> Iterator[Report]:
        markers = certain(request.markers())
        if not markers or request.controls.looped or any(marker.many for _, marker in markers):
            return
        for number, (end, marker) in enumerate(markers):
            culprit = _culprit(request, end, marker)
            if culprit is None:
                continue
            spared = any(_fixed(request, before) for before, _ in markers[:number])
            small = not request.stable_size.reaches(request.cache.minimum)
            tail = "" if not spared else "; an earlier breakpoint still serves the text in front"
            yield report(
                self,
                request,
                marker.origin,
                f"{named(marker)} closes `{culprit.source}`, which is new in every request: it is written each time and"
                f" never read{tail}",
                Severity.NOTE if spared or small else Severity.WARNING,
                culprit.taint.confidence,
                [(culprit.origin, "this varies in front of the breakpoint")],
                repair=Repair("mark-stable-part", marker.origin, culprit.origin),
            )
            return  # those behind it cannot be read either


def _culprit(request: Request, end: int, marker: Marker) -> Segment | None:
    """What makes a marked prefix new in every request, unless a rule about order has it already."""
    closed = [segment for block in request.blocks[:end] for segment in block.segments]
    believed = [one for one in closed if one.text is None and one.taint.believed() and not _other_way(one, marker)]
    never = next((one for one in believed if one.taint.level is Volatility.CALL), None)
    if never is not None:
        known = inversions(request, frozenset({never.taint.cause}), 32)
        if any(never in (inversion.culprit, *inversion.also) for inversion in known):
            return None
        return never
    # The newest turn of a conversation is marked so that the next request finds it: right, if there is a next one.
    alone = end == len(request.blocks) and not request.has_history and request.tools is None and request.joined
    if not alone or not stable_head(request).blocks or request.controls.open or request.controls.option("continues"):
        return None
    if request.blocks[-1].kind is not BlockKind.MESSAGE or sum(b.kind is BlockKind.MESSAGE for b in request.blocks) > 1:
        return None
    last = {id(one) for one in request.blocks[-1].segments}
    return next((one for one in believed if one.taint.level is Volatility.REQUEST and id(one) in last), None)


def _other_way(segment: Segment, marker: Marker) -> bool:
    return any(mine[0] == theirs[0] and mine != theirs for mine in segment.choices for theirs in marker.choices)


def _fixed(request: Request, end: int) -> bool:
    """Whether the first `end` blocks stay the same."""
    return all(segment.stable for block in request.blocks[:end] for segment in block.segments)
