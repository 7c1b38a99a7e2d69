"""The order of the steps for one text: sieve, parse, requests, rules, suppression, placing.

Knows: which step follows which. Must not know: disk, standard output, exit codes, threads.
"""

from __future__ import annotations

import gc
import os
import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from prefixlint.finding import Confidence, Finding, Place, Related, RequestInfo, Severity
from prefixlint.fingerprint import relative
from prefixlint.homes import entry, function, located, maps_of
from prefixlint.source import SourceError, decode
from prefixlint.syntax import sieve
from prefixlint.syntax.notebook import Notebook, cells, is_notebook, searched

if TYPE_CHECKING:
    from libcst import CSTNode, FunctionDef

    from prefixlint.callers import Callers
    from prefixlint.config import Settings
    from prefixlint.flow.engine import Files, Resolver, Unit
    from prefixlint.flow.values import Origin
    from prefixlint.loader import Loader
    from prefixlint.requests.families import Site
    from prefixlint.requests.map import RequestMap
    from prefixlint.requests.model import Request
    from prefixlint.rule import Report, Rule
    from prefixlint.suppress import Suppressions

WAYS = ("and comes through", "sent here")  # of another prompt, only the way and the end matter
MAX_PLACES = 12  # related places of a finding that harms several prompts
_TESTS = re.compile(r"(?:^|/)(?:tests?|testing)/|(?:^|/)(?:test_[^/]*|[^/]*_test|conftest)\.py$")
UNREADABLE = ("PFX000", "unreadable-source")

# Makes the maps of a file whose trees it holds; what it is given is called now and then, and may raise to give up.
Drawing = Callable[[Callable[[], None]], "tuple[RequestMap, ...]"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A finding that other files may still take back. `joined` says that its prompt is sent somewhere in sight;
    `parameter_of` is the parameter of a function that is to blame, so that its callers have the last word; "" if none."""

    finding: Finding
    joined: bool = True
    parameter_of: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What one file gave. `parsed` is False for a file that the sieve stopped, `readable` for one that could not be read.

    `passed` are parameters of functions, in this file or others, to which its functions pass something that is known,
    `unclear` those to which they pass something that is not; `sent` places in other files of what varies in prompts that
    are sent from here, `taken` places of prompt objects in other files that requests of this one have taken up. `sites` are
    its requests as they are compared with those of other files, `compared` what comes of comparing them among themselves;
    `reads_usage` says that the file looks at the figures of the cache (if anybody asks). `maps` show its requests and
    prompt texts (if anybody asks), sorted by place.
    """

    candidates: tuple[Candidate, ...] = ()
    requests: int = 0
    parsed: bool = False
    readable: bool = True
    passed: frozenset[str] = frozenset()
    unclear: frozenset[str] = frozenset()
    sent: frozenset[Place] = frozenset()
    taken: frozenset[Place] = frozenset()
    sites: tuple[Site, ...] = ()
    reads_usage: bool = False
    compared: tuple[Finding, ...] = ()
    maps: tuple[RequestMap, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings, as far as this file alone says."""
        alone = (*(candidate.finding for candidate in self.candidates), *self.compared)
        return tuple(sorted(alone, key=lambda finding: finding.sort_key))


def lint_text(
    path: str,
    data: bytes,
    settings: Settings,
    rules: Sequence[Rule],
    noqa: bool = True,
    loader: Loader | None = None,
    files: Files | None = None,
    maps: bool = False,
    later: list[Drawing] | None = None,
) -> Result:
    """Findings of the file `path` with content `data`, sorted; those in a text file that it fills stand in that. `noqa`
    says whether `# noqa` comments are honoured here (flake8 does that itself); `loader` finds other files of the program
    and `files` reads text files, if any may be read; `maps` says whether maps of its requests
    are wanted; whoever wants the findings first gives a list `later` for what makes them."""
    if not sieve.passes(searched(path, data), settings.request_names) and (loader is None or not loader.calls(path)):
        return Result()
    from prefixlint.syntax.parse import trusted

    with uncollected(), trusted():
        return _lint_text(path, data, settings, rules, noqa, loader, files, maps, later)


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
    path: str,
    data: bytes,
    settings: Settings,
    rules: Sequence[Rule],
    noqa: bool,
    loader: Loader | None,
    files: Files | None,
    maps: bool,
    later: list[Drawing] | None,
) -> Result:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Python complains about escapes in the code under analysis
        notebook: Notebook | None = None
        try:
            notebook = _notebook(path, data)
            if loader is not None:
                unit = loader.main(path, data, notebook)
            else:
                unit = read(path, decode(data) if notebook is None else notebook.text, settings, notebook)
        except SourceError as error:
            finding = unreadable(path, error)
            if notebook is not None:
                finding = replace(finding, place=notebook.located(finding.place))
            return Result((Candidate(finding),), readable=False)
        seen = look(unit, settings, loader, files)
    from prefixlint.compare import compared, scene
    from prefixlint.rule import completed

    requests, units = seen.requests, seen.units
    failed: list[str] = []
    reports = [report for report in check(requests, rules, failed) if wanted(report, settings)]
    if settings.scope != "project":
        reports = [report for report in reports if _stands_in(report, path)]
    candidates = [
        Candidate(finding, report.request.joined, _parameter_of(report, unit))
        for found, report in _unsuppressed([(place(report, units), report) for report in reports], units, noqa)
        if (finding := completed(found, report, settings.tokenizer == "auto")).severity >= settings.floor
    ]
    candidates.extend(Candidate(unreadable(path, SourceError(line, 1, 1))) for line in failed)
    if notebook is not None:
        candidates.extend(map(Candidate, broken_cells(path, notebook, settings)))
    sites = sites_of(requests, units, settings, rules, noqa)
    if maps and later is not None:
        later.append(lambda poll: maps_of(requests, units, poll))
    usage = reads_usage(data, rules)
    among = compared(scene(sites, usage), rules) if sites else []
    return Result(
        tuple(sorted(candidates, key=lambda one: one.finding.sort_key)),
        sum(1 for request in requests if request.joined),
        True,
        passed=frozenset(_key(units[where], node, name) for where, node, name, known in seen.passed if known) - {""},
        unclear=frozenset(_key(units[where], node, name) for where, node, name, known in seen.passed if not known)
        - {""},
        sent=_sent(requests, unit, units),
        taken=frozenset(located(origin, units) for origin in seen.taken if origin.path != path),
        sites=sites,
        reads_usage=usage,
        compared=tuple(one for one in among if settings.scope == "project" or one.place.path == path),
        maps=maps_of(requests, units) if maps and later is None else (),
    )


def sites_of(
    requests: Iterable[Request], units: Mapping[str, Unit], settings: Settings, rules: Sequence[Rule], noqa: bool
) -> tuple[Site, ...]:
    """What of `requests` is compared with others; nothing if no rule compares."""
    from prefixlint.requests.families import Spot, comparable, site
    from prefixlint.rule import ProjectRule

    abouts = [rule.about for rule in rules if isinstance(rule, ProjectRule)]
    if not abouts:
        return ()
    hides = Comments(units, noqa)

    def spot(where: Place) -> Spot:
        allowed = (
            about.code
            for about in abouts
            if not hides(finding := _empty(about.code, about.name, where)) and settings.keeps(finding)
        )
        return Spot(where, frozenset(allowed), settings.floor)

    everything = any(getattr(rule, "asks_usage", False) for rule in rules)
    wanted = [one for one in requests if one.joined] if everything else comparable(requests)
    return tuple(site(one, lambda origin: located(origin, units), spot, entry(one, units)[1]) for one in wanted)


def _empty(code: str, name: str, where: Place) -> Finding:
    """A finding of which only the place matters."""
    return Finding(code, name, Severity.ERROR, Confidence.CERTAIN, "", where, "")


def reads_usage(data: bytes, rules: Iterable[Rule]) -> bool:
    """Whether a file names a figure of the cache that responses carry; False if no rule asks."""
    if not any(getattr(rule, "asks_usage", False) for rule in rules):
        return False
    from prefixlint.knowledge.usage import fields

    return any(field in data for field in fields())


def _stands_in(report: Report, path: str) -> bool:
    """Whether what is reported stands in the file `path`, or in a text file."""
    from prefixlint.syntax.document import Span

    return report.culprit.path == path or isinstance(report.culprit.node, Span)


class Comments:
    """The comments of files that hide findings."""

    def __init__(self, units: Mapping[str, Unit], noqa: bool) -> None:
        self._units = units
        self._noqa = noqa
        self._known: dict[str, Suppressions] = {}

    def __call__(self, finding: Finding) -> bool:
        """Whether a comment hides `finding`."""
        where = finding.place.path
        if where not in self._known:
            from prefixlint.suppress import parse

            if where not in self._units:
                return False
            tree = self._units[where].tree
            self._known[where] = parse(tree.text, tree.notebook.line if tree.notebook is not None else None)
        return self._known[where].hides(finding, self._noqa)


def _unsuppressed(
    found: Iterable[tuple[Finding, Report]], units: Mapping[str, Unit], noqa: bool
) -> Iterator[tuple[Finding, Report]]:
    """Those that no comment hides: beside them or, if they stand in a text file, beside the lines of Python that have to
    do with them, because nobody should have to write a comment into a prompt."""
    hides = Comments(units, noqa)
    for finding, report in found:
        places = [finding.place] if finding.place.path in units else [one.place for one in finding.related]
        if any(hides(replace(finding, place=where)) for where in places if where.path in units):
            continue
        if not _hidden_in_text(finding, report):
            yield finding, report


def _hidden_in_text(finding: Finding, report: Report) -> bool:
    """Whether a comment of the text file in which `finding` stands hides it."""
    from prefixlint.suppress import parse
    from prefixlint.syntax.document import Span

    node = report.culprit.node
    if not isinstance(node, Span) or "prefixlint:" not in node.document.text:
        return False
    return parse(node.document.text).hides(finding, noqa=False)


def is_test(path: str) -> bool:
    """Whether a file belongs to tests, by its path as it is shown; of one that leads from elsewhere to the file counts what lies
    below the root of its repository or project, which may itself be in a folder named `tests`."""
    return _TESTS.search(relative(path) if os.path.isabs(path) or path.startswith("..") else path) is not None


def _key(unit: Unit, node: object, parameter: str) -> str:
    """The name of a parameter in a project; "" for one in a test, which calls what it calls with made-up values."""
    info = unit.index.functions.get(cast("FunctionDef", node))
    if info is None or is_test(unit.path):
        return ""
    owner = f"{info.owner.name}." if info.owner is not None else ""
    return f"{unit.path}:{owner}{info.name}:{parameter}"


def _parameter_of(report: Report, unit: Unit) -> str:
    """The parameter that a report is about, directly or some steps back, of a function that was executed without a caller
    in sight; "" if there is none."""
    from prefixlint.syntax.names import parameters, variable
    from prefixlint.syntax.walk import contains

    entry = cast("FunctionDef", report.request.entry)
    info = unit.index.functions.get(entry)
    if info is None:
        return ""
    known = parameters(info)
    for origin in (report.culprit, *(origin for origin, _ in report.related)):
        if variable(origin.node) in known and contains(entry, cast("CSTNode", origin.node)):
            return _key(unit, entry, variable(origin.node))
    return ""


def _sent(requests: Iterable[Request], unit: Unit, units: Mapping[str, Unit]) -> frozenset[Place]:
    """Where in other files what varies in the prompts stands that are sent here."""
    origins = {
        segment.origin
        for request in requests
        if request.joined
        for _, segment in request.segments()
        if not segment.static and segment.origin.path != unit.path
    }
    return frozenset(located(origin, units) for origin in origins)


def _notebook(path: str, data: bytes) -> Notebook | None:
    """The notebook that `data` is, if it is one. Raises `SourceError`."""
    from prefixlint.syntax.parse import Tree

    return Notebook(cells(data), lambda text: Tree(path, text)) if is_notebook(path) else None


def broken_cells(path: str, notebook: Notebook, settings: Settings) -> list[Finding]:
    """Findings for cells that are left out although they may hold a prompt. Half-finished cells of any other kind are
    what notebooks are made of."""
    return [
        unreadable(path, broken.error, broken.cell.number)
        for broken in notebook.broken
        if sieve.passes(broken.cell.source.encode(), settings.request_names)
    ]


def read(path: str, text: str, settings: Settings, notebook: Notebook | None = None) -> Unit:
    """The parsed and indexed file. Raises `SourceError`."""
    from prefixlint.loader import whole
    from prefixlint.requests.sites import interest

    return whole(path, text, interest(tables(settings)), notebook)


def tables(settings: Settings):  # type: ignore[no-untyped-def]
    """The knowledge tables with the user's rows."""
    from prefixlint.knowledge.load import Extra, frozen, knowledge

    return knowledge(Extra(tuple(map(frozen, settings.requests)), tuple(settings.volatile), tuple(settings.stable)))


def loader_for(
    settings: Settings, callers: Callers | None = None, contents: Mapping[str, bytes] | None = None
) -> Loader | None:
    """What reads other files under `settings`, if anything may; `callers` says which of them call what sends a prompt in
    another, `contents` holds those of files that differ from what is on disk."""
    if settings.scope == "file":
        return None
    from prefixlint.callers import NO_CALLERS
    from prefixlint.loader import Loader
    from prefixlint.requests.sites import interest

    known = tables(settings)
    return Loader(known, lambda names: interest(known, names), callers or NO_CALLERS, contents)


@dataclass(frozen=True)
class Seen:
    """What executing a file showed: every request and prompt text, in no particular order; all files that were looked
    into, by path; the parameters that its functions give to others (file, function, name, whether it is known what); the
    prompt objects that requests have taken up."""

    requests: tuple[Request, ...]
    units: Mapping[str, Unit]
    passed: frozenset[tuple[str, object, str, bool]]
    taken: frozenset[Origin]


def look(unit: Unit, settings: Settings, resolver: Resolver | None = None, files: Files | None = None) -> Seen:
    """Execute a file; `resolver` finds others and `files` reads text files, if any may be read."""
    from prefixlint.flow.analyse import analyse, engine
    from prefixlint.requests.sites import Recorder

    known = tables(settings)
    recorder = Recorder(known)
    recorder.engine = machine = engine(known, recorder, resolver, files)
    analyse(unit, machine)
    seen = Seen(
        tuple(recorder.finish().values()), machine.units, frozenset(recorder.passed), frozenset(recorder.superseded)
    )
    machine.close()
    return seen


def requests_of(unit: Unit, settings: Settings) -> list[Request]:
    """Every request and prompt text of a file on its own, in no particular order."""
    return list(look(unit, settings).requests)


def check(requests: Sequence[Request], rules: Iterable[Rule], failed: list[str] | None = None) -> list[Report]:
    """The reports of all rules: one for each code and culprit. What a request that is really sent says of a culprit
    outweighs what a prompt text on its own says. Lines about rules of others that fail are added to `failed`."""
    from prefixlint.guard import guarded
    from prefixlint.rule import Report, RequestRule

    requests = _unique(requests)
    best: dict[tuple[str, object], Report] = {}
    elsewhere: dict[tuple[str, object], list[tuple[Origin, str]]] = {}
    sent = {id(segment.origin.node) for request in requests if request.joined for _, segment in request.segments()}
    for rule in rules:
        found = (one for request in requests for one in rule.check(request)) if isinstance(rule, RequestRule) else ()
        for report in guarded(rule, found, Report, [] if failed is None else failed):
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


def _unique(requests: Iterable[Request]) -> list[Request]:
    """Each request once, in order: one that is reached in several ways is often the same in all of them."""
    found: list[Request] = []
    seen: dict[object, list[Request]] = {}
    for request in requests:
        known = seen.setdefault((request.origin.node, request.entry), [])
        if request not in known:
            known.append(request)
            found.append(request)
    return found


def _with_places(report: Report, places: Iterable[tuple[Origin, str]]) -> Report:
    """`report` with the places where the same culprit does harm in other prompts of the file."""
    related = list(report.related)
    nodes = {origin.node for origin, _ in related}
    for origin, message in places:
        if origin.node not in nodes and message.startswith(WAYS) and len(related) < MAX_PLACES:
            nodes.add(origin.node)
            related.append((origin, message))
    return report if len(related) == len(report.related) else replace(report, related=tuple(related))


def _weight(report: Report) -> tuple[int, int, int, int, int]:
    """Which of two reports about one culprit is kept: the more severe, surer, larger one."""
    loss = report.loss.tokens_low if report.loss is not None else 0
    return (report.severity, report.confidence, report.request.joined, report.request.has_history, loss)


def wanted(report: Report, settings: Settings) -> bool:
    """Whether settings let a report through. How severe one is whose figures are not taken yet is seen later."""
    if report.confidence is Confidence.POSSIBLE and not settings.pedantic:
        return False
    return report.complete is not None or report.severity >= settings.floor


def place(report: Report, units: Mapping[str, Unit]) -> Finding:
    """A finding with lines and columns; related places that fall together are listed once."""

    request = report.request
    primary = located(report.culprit, units)
    seen: set[tuple[Place, str]] = set()
    related: list[Related] = []
    for origin, message in report.related:
        where = located(origin, units)
        if (where, message) not in seen and where != primary:
            seen.add((where, message))
            related.append(Related(where, message, function(origin, units)))
    sent = function(request.origin, units)
    info = RequestInfo(located(request.origin, units), request.provider, request.api, request.model, sent)
    fix = report.fix
    if fix is not None and report.repair is not None:
        from prefixlint.fix.intents import mended

        fix = mended(fix, report, units)
    return Finding(
        report.about.code, report.about.name, report.severity, report.confidence, report.reason, primary, report.message,
        info, tuple(related), report.loss, fix, function(report.culprit, units), report.about.page,
    )  # fmt: skip


def unreadable(path: str, error: SourceError, cell: int | None = None) -> Finding:
    """The finding for a file, or a cell of it, that cannot be read or parsed."""
    where = Place(path, error.line, error.column, error.line, error.column, cell)
    code, name = UNREADABLE
    return Finding(code, name, Severity.ERROR, Confidence.CERTAIN, "unreadable", where, error.message)
