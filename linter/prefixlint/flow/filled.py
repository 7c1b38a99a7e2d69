"""Values filled into texts of files: what varies stands at its placeholder, and knows which line of Python filled it.

In a template that is written in Python the culprit stands where the value is filled in, which is a line of the same
program. A template in a file is another matter: there the placeholder is what has to be moved.
Knows: spans of documents. Must not know: template languages, syntax trees.
"""

from __future__ import annotations

from operator import is_

from prefixlint.flow.texts import MAX_STEPS_BACK
from prefixlint.flow.values import Alt, Cat, Hole, Origin, Rep, Value, cat
from prefixlint.syntax.document import Quoted, Span

FILLED = "filled in here"
CAME = "the value comes from here"


def in_file(origin: Origin | None) -> bool:
    """Whether a place is in a text file."""
    return origin is not None and isinstance(origin.node, Span) and not isinstance(origin.node.document, Quoted)


def placed(value: Value, place: Origin | None, filling: Origin | None, message: str = FILLED) -> Value:
    """`value` as it stands at the placeholder `place` that `filling` fills. Unchanged where `place` is in Python."""
    if place is None or not in_file(place):
        return value
    if isinstance(value, Hole):
        return _placed(value, place, (filling, message) if filling is not None else None)
    if isinstance(value, Cat):
        parts = [placed(part, place, filling, message) for part in value.parts]
        return value if all(map(is_, parts, value.parts)) else cat(parts)
    if isinstance(value, Alt):
        options = tuple(placed(option, place, filling, message) for option in value.options)
        return Alt(options, value.taint, value.origin)
    if isinstance(value, Rep):
        return Rep(placed(value.body, place, filling, message), value.order, value.origin)
    return value


def _placed(value: Hole, place: Origin, filling: tuple[Origin, str] | None) -> Hole:
    came = value.origin
    if filling is not None and filling in value.steps:
        return value
    steps = [filling] if filling is not None else []
    if came is not None and in_file(came):  # it varies in a file already, and this is the way it went
        return _with(value, came, (*value.steps, *steps))
    if came is not None and (filling is None or came.node is not filling[0].node):
        steps.append((came, CAME))
    return _with(value, place, (*steps, *value.steps))


def _with(value: Hole, origin: Origin, steps: tuple[tuple[Origin, str], ...]) -> Hole:
    return Hole(value.taint, origin, value.source, value.shape, value.loop, steps[:MAX_STEPS_BACK])
