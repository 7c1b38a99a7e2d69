"""Request sites: the forms that a request at one place takes, with what was found of them, the dearest first.

Knows: maps of requests, findings, places. Must not know: files, output, how anything is found.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prefixlint.finding import Finding, Place
from prefixlint.picture.draw import picture
from prefixlint.picture.figures import cached
from prefixlint.picture.model import Picture

if TYPE_CHECKING:
    from prefixlint.requests.map import RequestMap


@dataclass(frozen=True, slots=True)
class Site:
    """A request, or a prompt text that nothing in sight sends, at `place`. `picture` is that of the form that matters most;
    `others` are the maps of the other forms; `findings` those of all forms, the most severe first."""

    place: Place
    picture: Picture
    others: tuple[RequestMap, ...]
    findings: tuple[Finding, ...]

    @property
    def loss(self) -> int:
        """What it loses with each call, in tokens; 0 for what could not be cached anyway."""
        return self.picture.cached.gain

    @property
    def rank(self) -> tuple[object, ...]:
        """The order of reports: what loses most, then what was found, then what could be better, then the place."""
        worst = max((int(finding.severity) for finding in self.findings), default=-1)
        drawn = self.picture
        return (
            -self.loss,
            -worst,
            not drawn.repaid,
            -drawn.lost,
            -drawn.cached.after,
            not drawn.map.joined,
            self.place,
        )


def place_of(one: RequestMap) -> Place:
    """Where a reader looks for `one`: where it is sent or built, or if that is a whole module where its text is written."""
    return (
        one.place if not _module(one.place) else next((part.place for _, part in one.parts() if part.text), one.place)
    )


def _module(place: Place) -> bool:
    return (place.line, place.column, place.end_line) == (1, 1, 1) and place.end_column <= 2


def belongs(finding: Finding, one: RequestMap) -> bool:
    """Whether `finding` speaks of `one`."""
    if finding.request is None or finding.request.place != one.place:
        return False
    return not _module(one.place) or any(part.place == finding.place for _, part in one.parts())


def shown(maps: Iterable[RequestMap], findings: Iterable[Finding]) -> list[RequestMap]:
    """Those of `maps` that are worth a look: not texts that are seen with what sends them, or as part of a larger text, or
    whose only flaw is reported of another."""
    maps = list(maps)
    named = {finding.request.place for finding in findings if finding.request is not None}
    blamed = {one.breaks.place for one in maps if one.place in named and one.breaks is not None}
    sent = {part.place for one in maps if one.joined for _, part in one.parts()}
    texts = [(one, _written(one)) for one in maps if not one.joined and one.place not in named]
    users: dict[Place, list[tuple[RequestMap, set[Place]]]] = {}
    for one, written in texts:
        for place in written:
            users.setdefault(place, []).append((one, written))
    dropped = set()
    for one, written in texts:
        first = next(iter(written), None)
        larger = any(written < other for _, other in users.get(first, ())) if first is not None else False
        if larger or written <= sent or (one.breaks is not None and one.breaks.place in blamed):
            dropped.add(id(one))
    return [one for one in maps if id(one) not in dropped]


def _written(one: RequestMap) -> set[Place]:
    """Where the parts of `one` are written, as far as they are."""
    return {part.place for block in one.blocks if not block.assumed for part in block.parts}


def gather(maps: Iterable[RequestMap], findings: Sequence[Finding]) -> list[Site]:
    """The sites of `maps` with what was found of them, the dearest first."""
    groups: dict[Place, list[RequestMap]] = {}
    for one in shown(maps, findings):
        groups.setdefault(place_of(one), []).append(one)
    of_place: dict[Place, list[Finding]] = {}
    for finding in findings:
        if finding.request is not None:
            of_place.setdefault(finding.request.place, []).append(finding)
    sites = []
    for place, forms in groups.items():
        here = {one.place for one in forms}
        about = [
            finding
            for where in here
            for finding in of_place.get(where, ())
            if any(belongs(finding, one) for one in forms)
        ]
        sites.append(site(place, forms, about))
    return sorted(sites, key=lambda one: one.rank)


def site(place: Place, forms: Sequence[RequestMap], findings: Iterable[Finding]) -> Site:
    """The site of `forms`, which are several looks at one request."""
    about = tuple(sorted(set(findings), key=lambda finding: (-int(finding.severity), finding.sort_key)))
    culprits = {finding.place for finding in about}

    def weight(one: RequestMap) -> tuple[object, ...]:
        parts = list(one.parts())
        size = sum(part.counted.estimate for _, part in parts)
        seen = len(culprits.intersection(part.place for _, part in parts))
        return (seen, one.joined, cached(one).gain, size)

    ordered = sorted(forms, key=weight, reverse=True)
    return Site(place, picture(ordered[0]), tuple(ordered[1:]), about)
