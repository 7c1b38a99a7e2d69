"""What all files together say: one finding for each culprit, taken back where another file knows better.

A file is checked with what it imports in sight. What it says of a parameter is a guess as long as nobody calls the
function, and what it says of a text that it does not send holds only as long as nobody else sends it.

Knows: candidates of all files. Must not know: files, trees, how anything is found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from prefixlint.finding import Finding, Place, Related, Severity
from prefixlint.lint import WAYS, Candidate, Result
from prefixlint.unused import UNUSED

if TYPE_CHECKING:
    from prefixlint.rule import Rule


def settle(
    results: Sequence[Result],
    everything: bool,
    rules: Sequence[Rule] = (),
    projects: Sequence[str] = (),
    used: Callable[[Place], bool] | None = None,
) -> list[Finding]:
    """The findings of a run, in no particular order; `everything` says that all callers in the project were looked at.
    `rules` compare the requests of each project; `projects` says of each result to which it belongs. `used` says whether
    a prompt text in the body of a module is named anywhere else; who does not know says nothing."""
    passed: set[str] = set()
    unclear: set[str] = set()
    sent: set[Place] = set()
    taken: set[Place] = set()
    if everything:
        for result in results:
            passed |= result.passed
            unclear |= result.unclear
            sent |= result.sent
            taken |= result.taken
    best: dict[tuple[str, Place], Candidate] = {}
    passed -= unclear  # somebody may still pass what the name says
    for candidate in (one for result in results for one in result.candidates):
        finding = candidate.finding
        if candidate.parameter_of in passed or (not candidate.joined and finding.place in sent):
            continue
        if finding.request is not None and finding.request.place in taken:
            continue
        key = (finding.code, finding.place)
        known = best.get(key)
        best[key] = candidate if known is None else _stronger(known, candidate)
    settled = [_quieted(candidate, used if everything else None) for candidate in best.values()]
    if everything and projects:
        return settled + _compared(results, rules, projects)
    return settled + [finding for result in results for finding in result.compared]


_ENDS = (*WAYS, "part of this prompt")
MAX_PLACES = 16  # under one finding, of all requests that it is about


def _quieted(candidate: Candidate, used: Callable[[Place], bool] | None) -> Finding:
    """The finding, a note if its prompt is a text of a module that nothing names."""
    finding = candidate.finding
    told = finding.request is not None and not finding.request.function and finding.severity > Severity.NOTE
    if used is None or candidate.joined or not told or finding.request is None or used(finding.request.place):
        return finding
    return replace(finding, severity=Severity.NOTE, message=finding.message + UNUSED)


def _compared(results: Sequence[Result], rules: Sequence[Rule], projects: Sequence[str]) -> list[Finding]:
    """What comes of comparing the requests of each project."""
    grouped: dict[str, list[Result]] = {}
    for result, project in zip(results, projects, strict=True):
        grouped.setdefault(project, []).append(result)
    found: list[Finding] = []
    for group in grouped.values():
        sites = [site for result in group for site in result.sites]
        if sites:
            from prefixlint.compare import compared, scene

            found.extend(compared(scene(sites, any(result.reads_usage for result in group)), rules))
    return found


def _stronger(one: Candidate, other: Candidate) -> Candidate:
    """Of two findings about one culprit the more severe, surer, larger one, with the places of both."""
    first, second = (other, one) if _weight(other) > _weight(one) else (one, other)
    places = {related.place for related in first.finding.related} | {first.finding.place}
    more = tuple(_new(second.finding, places))
    return replace(first, finding=replace(first.finding, related=(*first.finding.related, *more))) if more else first


def _new(finding: Finding, known: Iterable[Place]) -> Iterator[Related]:
    """Where else the prompt of `finding` is sent or built, and by which way its culprit gets there."""
    seen = set(known)
    for related in finding.related:
        if related.message.startswith(_ENDS) and related.place not in seen and len(seen) < MAX_PLACES:
            seen.add(related.place)
            yield related


def _weight(candidate: Candidate) -> tuple[int, int, bool, int]:
    finding = candidate.finding
    return (finding.severity, finding.confidence, candidate.joined, finding.loss.tokens_low if finding.loss else 0)
