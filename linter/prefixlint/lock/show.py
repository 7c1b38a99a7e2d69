"""What changed since the lock was written, in words: for people, as one line each, and as data.

Knows: changes. Must not know: how they were found, files.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from prefixlint.finding import Place
from prefixlint.lock.compare import Change, Difference
from prefixlint.lock.sites import Site
from prefixlint.report.summary import plural

MAX_ALIKE = 3  # further sites of one difference that are named
_PARTS = {"tools": "definition of the tools", "schema": "schema", "switch": "settings"}
_KINDS = ("moved", "new", "gone", "renamed")


def text(changes: Sequence[Change], file: str, remark: str, color: bool = False) -> str:
    """The changes for people."""
    if not changes:
        return f"{file}: up to date.\n"
    bold, dim, red, green, end = ("\33[1m", "\33[2m", "\33[31m", "\33[32m", "\33[0m") if color else ("",) * 5
    lines: list[str] = []
    for group in _grouped(changes):
        change = group[0]
        where = str(change.place) if change.place is not None else change.site.file
        lines += [f"{bold}{where}{end}: {_headline(change)}"]
        for name, before, after in change.settings:
            lines += [f"    {name}:", f"      {red}- {before}{end}", f"      {green}+ {after}{end}"]
        if change.first is not None:
            lines.append(f"    {_where(change, change.first)}:")
            if change.first.passage:
                lines.append(f'      in the passage "{change.first.passage}"')
            elif change.first.before:
                lines.append(f"      {red}- {change.first.before}{end}")
            lines.append(f"      {green}+ {change.first.after or _end(change)}{end}")
        if cost := _cost(change):
            lines.append(f"    {cost}")
        if len(group) > 1:
            named = [_again(one, change) for one in group[1 : MAX_ALIKE + 1]]
            more = f" and {len(group) - 1 - MAX_ALIKE} more" if len(group) - 1 > MAX_ALIKE else ""
            lines.append(f"    {dim}the same in {', '.join(named)}{more}{end}")
        lines.append("")
    lines.append(f"{file} is out of date: {counts(changes)}.")
    if remark:
        lines.append(remark)
    lines.append("If that is meant, run `prefixlint lock` and commit the file.")
    return "\n".join(lines) + "\n"


def concise(changes: Iterable[Change]) -> str:
    """The changes, one line each."""
    return "".join(f"{line(change)}\n" for change in changes)


def line(change: Change) -> str:
    """One change as a line."""
    where = str(change.place) if change.place is not None else change.site.file
    told = [_headline(change)]
    told += [f"{name} {before} -> {after}" for name, before, after in change.settings]
    if change.first is not None:
        first = change.first
        old = f'in the passage "{first.passage}"' if first.passage else f'"{first.before}"'
        told.append(f'{_where(change, first)}: {old} -> "{first.after or _end(change)}"')
    told += [cost] if (cost := _cost(change)) else []
    return f"{where}: LOCK {'; '.join(told)}"


def counts(changes: Iterable[Change]) -> str:
    """How many of which kind."""
    kinds = [change.kind for change in changes]
    return ", ".join(
        f"{plural(kinds.count(kind), 'prefix') if kind == 'moved' else kinds.count(kind)} {kind}".replace(
            "prefixs", "prefixes"
        )
        for kind in _KINDS
        if kind in kinds
    )


def _headline(change: Change) -> str:
    site = change.site
    if change.kind == "new":
        return f"new: {_what(site)} is not in the lock (about {site.tokens:,} tokens in front)"
    if change.kind == "gone":
        return f"gone: {_what(site)} is in the lock, but not in the source"
    if change.kind == "renamed" and change.before is not None:
        before = change.before
        old = before.name if before.file == site.file else f"{before.name} of {before.file}"
        return f"renamed: {old} is {site.name} now; what it sends is the same, nothing goes cold"
    return f"moved: the prefix of {_what(site)}"


def _what(site: Site) -> str:
    to = " ".join(part for part in (site.provider, site.api, site.model) if part)
    via = f", called by {_caller(site)}" if site.via else ""
    return f"{site.name} ({to}{via})"


def _again(change: Change, first: Change) -> str:
    """Another site of the same difference."""
    site = change.site
    if site.via and site.key == first.site.key:
        return f"the one called by {_caller(site)}"
    return f"{site.name} ({change.place or site.file})"


def _caller(site: Site) -> str:
    path, _, function = site.via[0].rpartition("::")
    return function or path


def _where(change: Change, first: Difference) -> str:
    site = change.site
    part = first.label.rstrip("?*").partition("#")[0]
    what = _PARTS.get(part, f"{part} text" if part else "text")
    place = f" ({first.place})" if first.place is not None else ""
    return f"the {what} differs at about token {first.tokens:,} of {site.tokens:,}{place}"


def _end(change: Change) -> str:
    until = change.site.until
    return f"(here the prefix ends now: {until})" if until else "(here it ends now)"


def _cost(change: Change) -> str:
    """What it means after the deploy."""
    if change.kind != "moved":
        return ""
    if not change.cold and not change.unshared:
        if change.minimum and change.site.tokens < change.minimum:
            return f"nothing goes cold: {change.site.tokens:,} tokens are under the minimum of {change.minimum:,}"
        return "nothing goes cold"
    told = []
    if change.cold:
        shared = change.first.tokens if change.first is not None else 0
        few = f" (those in front are under the minimum of {change.minimum:,})" if 0 < shared < change.minimum else ""
        told.append(f"about {change.cold:,} tokens are cold after the deploy, {change.warm:,} stay warm{few}")
    if change.unshared:
        told.append(f"about {change.unshared:,} tokens that were shared are not any more")
    return "; ".join(told)


def _grouped(changes: Iterable[Change]) -> list[list[Change]]:
    """Changes that are the same edit, seen in several sites."""
    groups: dict[object, list[Change]] = {}
    for change in changes:
        first = change.first
        alone = first is None or first.place is None or change.settings
        key = id(change) if first is None or alone else (first.place, first.after)
        groups.setdefault(key, []).append(change)
    return list(groups.values())


class JsonFirst(msgspec.Struct, frozen=True):
    """The first difference; see `compare.Difference`."""

    tokens: int
    part: str
    before: str
    after: str
    passage: str
    path: str | None
    line: int | None
    column: int | None
    cell: int | None


class JsonSetting(msgspec.Struct, frozen=True):
    """A setting that changed."""

    name: str
    before: str
    after: str


class JsonChange(msgspec.Struct, frozen=True):
    """A site that is not as it was locked; its place is null where it is gone."""

    kind: str
    file: str
    function: str
    path: str | None
    line: int | None
    column: int | None
    cell: int | None
    provider: str | None
    api: str
    model: str | None
    callers: list[str]
    tokens_before: int | None
    tokens_after: int | None
    cold_tokens: int
    warm_tokens: int
    unshared_tokens: int
    first_difference: JsonFirst | None
    settings: list[JsonSetting]
    message: str


def data(changes: Iterable[Change], file: str) -> dict[str, Any]:
    """The key `locked` of the JSON report."""
    found = [_json(change) for change in changes]
    return {"file": _clean(file), "up_to_date": not found, "changes": found}


def _json(change: Change) -> JsonChange:
    site, first = change.site, change.first
    return JsonChange(
        change.kind,
        _clean(site.file),
        site.function,
        *_at(change.place),
        site.provider or None,
        site.api,
        site.model or None,
        [_clean(one) for one in site.via],
        change.before.tokens if change.before is not None else None,
        change.after.tokens if change.after is not None else None,
        change.cold,
        change.warm,
        change.unshared,
        None
        if first is None
        else JsonFirst(
            first.tokens,
            first.label,
            _clean(first.before),
            _clean(first.after),
            _clean(first.passage),
            *_at(first.place),
        ),
        [JsonSetting(*map(_clean, setting)) for setting in change.settings],
        _clean(line(change).partition(": LOCK ")[2]),
    )


def _at(place: Place | None) -> tuple[str | None, int | None, int | None, int | None]:
    return (None, None, None, None) if place is None else (_clean(place.path), place.line, place.column, place.cell)


def _clean(text: str) -> str:
    """`text` as JSON can carry it: a file name that is no UTF-8 holds lone surrogates."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
