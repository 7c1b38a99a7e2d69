"""The order of the steps for one text: sieve, parse, requests, rules, suppression, placing.

Knows: which step follows which. Must not know: disk, standard output, exit codes, threads.
"""

from __future__ import annotations

import gc
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from prefixlint.finding import Confidence, Finding, Place, Related, RequestInfo, Severity
from prefixlint.source import SourceError, decode
from prefixlint.syntax import sieve

if TYPE_CHECKING:
    from prefixlint.config import Settings
    from prefixlint.flow.engine import Files, Unit
    from prefixlint.flow.values import Origin
    from prefixlint.requests.model import Request
    from prefixlint.rule import Report, Rule

_WAYS = ("and comes through", "sent here")  # of another prompt, only the way and the end matter
MAX_PLACES = 12  # related places of a finding that harms several prompts
UNREADABLE = ("PFX000", "unreadable-source")


@dataclass(frozen=True, slots=True)
class Result:
    """What one file gave. `parsed` is False for a file that the sieve stopped, `readable` for one that could not be read."""

    findings: tuple[Finding, ...] = ()
    requests: int = 0
    parsed: bool = False
    readable: bool = True


def lint_text(
    path: str, data: bytes, settings: Settings, rules: Sequence[Rule], noqa: bool = True, files: Files | None = None
) -> Result:
    """Findings of the file `path` with content `data`, sorted; those in a text file that it fills stand in that. `noqa`
    says whether `# noqa` comments are honoured here (flake8 does that itself), `files` reads text files."""
    if not sieve.passes(data, settings.request_names):
        return Result()
    with uncollected():
        return _lint_text(path, data, settings, rules, noqa, files)


@contextmanager
def uncollected() -> Iterator[None]:
    """No garbage collection: a tree is a million objects that all stay alive, and looking through them again and again
    costs a quarter of the time."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _lint_text(
    path: str, data: bytes, settings: Settings, rules: Sequence[Rule], noqa: bool, files: Files | None
) -> Result:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Python complains about escapes in the code under analysis
        try:
            text = decode(data)
            unit = read(path, text, settings)
        except SourceError as error:
            return Result((unreadable(path, error),), readable=False)
        requests = requests_of(unit, settings, files)
    reports = check(requests, rules)
    findings = [(place(report, unit), report) for report in reports if wanted(report, settings)]
    if findings:
        from prefixlint.suppress import parse

        suppressions = parse(text)
        findings = [
            (finding, report)
            for finding, report in findings
            if not any(suppressions.hides(one, noqa) for one in _here(finding, path))
            and not _hidden_in_text(finding, report)
        ]
    joined = sum(1 for request in requests if request.joined)
    found = sorted((finding for finding, _ in findings), key=lambda finding: finding.sort_key)
    return Result(tuple(found), joined, parsed=True)


def read(path: str, text: str, settings: Settings) -> Unit:
    """The parsed and indexed file. Raises `SourceError`."""
    from prefixlint.flow.engine import Unit
    from prefixlint.requests.sites import interest
    from prefixlint.syntax.facts import index
    from prefixlint.syntax.parse import Tree

    tree = Tree(path, text)
    return Unit(path, tree, index(tree.module, interest(tables(settings))))


def tables(settings: Settings):  # type: ignore[no-untyped-def]
    """The knowledge tables with the user's rows."""
    from prefixlint.knowledge.load import Extra, knowledge

    return knowledge(Extra(tuple(settings.request_names), tuple(settings.volatile), tuple(settings.stable)))


def _here(finding: Finding, path: str) -> Iterator[Finding]:
    """`finding` where a comment of the file `path` can hide it: at its place; if that is in a text file, at the lines of
    Python beside it, because nobody should have to write a comment into a prompt."""
    if finding.place.path == path:
        yield finding
        return
    for related in finding.related:
        if related.place.path == path:
            yield replace(finding, place=related.place)


def _hidden_in_text(finding: Finding, report: Report) -> bool:
    """Whether a comment of the text file in which `finding` stands hides it."""
    from prefixlint.suppress import parse
    from prefixlint.syntax.document import Span

    node = report.culprit.node
    if not isinstance(node, Span) or "prefixlint:" not in node.document.text:
        return False
    return parse(node.document.text).hides(finding, noqa=False)


def requests_of(unit: Unit, settings: Settings, files: Files | None = None) -> list[Request]:
    """Every request and prompt text of a file, in no particular order."""
    from prefixlint.flow.analyse import analyse, engine
    from prefixlint.requests.sites import Recorder

    known = tables(settings)
    recorder = Recorder(known)
    analyse(unit, engine(known, recorder, files=files))
    return list(recorder.finish().values())


def check(requests: Sequence[Request], rules: Iterable[Rule]) -> list[Report]:
    """The reports of all rules: one for each code and culprit. What a request that is really sent says of a culprit
    outweighs what a prompt text on its own says."""
    from prefixlint.rule import ProjectRule, RequestRule

    best: dict[tuple[str, object], Report] = {}
    elsewhere: dict[tuple[str, object], list[tuple[Origin, str]]] = {}
    sent = {id(segment.origin.node) for request in requests if request.joined for _, segment in request.segments()}
    for rule in rules:
        found: list[Report] = []
        if isinstance(rule, RequestRule):
            for request in requests:
                found.extend(rule.check(request))
        elif isinstance(rule, ProjectRule):
            found.extend(rule.check_all(requests))
        for report in found:
            if not report.request.joined and id(report.culprit.node) in sent:
                continue
            # Neighbouring rules may see one culprit in two requests; the cause tells one defect from another.
            key = (report.reason, report.culprit.node)
            known = best.get(key)
            if known is None:
                best[key] = report
                continue
            stronger, weaker = (report, known) if _weight(report) > _weight(known) else (known, report)
            best[key] = stronger
            elsewhere.setdefault(key, []).extend(weaker.related)
    return [_with_places(report, elsewhere.get(key, ())) for key, report in best.items()]


def _with_places(report: Report, places: Iterable[tuple[Origin, str]]) -> Report:
    """`report` with the places where the same culprit does harm in other prompts of the file."""
    related = list(report.related)
    nodes = {origin.node for origin, _ in related}
    for origin, message in places:
        if origin.node not in nodes and message.startswith(_WAYS) and len(related) < MAX_PLACES:
            nodes.add(origin.node)
            related.append((origin, message))
    return report if len(related) == len(report.related) else replace(report, related=tuple(related))


def _weight(report: Report) -> tuple[int, int, int, int, int]:
    """Which of two reports about one culprit is kept: the more severe, surer, larger one."""
    loss = report.loss.tokens_low if report.loss is not None else 0
    return (report.severity, report.confidence, report.request.joined, report.request.has_history, loss)


def wanted(report: Report, settings: Settings) -> bool:
    """Whether settings let a report through."""
    if report.confidence is Confidence.POSSIBLE and not settings.pedantic:
        return False
    if report.about.pedantic and not settings.pedantic:
        return False
    return report.severity >= settings.floor


def place(report: Report, unit: Unit) -> Finding:
    """A finding with lines and columns; related places that fall together are listed once."""
    request = report.request
    primary = located(report.culprit, unit)
    seen: set[tuple[Place, str]] = set()
    related: list[Related] = []
    for origin, message in report.related:
        where = located(origin, unit)
        if (where, message) not in seen and where != primary:
            seen.add((where, message))
            related.append(Related(where, message))
    info = RequestInfo(located(request.origin, unit), request.provider, request.api, request.model)
    return Finding(
        report.about.code, report.about.name, report.severity, report.confidence, report.reason, primary, report.message,
        info, tuple(related), report.loss, report.fix,
    )  # fmt: skip


def located(origin: Origin, unit: Unit) -> Place:
    """Where something stands: in the file, or in a text file that it reads."""
    from prefixlint.syntax.document import Span

    return origin.node.document.place(origin.node) if isinstance(origin.node, Span) else unit.tree.place(origin.node)


def unreadable(path: str, error: SourceError) -> Finding:
    """The finding for a file that cannot be read or parsed."""
    where = Place(path, error.line, error.column, error.line, error.column)
    code, name = UNREADABLE
    return Finding(code, name, Severity.ERROR, Confidence.CERTAIN, "unreadable", where, error.message)
