"""Words and judgements that several rules share; no rule lives here."""

from __future__ import annotations

from prefixlint.finding import Confidence, Fix, Severity
from prefixlint.flow.values import Origin
from prefixlint.flow.volatility import Cause, Volatility
from prefixlint.requests.inversions import Inversion
from prefixlint.requests.model import BlockKind, Request, Segment
from prefixlint.rule import MAX_RELATED, Report, Rule

REBUILT = frozenset({Cause.REQUEST_DATA})  # state of the turn by its name has a rule of its own
FIRST = "the tools stand in front of everything else"
_WORTH_NAMING = 8  # tokens: less text than this behind a culprit is not what is lost if a conversation follows
_HOW_OFTEN = {
    Volatility.PROCESS: "differs from process to process",
    Volatility.DAY: "changes every day",
    Volatility.USER: "differs from user to user",
    Volatility.SESSION: "differs from conversation to conversation",
    Volatility.REQUEST: "changes with every request",
    Volatility.CALL: "changes on every call",
}
_ORDERS = {
    Cause.SET_ORDER: "the order of the set",
    Cause.FILESYSTEM_ORDER: "the order of the folder listing",
    Cause.COMPLETION_ORDER: "the order of completion",
    Cause.QUERY_ORDER: "the order of the rows",
}


def history_behind(inversion: Inversion, assumed: bool = True) -> bool:
    """Whether a conversation stands behind the culprit; `assumed` ones count only if wanted."""
    return any(block.kind is BlockKind.HISTORY and (assumed or not block.assumed) for block in inversion.victim_blocks)


def is_rebuilt(inversion: Inversion) -> bool:
    """Whether the culprit is made in the loop that sends the system text it stands in, together with a conversation."""
    return (
        inversion.block.kind is BlockKind.SYSTEM
        and inversion.culprit.taint.cause in REBUILT
        and inversion.culprit.turn
        and inversion.culprit.taint.believed()
        and history_behind(inversion, assumed=False)
    )


def stands_before(inversion: Inversion) -> str:
    """What the culprit stands in front of, in words."""
    text = 0
    for victim, block in zip(inversion.victims, inversion.victim_blocks, strict=True):
        if block.kind is not BlockKind.HISTORY:
            text += victim.size.estimate if victim.static else _WORTH_NAMING
    if text < _WORTH_NAMING and history_behind(inversion):
        return "stands in front of the conversation"
    return "stands in front of text that stays the same"


def how_often(segment: Segment) -> str:
    """How often a value changes, in words."""
    if not segment.taint.believed():
        return "may change with every request"
    return _HOW_OFTEN.get(segment.taint.level, "changes with every request")


def called(segment: Segment) -> str:
    """What to call a value: its source, or the order that varies."""
    order = _ORDERS.get(segment.taint.cause)
    return f"{order} `{segment.source}`" if order is not None else f"`{segment.source}`"


def header_report(
    rule: Rule,
    request: Request,
    culprit: Segment,
    message: str,
    advice: str = "",
    reason: str = "tools_changed",
    related: tuple[tuple[Origin, str], ...] = (),
    ceiling: Severity = Severity.ERROR,
) -> Report:
    """A report about something in the header of `request`: it comes first on the wire, so everything is lost with it."""
    places = [*related, *((hop.origin, hop.message) for hop in culprit.hops)]
    places.append((request.origin, "sent here" if request.joined else "part of this prompt"))
    return Report(
        about=rule.about,
        message=message,
        severity=min(_severity(request, culprit), ceiling),
        confidence=culprit.taint.confidence if request.joined else min(culprit.taint.confidence, Confidence.LIKELY),
        reason=reason,
        culprit=culprit.origin,
        request=request,
        related=tuple(places)[:MAX_RELATED],
        fix=Fix("display", advice or rule.advice),
    )


def _severity(request: Request, culprit: Segment) -> Severity:
    taint = culprit.taint
    if taint.level is Volatility.DAY or not request.stable_size.reaches(request.cache.minimum):
        return Severity.NOTE
    cacheable = request.stable_size.low >= request.cache.minimum
    if taint.level is Volatility.CALL and taint.confidence is Confidence.CERTAIN and cacheable:
        return Severity.ERROR
    return Severity.WARNING
