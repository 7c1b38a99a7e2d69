"""Abstract values as languages: which texts a value allows. Matched by sets of positions, so that repetitions of unknown text
cannot make the matching take for ever."""

from __future__ import annotations

from prefixlint.flow.values import Alt, Cat, Lit, Rep, Value


def matches(value: Value, text: str) -> bool:
    """Whether `text` is in the language of `value`."""
    return len(text) in _ends(value, text, frozenset({0}))


def _ends(value: Value, text: str, starts: frozenset[int]) -> frozenset[int]:
    """Where a part that begins at one of `starts` may end."""
    if not starts:
        return starts
    if isinstance(value, Lit):
        return frozenset(at + len(value.text) for at in starts if text.startswith(value.text, at))
    if isinstance(value, Cat):
        for part in value.parts:
            starts = _ends(part, text, starts)
        return starts
    if isinstance(value, Alt):
        return frozenset().union(*(_ends(option, text, starts) for option in value.options))
    if isinstance(value, Rep):
        reached = starts
        new = starts
        while new:
            new = _ends(value.body, text, new) - reached
            reached |= new
        return reached
    return frozenset(range(min(starts), len(text) + 1))
