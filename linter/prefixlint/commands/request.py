"""`prefixlint explain FILE:LINE`: the request at a line, as a map.

Knows: which requests have to do with a line, what is said of them. Must not know: how anything is found or drawn.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, TextIO

from prefixlint import project
from prefixlint.commands.reach import senders
from prefixlint.config import UNREADABLE, ConfigError
from prefixlint.discover import SUFFIXES
from prefixlint.files import root
from prefixlint.finding import Finding, Place, Related, RequestInfo
from prefixlint.picture import Site, belongs, place_of, shown, site
from prefixlint.requests.map import MapBlock, MapMarker, Part, RequestMap

if TYPE_CHECKING:
    from prefixlint.rule import Rule

MAX_NAMED = 5  # of what is not shown
_SPOT = re.compile(r"(?P<path>.+?)(?::cell (?P<cell>\d+))?:(?P<line>\d+)(?::(?P<column>\d+))?:?$", re.DOTALL)
_FILE = re.compile(r"\.(?:pyi?|ipynb)(?::|$)|[/\\]")


@dataclass(frozen=True, slots=True)
class Spot:
    """A line of a file (or of a cell of a notebook), as reports print it, with the column if that was given."""

    path: str
    cell: int | None
    line: int
    column: int | None

    def __str__(self) -> str:
        cell = "" if self.cell is None else f":cell {self.cell}"
        return f"{self.path}{cell}:{self.line}"


def spot(text: str) -> Spot | None:
    """The spot that `text` names; None if it looks like the name of a rule. Raises `ConfigError` for a file alone."""
    found = _SPOT.match(text)
    if found is None:
        if _FILE.search(text):
            raise ConfigError(f"{text}: say which line, as in {text.rstrip(':')}:12")
        return None
    cell, column = found["cell"], found["column"]
    return Spot(found["path"], int(cell) if cell else None, int(found["line"]), int(column) if column else None)


def explain(at: Spot, rules: Sequence[Rule], jobs: int | None, stream: TextIO) -> None:
    """Draw the request at a spot. Raises `ConfigError` if there is none."""
    from prefixlint.report import drawing, text

    run = _run(at, rules, jobs)
    here = SameFile(at.path)
    for finding in run.findings:
        if finding.code == UNREADABLE and here(finding.place.path):
            raise ConfigError(f"{finding.place}: {finding.message}")
    found = sites_at(at, run.maps, run.findings)
    if not found:
        raise ConfigError(_nothing(at, run.maps))
    first = found[0]
    width = shutil.get_terminal_size((80, 24)).columns
    pieces = drawing.render(
        first.picture, _title(first), first.findings, _notes(at, found, run.findings), width, drawing.glyphs(stream)
    )
    text.write(pieces, stream)


def _run(at: Spot, rules: Sequence[Rule], jobs: int | None) -> project.Run:
    """A run over all files of the project that may send what is written at the spot."""
    if not os.path.exists(at.path):
        raise ConfigError(f"{at.path}: no such file")
    if os.path.isdir(at.path):
        raise ConfigError(f"{at.path}: a folder; give a file and a line")
    file = os.path.abspath(at.path)
    top = root(os.path.dirname(file))
    folder = top if os.path.isabs(at.path) else os.path.relpath(top)
    here = os.path.normpath(os.path.join(folder, os.path.relpath(file, top)))
    code = here.endswith(SUFFIXES)
    options = {"scope": "project"}
    paths = [folder, here] if code else [folder]
    run = project.run(paths, rules, options, jobs, None, maps=True, narrow=lambda all: senders(here, all))
    return _nearer(run) if folder.startswith(os.pardir) else run


def _nearer(run: project.Run) -> project.Run:
    """The same with paths as they are typed in this folder, not through one above it."""
    known: dict[str, str] = {}

    def near(path: str) -> str:
        if path not in known:
            known[path] = os.path.relpath(path)
        return known[path]

    def changed(value: Any) -> Any:
        if isinstance(value, Place):
            return replace(value, path=near(value.path))
        if isinstance(value, tuple):
            return tuple(map(changed, value))
        if isinstance(value, (RequestMap, MapBlock, MapMarker, Part, Finding, Related, RequestInfo)):
            inner = {field.name: changed(getattr(value, field.name)) for field in fields(value)}
            return type(value)(**inner)
        return value

    return replace(run, maps=changed(run.maps), findings=changed(run.findings))


class SameFile:
    """Whether a path means a file."""

    def __init__(self, path: str) -> None:
        self._path = os.path.realpath(path)
        self._known: dict[str, bool] = {}

    def __call__(self, path: str) -> bool:
        if path not in self._known:
            self._known[path] = os.path.realpath(path) == self._path
        return self._known[path]


def sites_at(at: Spot, maps: Iterable[RequestMap], findings: Sequence[Finding]) -> list[Site]:
    """The sites that have to do with a spot, the one that is meant first: one that is sent before a mere text, then what
    stands closest around the spot, then the dearest."""
    here = SameFile(at.path)

    def close(place: Place) -> int | None:
        """How many lines a place has that covers the spot; None if it does not."""
        if place.cell != at.cell or not place.line <= at.line <= place.end_line or not here(place.path):
            return None
        alone = at.column is not None and place.line == place.end_line
        if alone and not place.column <= (at.column or 0) <= place.end_column:
            return None
        return place.end_line - place.line

    groups: dict[Place, list[RequestMap]] = {}
    nearest: dict[Place, int] = {}
    for one in shown(maps, findings):
        about = [finding for finding in findings if belongs(finding, one)]
        spans = [close(place) for place in (*_places(one), *(finding.place for finding in about))]
        lines = [lines for lines in spans if lines is not None]
        if lines:
            place = place_of(one)
            groups.setdefault(place, []).append(one)
            nearest[place] = min(*lines, nearest.get(place, lines[0]))
    if not groups and at.column is not None:
        return sites_at(Spot(at.path, at.cell, at.line, None), maps, findings)
    sites = [
        site(place, forms, [finding for finding in findings if any(belongs(finding, one) for one in forms)])
        for place, forms in groups.items()
    ]
    return sorted(sites, key=lambda one: (not one.picture.map.joined, nearest[one.place], one.rank))


def _places(one: RequestMap) -> Iterable[Place]:
    """Where `one` is written: the call, its blocks, their parts, and what marks them."""
    yield place_of(one)
    for block in one.blocks:
        yield block.place
        if block.marker is not None:
            yield block.marker.place
        for part in block.parts:
            yield part.place
            yield from (hop.place for hop in part.hops)


def _title(one: Site) -> str:
    name = one.picture.map.function
    return f"{name}  {one.place}" if name else str(one.place)


def _notes(at: Spot, found: Sequence[Site], findings: Sequence[Finding]) -> Iterable[str]:
    """How what is shown has to do with the spot, and what else does."""
    first = found[0]
    spans = first.place.cell == at.cell and first.place.line <= at.line <= first.place.end_line
    if not (spans and SameFile(at.path)(first.place.path)):
        yield f"What is written at {at} is sent here."
    if first.others:
        entries = [one.entry for one in (first.picture.map, *first.others) if one.entry]
        names = list(dict.fromkeys(entries))
        through = f", reached through {_named(names)}" if len(names) > 1 else ""
        yield f"One of {len(first.others) + 1} forms of this request{through}."
    if len(found) > 1:
        others = [_named([_brief(one)]) for one in found[1:]]
        yield f"Also at this line: {_named(others)}."


def _brief(one: Site) -> str:
    name = one.picture.map.function
    place = f"{one.place.file}:{one.place.line}"
    return f"{name} ({place})" if name else place


def _named(names: Sequence[str]) -> str:
    """Some names, and how many there are besides."""
    shown = ", ".join(names[:MAX_NAMED])
    return shown if len(names) <= MAX_NAMED else f"{shown} and {len(names) - MAX_NAMED} more"


def _nothing(at: Spot, maps: Iterable[RequestMap]) -> str:
    """One line that says where there is something."""
    here = SameFile(at.path)
    places = {place_of(one): one.function for one in maps if here(place_of(one).path)}
    cell = at.cell or 0
    order = sorted(places, key=lambda place: (abs((place.cell or 0) - cell), abs(place.line - at.line)))
    if not order:
        return f"{at}: no request here, nor anywhere else in this file"
    names = [f"{place.line if place.cell == at.cell else place}" for place in order]
    names = [f"{name} ({places[place]})" if places[place] else name for name, place in zip(names, order, strict=True)]
    word = "line" if len(names) == 1 else "lines"
    return f"{at}: no request here; the nearest of this file: {word} {_named(list(dict.fromkeys(names)))}"
