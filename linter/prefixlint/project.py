"""Projects: which files are checked, what is known of their callers, what all of them together give.

Knows: paths, settings of folders, how many processes are worth it.
Must not know: how one file is checked, rules' meaning, output formats, command line options.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prefixlint import config
from prefixlint.callers import NO_CALLERS, Callers, find
from prefixlint.discover import discover, rest
from prefixlint.files import project
from prefixlint.finding import Finding
from prefixlint.jobs import Job, Known, check_all, check_on, compiles, deep, prepare, processors, read, tables_key
from prefixlint.lint import Result, reads_usage, tables, uncollected
from prefixlint.source import SourceError, decode
from prefixlint.syntax.notebook import is_notebook, lines_of, searched
from prefixlint.syntax.sieve import passes
from prefixlint.unused import Uses
from prefixlint.verdict import settle

if TYPE_CHECKING:
    from prefixlint.config import Settings
    from prefixlint.knowledge.prices import Prices
    from prefixlint.requests.map import RequestMap
    from prefixlint.rule import Rule

MAX_HELD = 300_000_000  # bytes of source that are held at once to find callers
MANY_BYTES = 400_000  # source that passes the sieve; below this, starting processes costs more than it saves


@dataclass(frozen=True, slots=True)
class Run:
    """What checking some paths gave: sorted findings, figures, one line per path that gave nothing, and if they were asked
    for the maps of all requests, sorted by place (several for one that is reached in several ways)."""

    findings: tuple[Finding, ...]
    files: int
    parsed: int
    requests: int
    problems: tuple[str, ...]
    maps: tuple[RequestMap, ...] = ()
    checked: frozenset[str] = frozenset()  # the paths of the files


def run(
    paths: Sequence[str],
    rules: Sequence[Rule],
    options: Mapping[str, object],
    workers: int | None = None,
    standard_input: tuple[str, bytes] | None = None,
    maps: bool = False,
    contents: Mapping[str, bytes] | None = None,
    narrow: Narrow | None = None,
) -> Run:
    """Check `paths`, each file under the settings of its folder overridden by `options`; and standard input, given as
    name and content. `maps` says whether maps of the requests are wanted; `contents` holds those of files that
    differ from what is on disk; `narrow` says which of the files matter, all of which are read. Raises `ConfigError`."""
    contents = contents or {}
    known: dict[str | None, tuple[Settings, tuple[Rule, ...]]] = {}

    def settings_for(path: str) -> tuple[Settings, tuple[Rule, ...]]:
        folder = path if path.endswith("/") else os.path.dirname(path)
        file = config.nearest(os.path.abspath(folder))
        if file not in known:
            settings = config.configuration(folder or os.curdir, rules, options, "command line").settings
            known[file] = settings, config.enabled(settings, rules)
        return known[file]

    settings_for("")  # a mistake in the options is one even if there is no file

    def excludes(path: str) -> bool:
        return settings_for(path)[0].excludes(path)

    def unusable(path: str) -> bool:
        try:
            return excludes(path)
        except config.ConfigError:  # of a folder that nobody asked about
            return True

    found = discover(paths, excludes)
    jobs = [
        Job(path, *settings_for(path), contents.get(path), named=path in found.named, maps=maps) for path in found.files
    ]
    if standard_input is not None:
        name, data = standard_input
        jobs.append(Job(name, *settings_for(name), data=contents.get(name, data), named=True, maps=maps))
    others: list[Job] = []
    asked = {job.path for job in jobs}
    if all(job.settings.scope == "project" for job in jobs):
        others = [Job(path, *settings_for(path), contents.get(path)) for path in rest(asked, found.folders, unusable)]
    checked = check_among(jobs, others, workers, contents=contents, narrow=narrow)
    results = [result for _, result in checked[: len(jobs)]]
    compares = list({rule.about.code: rule for job in jobs for rule in job.rules}.values())
    everything = all(job.settings.scope == "project" for job in jobs)
    findings = settle(
        [result for _, result in checked],
        everything,
        compares,
        [project(os.path.dirname(os.path.abspath(job.path))) for job, _ in checked],
        _uses([*jobs, *others]),
    )
    if any(settings.states() or settings.prices for settings, _ in known.values()):
        findings = priced(findings, lambda path: settings_for(path)[0])
    if others:
        findings = [finding for finding in findings if _is_about(finding, asked)]
    return Run(
        tuple(sorted(findings, key=lambda finding: finding.sort_key)),
        len(jobs),
        sum(result.parsed for result in results),
        sum(result.requests for result in results),
        found.problems,
        tuple(sorted({one for result in results for one in result.maps}, key=lambda one: (one.place, one.entry))),
        frozenset(job.path for job in jobs),
    )


def _uses(jobs: Sequence[Job]) -> Uses:
    """Who names what in the files of `jobs`, which are read again if anybody asks."""
    files = {job.path: job for job in jobs}

    def content(path: str) -> bytes:
        data = read(files[path]) if path in files else b""
        return data if isinstance(data, bytes) else b""

    return Uses(files, content)


def priced(findings: Iterable[Finding], settings_for: Callable[[str], Settings]) -> list[Finding]:
    """`findings` with what they cost, where the settings of the file that sends the prompt state its traffic."""
    from prefixlint import traffic

    known: dict[tuple[str, str], Prices] = {}
    found: list[Finding] = []
    for finding in findings:
        settings = settings_for((finding.request or finding).place.path)
        key = settings.prices, settings.root
        if key not in known:
            known[key] = config.prices_of(settings)
        found.append(traffic.priced(finding, settings.traffic, known[key], settings.fits))
    return found


def _is_about(finding: Finding, asked: set[str]) -> bool:
    """Whether a finding stands in one of the files that were asked about, or its prompt is sent from one."""
    return finding.place.path in asked or (finding.request is not None and finding.request.place.path in asked)


Narrow = Callable[[Mapping[str, bytes]], Container[str]]  # of all files (path to content), those to look into


def check(
    jobs: Sequence[Job],
    workers: int | None = None,
    executor: Executor | None = None,
    contents: Mapping[str, bytes] | None = None,
    narrow: Narrow | None = None,
) -> list[Result]:
    """The results of `jobs`, in their order. Runs on `executor` if there is one, else on `workers` processes; None
    means as many as are worth their start. `contents` holds those of files that differ from what is on disk (not for an
    `executor`). Those that `narrow` leaves out give nothing, but what they send is known to those that it leaves. Most
    files end here, at the sieve."""
    return [result for _, result in check_among(jobs, (), workers, executor, contents, narrow)]


def check_among(
    asked: Sequence[Job],
    others: Sequence[Job],
    workers: int | None = None,
    executor: Executor | None = None,
    contents: Mapping[str, bytes] | None = None,
    narrow: Narrow | None = None,
) -> list[tuple[Job, Result]]:
    """The jobs that are `asked` with their results, in their order, and behind them those of the `others` that have a say
    in what is found in the first."""
    results: dict[int, Result] = {}
    jobs = [*asked, *others]
    todo: list[int] = []
    prompts: set[int] = set()
    sources: dict[int, bytes] = {}
    sizes: dict[int, int] = {}
    for index, job in enumerate(jobs):
        data = read(job)
        if isinstance(data, Result):
            results[index] = data
            continue
        code = searched(job.path, data)
        sizes[index] = len(code)
        if passes(code, job.settings.request_names):
            prompts.add(index)
        if index in prompts or (job.named and (is_notebook(job.path) or not compiles(code))):
            todo.append(index)
        else:
            results[index] = Result(reads_usage=reads_usage(data, job.rules))
        if job.settings.scope == "project":
            sources[index] = code
    callers = _callers(jobs, sources, bool(todo))
    shown = frozenset(prompts)
    for index in sources:
        if jobs[index].path in callers[tables_key(jobs[index].settings)].names:
            prompts.add(index)
            if results.pop(index, None) is not None:
                todo.append(index)
    if others:
        beside = _with_a_say(jobs, sources, len(asked), shown, prompts, callers)
        beside.update(index for index, one in results.items() if one.reads_usage)
        todo = [index for index in todo if index < len(asked) or index in beside]
        wanted = [*range(len(asked)), *sorted(index for index in beside if index >= len(asked))]
    else:
        wanted = list(range(len(jobs)))
    if narrow is not None:
        left = narrow({jobs[index].path: source for index, source in sources.items()})
        results.update((index, Result()) for index in todo if jobs[index].path not in left)
        todo = [index for index in todo if jobs[index].path in left]
    del sources
    if workers is None:
        workers = processors() if sum(sizes[index] for index in todo) >= MANY_BYTES else 1
    workers = min(workers, len(todo))
    if executor is not None:
        results.update(check_on(executor, jobs, todo, callers))
    elif workers > 1:
        with ProcessPoolExecutor(workers, initializer=prepare, initargs=(callers, contents)) as pool:
            results.update(check_on(pool, jobs, todo, {}))
    else:
        results.update(deep(lambda: check_all(jobs, todo, callers, contents)))
    return [(jobs[index], results[index]) for index in wanted]


def _with_a_say(
    jobs: Sequence[Job],
    sources: Mapping[int, bytes],
    asked: int,
    shown: frozenset[int],
    prompts: set[int],
    callers: Known,
) -> set[int]:
    """Those that have a say in what is found in the first `asked` jobs: some of the `prompts`, the files through which
    prompts may pass, and of these `shown` are those in which one can be seen."""
    from prefixlint.beside import beside

    known = {jobs[index].path: index for index in sources}
    found: set[int] = set()
    for key, group in callers.items() if prompts else ():
        files = {jobs[index].path: data for index, data in sources.items() if tables_key(jobs[index].settings) == key}
        about = [path for path in files if known[path] < asked]
        chosen = beside(files, about, lambda path: known[path] in shown, lambda path: known[path] in prompts, group)
        found.update(known[path] for path in chosen)
    return found


def _callers(jobs: Sequence[Job], sources: Mapping[int, bytes], wanted: bool) -> Known:
    """Which files call functions of others through which a prompt may be sent, by the settings that matter to that. Too
    much source to hold gives none."""
    groups: dict[tuple[object, ...], dict[int, bytes]] = {}
    for index, data in sources.items():
        groups.setdefault(tables_key(jobs[index].settings), {})[index] = data
    found: dict[tuple[object, ...], Callers] = {}
    for key, group in groups.items():
        found[key] = NO_CALLERS
        if wanted and len(group) > 1 and sum(map(len, group.values())) <= MAX_HELD:
            with uncollected():
                files = {jobs[index].path: data for index, data in group.items()}
                found[key] = find(files, tables(jobs[next(iter(group))].settings))
    return found


class Sources:
    """The lines of files and of cells, as reports show them; a file that cannot be read has none."""

    def __init__(self, standard_input: tuple[str, bytes] | None = None) -> None:
        self._data = dict([standard_input] if standard_input else [])
        self._lines: dict[str, dict[int | None, list[str]]] = {}

    def __call__(self, path: str, cell: int | None = None) -> list[str]:
        if path not in self._lines:
            self._lines = {path: self.read(path)}  # findings are sorted by path: keep the last file only
        return self._lines[path].get(cell, [])

    def read(self, path: str) -> dict[int | None, list[str]]:
        try:
            data = self._data.get(path)
            if data is None:
                with open(path, "rb") as stream:
                    data = stream.read()
            if is_notebook(path):
                return lines_of(data)
            return {None: io.StringIO(decode(data), newline=None).read().split("\n")}
        except (OSError, SourceError):
            return {}
