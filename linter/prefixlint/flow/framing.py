"""What two texts have in common at their ends.

Knows: literals and their places. Must not know: statements, loops, what a prompt is.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile

from prefixlint.flow.values import Hole, Lit, Origin, Value, cat, parts_of
from prefixlint.syntax.document import Span

_WORTH = 8  # characters in common, from which on they are no accident


def framed(a: Value, b: Value, hole: Hole) -> Value:
    """`hole` between what the texts `a` and `b` begin and end with: "Page 1 of the book" and "Page 2 of the book"."""
    head, last = _literals(parts_of(a)), _literals(parts_of(a)[::-1])[::-1]
    start = _common(_spelled(head), _spelled(_literals(parts_of(b))))
    back = _spelled(_literals(parts_of(b)[::-1])[::-1])[::-1]
    end = _common(_spelled(last)[::-1], back)
    for one in (a, b):
        if len(_literals(parts_of(one))) == len(parts_of(one)):  # nothing of it may be used twice
            end = max(0, min(end, len(_spelled(parts_of(one))) - start))
    if start + end < _WORTH:
        return hole
    return cat([*_cut(head, 0, start), hole, *_cut(last, len(_spelled(last)) - end, len(_spelled(last)))])


def _common(a: str, b: str) -> int:
    """How many characters two texts begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False)))


def _literals(parts: Iterable[Value]) -> list[Lit]:
    return [part for part in takewhile(lambda part: isinstance(part, Lit), parts) if isinstance(part, Lit)]


def _spelled(parts: Iterable[Value]) -> str:
    return "".join(part.text for part in parts if isinstance(part, Lit))


def _cut(parts: list[Lit], start: int, end: int) -> list[Lit]:
    """The characters from `start` to `end` of all `parts`, each with its place."""
    out: list[Lit] = []
    at = 0
    for part in parts:
        first, last = max(0, start - at), min(len(part.text), end - at)
        if first < last:
            out.append(piece(part, first, last))
        at += len(part.text)
    return out


def piece(part: Lit, start: int, end: int, text: str | None = None) -> Lit:
    """`part.text[start:end]` (or `text`, which was made of that), with its own place if `part` comes from a file."""
    return Lit(part.text[start:end] if text is None else text, spot(part, start, end))


def spot(part: Lit, start: int, end: int) -> Origin | None:
    """Where `part.text[start:end]` is written, as far as places go: in Python the whole literal."""
    origin = part.origin
    if origin is None or not isinstance(origin.node, Span):
        return origin
    return Origin(origin.path, origin.node.narrowed(part.text, start, end))
