"""Words and judgements that several rules share; no rule lives here."""

from __future__ import annotations

from prefixlint.finding import Confidence, Fix, Severity
from prefixlint.flow.volatility import Cause
from prefixlint.requests.inversions import Inversion
from prefixlint.requests.model import BlockKind, Request, Segment
from prefixlint.rule import Report, Rule

REBUILT = frozenset({Cause.REQUEST_DATA})  # state of the turn by its name has a rule of its own
_WORTH_NAMING = 8  # tokens: less text than this behind a culprit is not what is lost if a conversation follows


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


def tools_report(rule: Rule, request: Request, culprit: Segment, message: str) -> Report:
    """A report about the tool list of `request`: the tools come first on the wire, so everything is lost with them."""
    assert request.tools is not None
    worth = request.stable_size.reaches(request.cache.minimum)
    related = [(request.tools.origin, "the tools stand in front of everything else")]
    related.extend((hop.origin, hop.message) for hop in culprit.hops)
    related.append((request.origin, "sent here" if request.joined else "part of this prompt"))
    return Report(
        about=rule.about,
        message=message,
        severity=Severity.WARNING if worth else Severity.NOTE,
        confidence=culprit.taint.confidence if request.joined else min(culprit.taint.confidence, Confidence.LIKELY),
        reason="tools_changed",
        culprit=culprit.origin,
        request=request,
        related=tuple(related),
        fix=Fix("display", rule.advice),
    )
