"""What rules about edited conversations share; no rule lives here."""

from __future__ import annotations

from collections.abc import Iterator

from prefixlint.finding import Confidence, Fix, Severity
from prefixlint.flow.values import Origin
from prefixlint.requests.model import BlockKind, Edited, Request
from prefixlint.rule import Report, Rule

_FEW = 4  # messages: a window of so few holds hardly more than the newest turn


def edits(request: Request, kinds: tuple[str, ...]) -> Iterator[Edited]:
    """What was done to the conversation of a request; not if it asks one last thing about it (for a title, a summary),
    which no later request continues."""
    if _is_one_off(request):
        return
    seen = set()
    for block in request.blocks:
        for edit in block.edits:
            if edit.kind in kinds and edit.origin not in seen:
                seen.add(edit.origin)
                yield edit


def _is_one_off(request: Request) -> bool:
    """Whether nothing but fixed text follows the conversation: a task that is set once about it."""
    last = max((at for at, block in enumerate(request.blocks) if block.kind is BlockKind.HISTORY), default=None)
    behind = request.blocks[last + 1 :] if last is not None else ()
    texts = [block for block in behind if block.segments]
    return bool(texts) and all(segment.static for block in texts for segment in block.segments)


def edit_report(rule: Rule, request: Request, edit: Edited, message: str) -> Report:
    """A report about an edit. One that is rare is as it should be and only told to those who ask for everything."""
    small = edit.kind == "window" and edit.size is not None and edit.size <= _FEW
    confidence = Confidence.POSSIBLE if edit.rare else Confidence.LIKELY
    return Report(
        about=rule.about,
        message=message,
        severity=Severity.NOTE if edit.rare or small else Severity.WARNING,
        confidence=confidence,
        reason="input_changed",
        culprit=edit.origin,
        request=request,
        related=(*((hop.origin, hop.message) for hop in edit.hops), *_sent(request, edit)),
        fix=Fix("display", rule.advice),
    )


def _sent(request: Request, edit: Edited) -> Iterator[tuple[Origin, str]]:
    """Where the conversation is sent, if that is another place."""
    if request.origin != edit.origin:
        yield request.origin, "sent here" if request.joined else "part of this prompt"
