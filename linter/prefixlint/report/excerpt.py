"""Source lines of a request with its parts marked: what a page shows beside the picture.

Knows: places, spans of lines. Must not know: HTML, files, how anything is found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from prefixlint.finding import Place
from prefixlint.picture import Site, State
from prefixlint.report.snippet import visible
from prefixlint.report.text import Lines

MAX_LINES = 40  # of one request
MAX_FILES = 4
MAX_COLUMNS = 1_000
_CALL = 14  # lines of the call itself
_TEXT = 2  # of each text
_AROUND = 1
CULPRIT = "culprit"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line with what it is: the value of a state, "culprit", or "" for plain source."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of source; `number` is 0 where lines are left out."""

    number: int
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Lines of one file, or of one cell of a notebook."""

    file: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Mark:
    place: Place
    kind: str
    lines: int  # that are worth showing


def excerpts(site: Site, lines: Lines) -> list[Excerpt]:
    """The lines that matter for `site`: the call, what varies, what was found, the beginnings of texts."""
    marks = list(_marks(site))
    files: dict[str, list[_Mark]] = {}
    for mark in marks:
        files.setdefault(mark.place.file, []).append(mark)
    found: list[Excerpt] = []
    left = MAX_LINES
    for file, here in list(files.items())[:MAX_FILES]:
        place = here[0].place
        shown = _excerpt(list(lines(place.path, place.cell)), here, left)
        if shown:
            found.append(Excerpt(file, tuple(shown)))
            left -= len(shown)
    return found


def _marks(site: Site) -> Iterator[_Mark]:
    """What is marked, the most important first."""
    yield from (_Mark(finding.place, CULPRIT, _TEXT) for finding in site.findings)
    yield _Mark(site.place, "", _CALL)
    for row in site.picture.rows:
        if row.written and row.state is not None:
            yield _Mark(row.place, row.state.value, _TEXT)
            if row.state in (State.CHANGES, State.UNKNOWN):
                yield from (_Mark(hop.place, "hop", 1) for hop in row.hops)


def _excerpt(source: list[str], marks: list[_Mark], room: int) -> list[Line]:
    """The lines of one file that `marks` ask for."""
    wanted: set[int] = set()
    for mark in marks:
        last = min(mark.place.end_line, mark.place.line + mark.lines - 1)
        around = _AROUND if mark.kind == CULPRIT else 0
        asked = [number for number in range(mark.place.line - around, last + around + 1) if 0 < number <= len(source)]
        if len(wanted.union(asked)) > room:
            break
        wanted.update(asked)
    before = 0
    found: list[Line] = []
    for number in sorted(wanted):
        if before and number > before + 1:
            found.append(Line(0))
        before = number
        found.append(Line(number, tuple(_runs(number, source[number - 1].rstrip("\r\n"), marks))))
    return found


def _runs(number: int, text: str, marks: Iterable[_Mark]) -> Iterator[Run]:
    """A line in pieces; of two marks over each other the first wins."""
    text = text[:MAX_COLUMNS]
    kinds = [""] * len(text)
    for mark in marks:
        place = mark.place
        if not mark.kind or not place.line <= number <= place.end_line:
            continue
        start = place.column - 1 if number == place.line else 0
        stop = place.end_column - 1 if number == place.end_line else len(text)
        for at in range(max(0, start), min(stop, len(text))):
            kinds[at] = kinds[at] or mark.kind
    pieces = visible(text)
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or kinds[at] != kinds[start]:
            yield Run("".join(pieces[start:at]), kinds[start])
            start = at
