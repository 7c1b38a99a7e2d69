"""Findings that are known and left for later: a file of them, by flow and not by line (`check --baseline`).

Knows: findings, their fingerprints, settings. Must not know: how anything is found, other reports.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import msgspec

from prefixlint import ledger
from prefixlint.config import UNREADABLE
from prefixlint.finding import Confidence, Finding, Place
from prefixlint.fingerprint import fingerprint, relative

VERSION = 1
COMMENT = """\
Known findings of prefixlint, which `prefixlint check --baseline` does not show. Check this file in; do not edit it:
`prefixlint check --write-baseline` writes it anew, without those that are mended."""
MAX_SHOWN = 80  # characters of a culprit

Lines = Callable[[str, int | None], list[str]]


class Entry(msgspec.Struct, frozen=True):
    """A known finding; `path` is seen from the folder of the file. `count` of them have the same fingerprint. All but
    `fingerprint` and `count` is for readers, and to tell what one run could not have seen."""

    fingerprint: str
    code: str
    path: str
    severity: str = "warning"
    function: str = ""
    culprit: str = ""
    pedantic: bool = False
    count: int = 1

    def __str__(self) -> str:
        inside = f" in {self.function}" if self.function else ""
        times = f" ({self.count} times)" if self.count > 1 else ""
        return f"{self.path}: {self.code} `{self.culprit}`{inside}{times}"


class Baseline(msgspec.Struct, frozen=True):
    """The file."""

    version: int = VERSION
    finding: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Matched:
    """Findings held against a baseline: those that are `new`, how many are `known`, and entries, or parts of them, that no
    longer occur although the run would have seen them."""

    new: tuple[Finding, ...]
    known: int
    removable: tuple[Entry, ...]


def read(file: str) -> Baseline:
    """The baseline in `file`. Raises `ConfigError`."""
    return ledger.read(file, Baseline, VERSION, f"`prefixlint check --write-baseline {file}`")


def match(
    findings: Sequence[Finding], baseline: Baseline, file: str, line_of: Lines, seen: Callable[[Entry], bool]
) -> Matched:
    """`findings` held against `baseline`, which was read from `file`; `seen` says whether this run would have reported an
    entry if it were still there. Where more have one fingerprint than are known, the last ones are new."""
    base = os.path.dirname(os.path.abspath(file))
    left: Counter[str] = Counter()
    for entry in baseline.finding:
        left[entry.fingerprint] = max(left[entry.fingerprint], entry.count)  # a merge may have kept it twice
    new: list[Finding] = []
    for finding in findings:
        mark = "" if finding.code == UNREADABLE else fingerprint(finding, line_of, base)
        if left[mark] > 0:
            left[mark] -= 1
        else:
            new.append(finding)
    removable = (msgspec.structs.replace(one, count=left[one.fingerprint]) for one in baseline.finding if seen(one))
    return Matched(tuple(new), len(findings) - len(new), tuple(one for one in removable if one.count > 0))


def entries(findings: Iterable[Finding], file: str, line_of: Lines) -> list[Entry]:
    """What a baseline in `file` says of `findings`. A file that cannot be read is never known: nobody knows what is in
    it."""
    base = os.path.dirname(os.path.abspath(file))
    found: dict[str, Entry] = {}
    for finding in findings:
        if finding.code == UNREADABLE:
            continue
        mark = fingerprint(finding, line_of, base)
        if mark in found:
            found[mark] = msgspec.structs.replace(found[mark], count=found[mark].count + 1)
            continue
        found[mark] = Entry(
            mark,
            finding.code,
            relative(finding.place.path, base),
            finding.severity.name.lower(),
            finding.function,
            _shown(finding.place, line_of),
            finding.confidence is Confidence.POSSIBLE,
        )
    return list(found.values())


def _shown(place: Place, line_of: Lines) -> str:
    """The first line of a culprit as it is written, shortened."""
    lines = line_of(place.path, place.cell)
    if not 1 <= place.line <= len(lines):
        return ""
    end = place.end_column - 1 if place.end_line == place.line else None
    text = " ".join(lines[place.line - 1][place.column - 1 : end].split())
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 3].rstrip() + "..."


def write(file: str, known: Iterable[Entry]) -> None:
    """Write a baseline. Raises `ConfigError`."""
    ledger.write(file, ledger.render(COMMENT, {"version": VERSION}, "finding", map(_row, sorted(known, key=_order))))


def _order(entry: Entry) -> tuple[str, str, str, str]:
    return (entry.path, entry.function, entry.code, entry.fingerprint)


def _row(entry: Entry) -> dict[str, ledger.Value]:
    row: dict[str, ledger.Value] = {
        "path": entry.path,
        "function": entry.function,
        "code": entry.code,
        "severity": entry.severity,
        "culprit": entry.culprit,
        "fingerprint": entry.fingerprint,
    }
    if entry.count > 1:
        row["count"] = entry.count
    if entry.pedantic:
        row["pedantic"] = True
    return row
