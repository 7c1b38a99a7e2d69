"""Words and judgements that the rules about cache controls share; no rule lives here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from prefixlint.finding import Confidence, Fix, Severity
from prefixlint.flow.values import Origin
from prefixlint.requests.model import Block, BlockKind, Marker, Request, Segment
from prefixlint.rule import Repair, Report, Rule
from prefixlint.tokens import Size

NOWHERE, SOMEWHERE, ANYWHERE = 0, 1, 2  # how well a marker that was not seen may be hidden


def report(
    rule: Rule,
    request: Request,
    culprit: Origin,
    message: str,
    severity: Severity,
    confidence: Confidence,
    related: Iterable[tuple[Origin, str]] = (),
    advice: str = "",
    repair: Repair | None = None,
) -> Report:
    """A report about a cache control. The reason is the rule's name: two rules may have something to say of one place."""
    sent = () if culprit == request.origin else ((request.origin, "sent here"),)
    return Report(
        about=rule.about,
        message=message,
        severity=severity,
        confidence=confidence,
        reason=rule.about.name.replace("-", "_"),
        culprit=culprit,
        request=request,
        related=(*related, *sent),
        fix=Fix("display", advice or rule.advice),
        repair=repair,
    )


@dataclass(frozen=True, slots=True)
class Head:
    """What stays the same at the start of a request: its size, the number of blocks that are wholly in it, and what
    first varies behind it (None: nothing)."""

    size: Size
    blocks: int
    end: Segment | None


def stable_head(request: Request) -> Head:
    """The run of stable segments at the start. The tools, whose size is not known, are left out of it."""
    size = Size(0, 0)
    for number, block in enumerate(request.blocks):
        for segment in block.segments:
            if block.kind is BlockKind.HISTORY or not segment.stable:
                return Head(size, number, segment)
            if segment.main:
                size = size + segment.size
    return Head(size, len(request.blocks), None)


def reaches(size: Size, tokens: int) -> Confidence | None:
    """How surely a size is at least so many tokens; None if it hardly is. Nobody caches what is only a little too long,
    so an estimate needs some room."""
    if size.low >= tokens:
        return Confidence.CERTAIN
    return Confidence.LIKELY if size.estimate >= tokens * 1.1 else None


def stays_below(size: Size, tokens: int) -> Confidence | None:
    """How surely a size is less than so many tokens. Ordinary text has no more than twice the estimated number."""
    if size.high is None:
        return None
    if size.high < tokens:
        return Confidence.CERTAIN
    return Confidence.LIKELY if size.estimate * 2 < tokens else None


def size_of(blocks: Iterable[Block]) -> Size:
    """The size of blocks, the largest option of each choice counted."""
    return sum((one.size for block in blocks for one in block.segments if one.main), Size(0, 0))


def hidden(request: Request) -> int:
    """Where a marker may be that was not seen: nowhere, in turns or contents that come from elsewhere, or anywhere."""
    if request.controls.open or any(block.open for block in request.blocks):
        return ANYWHERE
    return SOMEWHERE if any(map(_from_elsewhere, request.blocks)) else NOWHERE


def _from_elsewhere(block: Block) -> bool:
    """Whether a block is a whole message, or the whole content of one, of which nothing is known."""
    if block.kind is BlockKind.HISTORY:
        return True
    return any(one.text is None and not one.taint.believed() for one in block.segments) and len(block.segments) == 1


def unmarked(request: Request) -> Confidence | None:
    """How surely nothing is marked; None if something is or may well be."""
    where = hidden(request)
    if request.markers() or where == ANYWHERE or (where == SOMEWHERE and request.controls.mentioned):
        return None
    return Confidence.CERTAIN if where == NOWHERE else Confidence.LIKELY


def repeats(request: Request) -> bool:
    """Whether a request is sent more than once, as far as can be told: from a function, or in a loop."""
    return request.joined and (request.entry is not None or request.controls.looped)


def elsewhere(request: Request) -> Iterable[tuple[Origin, str]]:
    """The parts of a request that come from elsewhere: who passes them has the last word."""
    for block in request.blocks:
        if _from_elsewhere(block) and not block.assumed and block.segments:
            yield block.segments[0].origin, "what is passed here carries no marker, as far as can be seen"


def certain(markers: Iterable[tuple[int, Marker]]) -> list[tuple[int, Marker]]:
    """Markers that are set whenever the request is sent, or whenever it takes one of the ways of a choice."""
    return [(end, one) for end, one in markers if not one.maybe]


def named(marker: Marker) -> str:
    """A marker as its author wrote it."""
    return f"`{marker.word}`"
