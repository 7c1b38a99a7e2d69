"""The figures of a run: what every report ends with.

Knows: findings and counts. Must not know: formats, files on disk, how anything is found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from prefixlint.finding import Finding, Severity


@dataclass(frozen=True, slots=True)
class Summary:
    """Figures of a run. `files_parsed` are those that may hold a prompt; all others cost next to nothing."""

    files: int
    files_parsed: int
    requests: int
    errors: int
    warnings: int
    notes: int
    seconds: float


def summarize(findings: Iterable[Finding], files: int, parsed: int, requests: int, seconds: float) -> Summary:
    """The figures for `findings` from `files` files."""
    counts = Counter(finding.severity for finding in findings)
    return Summary(
        files,
        parsed,
        requests,
        counts[Severity.ERROR],
        counts[Severity.WARNING],
        counts[Severity.NOTE],
        round(seconds, 3),
    )


def plural(count: int, noun: str) -> str:
    """`count` and `noun` in words: "1 file", "2 files"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def statistics(findings: Iterable[Finding]) -> str:
    """How often each rule spoke, most frequent first."""
    counts = Counter((finding.code, finding.name) for finding in findings)
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    return "".join(f"{count:>6}  {code}  {name}\n" for (code, name), count in rows)
