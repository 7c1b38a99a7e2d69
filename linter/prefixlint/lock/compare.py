"""Two states of the prompts of a project held against each other: which prefix moved, where, and what goes cold.

Knows: records, marks, how providers cache. Must not know: files, words for readers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from prefixlint.finding import Place
from prefixlint.knowledge.caches import CachePolicy
from prefixlint.lock import chunks
from prefixlint.lock.chunks import Mark
from prefixlint.lock.sites import Now, Run, Site, marks, plain
from prefixlint.requests.map import RequestMap
from prefixlint.requests.model import BlockKind

WORDS = 14  # of what is there now that are shown
NOTABLE = 32  # tokens; a shorter prefix that is shorter by fewer was edited, not broken


@dataclass(frozen=True, slots=True)
class Difference:
    """The first place where what stands in front is not what it was. `tokens` (estimated) stand before it and are the same.
    `before` and `after` are the first words of what was and is there ("" for nothing, or where only the beginning of the
    `passage` is known that was there), `label` says of which part of the request, `place` where that is written; None if
    nothing is left there."""

    tokens: int
    label: str
    before: str
    after: str
    place: Place | None
    passage: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A site that is not as it was locked. `kind`: "moved", "new", "gone", or "renamed" (the same under another name, so
    that no cache notices). `before` and `after` are the records; `place` is where it is today. `settings` are those that
    changed: name, before, after. Of a moved one, `cold` tokens in front have to be written to the cache again after the
    deploy, `warm` ones are found there, and `unshared` ones that could be reused before will not be any more."""

    kind: str
    before: Site | None
    after: Site | None
    place: Place | None
    first: Difference | None = None
    settings: tuple[tuple[str, str, str], ...] = ()
    cold: int = 0
    warm: int = 0
    unshared: int = 0
    minimum: int = 0

    @property
    def site(self) -> Site:
        """The record, of today if there is one."""
        found = self.after or self.before
        assert found is not None
        return found


def compare(locked: Iterable[Site], now: Sequence[Now]) -> list[Change]:
    """What is not as in `locked`, sorted by file and function."""
    before: dict[tuple[str, str], list[Site]] = {}
    after: dict[tuple[str, str], list[Now]] = {}
    for site in locked:
        before.setdefault(site.key, []).append(site)
    for one in now:
        after.setdefault(one.site.key, []).append(one)
    changes: list[Change] = []
    gone: list[Site] = []
    new: list[Now] = []
    for key in sorted({*before, *after}):
        old, fresh = before.get(key, []), after.get(key, [])
        pairs, old, fresh = _paired(old, fresh)
        changes += [moved(was, one) for was, one in pairs]
        gone += old
        new += fresh
    for site in gone:
        same = next((one for one in new if one.site.content == site.content and site.text), None)
        if same is not None:
            new.remove(same)
            changes.append(Change("renamed", site, same.site, same.map.place))
        else:
            changes.append(Change("gone", site, None, None))
    changes += [Change("new", None, one.site, one.map.place) for one in new]
    return sorted(changes, key=_order)


def _order(change: Change) -> tuple[object, ...]:
    place = change.place
    return (
        *change.site.key,
        place.line if place is not None else 0,
        place.column if place is not None else 0,
        change.kind,
    )


def _paired(old: list[Site], new: list[Now]) -> tuple[list[tuple[Site, Now]], list[Site], list[Now]]:
    """The forms of one site that changed, as pairs; then what is left on both sides. Equal ones are no change, wherever
    they stand."""
    left = list(new)
    gone: list[Site] = []
    for site in old:
        same = next((one for one in left if one.site.content == site.content), None)
        if same is None:
            gone.append(site)
        else:
            left.remove(same)
    pairs: list[tuple[Site, Now]] = []
    # Callers name a form best; then what it begins with; then its position.
    ways: tuple[Callable[[Site, Site], bool], ...] = (
        lambda a, b: bool(set(a.via) & set(b.via)),
        lambda a, b: bool(set(a.text) & set(b.text)) and a.api == b.api,
        lambda a, b: a.api == b.api,
        lambda a, b: True,
    )
    for alike in ways:
        for site in list(gone):
            found = next((one for one in left if alike(site, one.site)), None)
            if found is not None:
                pairs.append((site, found))
                gone.remove(site)
                left.remove(found)
    return pairs, gone, left


def moved(was: Site, now: Now) -> Change:
    """What changed of a site."""
    site, request = now.site, now.map
    settings = tuple(_settings(was, site))
    first = None if was.prefix == site.prefix else _difference(was, now)
    shared = site.tokens if first is None else first.tokens
    anew = any(name in ("provider", "api", "model") for name, _, _ in settings)
    warm = 0 if anew else _warm(request, now.runs, shared)
    useful = request.cache.mode != "none" and site.tokens >= request.cache.minimum
    return Change(
        "moved",
        was,
        site,
        request.place,
        first,
        settings,
        site.tokens - warm if useful else 0,
        warm,
        _unshared(was, site, request.cache),
        request.cache.minimum,
    )


def _unshared(was: Site, site: Site, policy: CachePolicy) -> int:
    """The tokens that are no longer in front because something else varies first."""
    less = was.tokens - site.tokens
    cached = policy.mode != "none" and was.tokens >= policy.minimum
    return less if cached and was.until != site.until and less >= NOTABLE else 0


def _settings(was: Site, site: Site) -> Iterable[tuple[str, str, str]]:
    for name in ("provider", "api", "model"):
        if getattr(was, name) != getattr(site, name):
            yield name, getattr(was, name) or "unknown", getattr(site, name) or "unknown"
    if was.tools != site.tools:
        same = sorted(was.tools) == sorted(site.tools)
        yield "order of the tools" if same else "tools", _names(was.tools), _names(site.tools)
    elif was.tools_digest != site.tools_digest:
        yield "definitions of the tools", was.tools_digest or "none", site.tools_digest or "none"
    if was.schema != site.schema:
        yield "schema", was.schema or "none", site.schema or "none"
    if was.breakpoints != site.breakpoints:
        yield "breakpoints", ", ".join(was.breakpoints) or "none", ", ".join(site.breakpoints) or "none"


def _names(tools: Sequence[str]) -> str:
    return "not known" if tuple(tools) == ("?",) else ", ".join(tools) or "none"


def _difference(was: Site, now: Now) -> Difference:
    """The first difference of the text."""
    old = was.marks
    fresh = [(run, piece, mark) for run in now.runs for piece, mark in _marked(run)]
    at = 0
    while at < min(len(old), len(fresh)) and old[at].key == fresh[at][2].key:
        at += 1
    tokens = sum(run.tokens_of(piece) for run, piece, _ in fresh[:at])
    before = old[at] if at < len(old) else None
    if at == len(fresh):
        label, shown = (before.label, before.shown) if before is not None else ("", "")
        end = now.map.breaks
        return Difference(tokens, label, shown, "", end.place if end is not None else None)
    run, piece, mark = fresh[at]
    inside = chunks.common(piece, before.steps) if before is not None and before.label == mark.label else 0
    tokens += run.tokens_of(piece[:inside]) if inside else 0
    offset = sum(len(text) for other, text, _ in fresh[:at] if other is run) + inside
    if run.text is None:
        return Difference(tokens, mark.label, before.shown if before else "", mark.shown, run.parts[0].place)
    after = chunks.first_words(piece[inside:] or piece, WORDS)
    shown = before.shown if before is not None else ""
    if inside:
        return Difference(tokens, mark.label, "", after, _place(run, offset), shown)
    return Difference(tokens, mark.label, shown, after, _place(run, offset))


def _marked(run: Run) -> Iterable[tuple[str, Mark]]:
    pieces = [""] if run.text is None else chunks.pieces(run.text)
    return zip(pieces, marks([run]), strict=True)


def _place(run: Run, offset: int) -> Place:
    """Where the character of a run is written: on its line if a literal is written as it is read."""
    for part in run.parts:
        text = plain(part.text)
        if offset < len(text) or part is run.parts[-1]:
            place = part.place
            continued = place.end_line - place.line - text.count("\n")  # 1: a backslash behind the quotes
            if continued in (0, 1):
                line = place.line + continued + text.count("\n", 0, offset)
                if line != place.line:
                    return Place(place.path, line, 1, place.end_line, place.end_column, place.cell)
            return place
        offset -= len(text)
    return run.parts[0].place


def _warm(request: RequestMap, runs: Sequence[Run], shared: int) -> int:
    """How many of the `shared` tokens in front are still found in the cache."""
    policy: CachePolicy = request.cache
    if policy.mode == "none":
        return 0
    if policy.mode == "prefix":
        step = policy.step or 1
        warm = shared // step * step
    else:
        ends = {end for end, _ in request.breakpoints}
        if policy.mode == "breakpoints":  # set at the end of messages as well
            ends |= {n for n, block in enumerate(request.blocks, 1) if block.kind is not BlockKind.TOOLS}
        sizes = (sum(run.tokens for run in runs if run.blocks <= end) for end in sorted(ends))
        warm = max((size for size in sizes if size <= shared), default=0)
    return warm if warm >= policy.minimum else 0
