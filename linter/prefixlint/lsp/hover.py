"""What is shown under the mouse, and above a request.

Knows: maps of requests, places. Must not know: the protocol, threads, how a map is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from prefixlint.finding import Place
from prefixlint.flow.volatility import Volatility
from prefixlint.picture import words
from prefixlint.picture.hover import markdown
from prefixlint.requests.map import Part, RequestMap

MAX_MAPS = 3  # requests that are shown at one place


@dataclass(frozen=True)
class Hover:
    """Markdown about what stands at a place."""

    place: Place
    text: str


@dataclass(frozen=True)
class Lens:
    """A line about the request at a place."""

    place: Place
    text: str


def hover(maps: Sequence[RequestMap], at: Place) -> Hover | None:
    """What to say at the first character of `at`; None away from requests and prompts."""
    found = [(place, part, one) for one in maps for place, part in _spots(one) if _holds(place, at)]
    if not found:
        return None
    place, part, _ = min(found, key=lambda item: (_extent(item[0]), item[1] is None))
    requests = list(dict.fromkeys(one for where, _, one in found if where == place))
    texts = [markdown(one) for one in requests[:MAX_MAPS]]
    if len(requests) > MAX_MAPS:
        texts.append(f"and {len(requests) - MAX_MAPS} more requests")
    if part is not None and part.text is None:
        texts.insert(0, f"`{words.shown(part)}`: {_changes(part)}")
    return Hover(place, "\n\n---\n\n".join(texts))


def lenses(maps: Sequence[RequestMap], path: str) -> list[Lens]:
    """One line for each request that a file sends, in the order in which they stand."""
    by_place: dict[Place, list[RequestMap]] = {}
    for one in maps:
        if one.place.path == path and one.joined and one.blocks:
            by_place.setdefault(one.place, []).append(one)
    found: list[Lens] = []
    for place, requests in sorted(by_place.items()):
        largest = max(requests, key=lambda one: (one.stable.estimate, -one.prefix.estimate))
        others = len({_line(one) for one in requests}) - 1
        more = f" (in the largest of {others + 1} forms)" if others else ""
        found.append(Lens(place, _line(largest) + more))
    return found


def _changes(part: Part) -> str:
    """How often a dynamic part changes, as a sentence."""
    if part.unknown:
        return "it is not known how often it changes"
    if part.level is Volatility.CONSTANT:
        return "never changes"
    return f"changes with each {words.level(part)}"


def _line(one: RequestMap) -> str:
    if one.breaks is None:
        return f"stable prefix: {words.tokens(one.stable)} tokens"
    if not one.prefix.low:
        return f"no stable prefix, {words.tokens(one.stable)} stable tokens"
    return f"stable prefix: {words.tokens(one.prefix)} of {words.tokens(one.stable)} tokens"


def _spots(one: RequestMap) -> Iterator[tuple[Place, Part | None]]:
    """Where a request can be pointed at: its call (the first line of it) and its parts."""
    call = one.place
    if call.end_line > call.line:
        yield Place(call.path, call.line, call.column, call.line, 10_000, call.cell), None
    else:
        yield call, None
    for _, part in one.parts():
        yield part.place, part


def _holds(place: Place, at: Place) -> bool:
    if place.path != at.path or place.cell != at.cell:
        return False
    return (place.line, place.column) <= (at.line, at.column) <= (place.end_line, place.end_column)


def _extent(place: Place) -> tuple[int, int]:
    return place.end_line - place.line, place.end_column - place.column
