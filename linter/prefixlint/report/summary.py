"""The figures of a run: what every report ends with.

Knows: findings and counts. Must not know: formats, files on disk, how anything is found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from prefixlint.finding import Finding, Loss, Severity
from prefixlint.report.loss import dollars


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
    """How often each rule spoke, most frequent first, and what its findings lose; then what each request loses, the largest
    first. A token of a request is lost once, however many findings lose it."""
    found = list(findings)
    counts = Counter((finding.code, finding.name) for finding in found)
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    width = max((len(name) for (_, name), _ in rows), default=0)
    lines = []
    for (code, name), count in rows:
        figures = _Sum.of(finding.loss for finding in found if finding.code == code)
        lines.append(f"{count:>6}  {code}  {name:<{width}}  {figures.words}".rstrip())
    sites = [one for one in _sites(found).items() if one[1].tokens or one[1].dollars]
    if sites:
        lines += ["", "Lost at each request:"]
        sites.sort(key=lambda site: (-(site[1].dollars or 0), -site[1].tokens, site[0]))
        lines.extend(f"  {figures.words:<{max(len(one.words) for _, one in sites)}}  {name}" for name, figures in sites)
    if any(figures.dollars is not None for _, figures in sites):
        total = dollars(sum(figures.dollars or 0 for _, figures in sites))
        lines += [
            "",
            f"In all {'up to ' if any(one.most for _, one in sites) else ''}{total} per day at the stated calls.",
        ]
    return "".join(f"{line}\n" for line in lines)


@dataclass(frozen=True, slots=True)
class _Sum:
    """What several findings lose. `most`: it is not lost with each call, but may be."""

    tokens: int = 0
    exact: bool = True
    dollars: float | None = None
    most: bool = False

    @classmethod
    def of(cls, losses: Iterable[Loss | None]) -> _Sum:
        """The sum of `losses`."""
        known = [loss for loss in losses if loss is not None]
        amounts = [loss.dollars_per_day for loss in known if loss.dollars_per_day is not None]
        return cls(
            sum(loss.tokens for loss in known),
            all(loss.exact for loss in known),
            sum(amounts) if amounts else None,
            any(loss.per != "call" for loss in known if loss.dollars_per_day),
        )

    @property
    def words(self) -> str:
        """As a report says it."""
        if not self.tokens:
            return ""
        tokens = f"{'' if self.exact else 'about '}{plural(self.tokens, 'token')}"
        if self.dollars is None:
            return tokens
        return f"{tokens}, {'up to ' if self.most else ''}{dollars(self.dollars)} per day"


def _sites(findings: Iterable[Finding]) -> dict[str, _Sum]:
    """What is lost at each request: the largest loss of its findings."""
    largest: dict[str, Loss] = {}
    for finding in findings:
        request, loss = finding.request, finding.loss
        if request is not None and loss is not None:
            place = f"{request.place.file}:{request.place.line}"
            name = " ".join(part for part in (place, request.function, request.model or "") if part)
            known = largest.get(name)
            if known is None or (loss.dollars_per_day or 0, loss.tokens) > (known.dollars_per_day or 0, known.tokens):
                largest[name] = loss
    return {name: _Sum.of([loss]) for name, loss in largest.items()}
