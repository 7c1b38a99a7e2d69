"""What a finding is recognised by in the next run, although its lines have moved.

Knows: findings, source lines it is handed. Must not know: formats, how anything is found, where results are kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from prefixlint.finding import Finding, Place
from prefixlint.fingerprint import fingerprint
from prefixlint.report.rooted import Root

Lines = Callable[[str, int | None], Sequence[str]]  # of a file, or of a cell of a notebook


def fingerprints(findings: Iterable[Finding], lines: Lines, root: Root) -> list[str]:
    """One for each finding, in their order, all different: those that nothing tells apart are numbered."""
    seen: Counter[str] = Counter()
    found: list[str] = []
    for finding in findings:
        one = fingerprint(finding, lambda path, cell: list(lines(path, cell)), root.folder)
        seen[one] += 1
        found.append(one if seen[one] == 1 else f"{one}:{seen[one]}")
    return found


def source(place: Place, lines: Lines) -> str:
    """What stands at `place`; "" if it cannot be read."""
    here = lines(place.path, place.cell)[place.line - 1 : place.end_line]
    if len(here) != place.end_line - place.line + 1 or not here:
        return ""
    if len(here) == 1:
        return here[0][place.column - 1 : place.end_column - 1]
    return "\n".join([here[0][place.column - 1 :], *here[1:-1], here[-1][: place.end_column - 1]])
