"""Files: finding them, reading them, checking many of them, on one or several processes.

Knows: folders, processes, stacks, what to do with a file that breaks the engine.
Must not know: rules' meaning, output formats, command line options.
"""

from __future__ import annotations

import gc
import io
import os
import sys
import threading
import traceback
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from prefixlint import config
from prefixlint.callers import NO_CALLERS, Callers, find
from prefixlint.discover import SUFFIXES as SUFFIXES
from prefixlint.discover import discover, rest
from prefixlint.files import ProjectFiles, project
from prefixlint.finding import Confidence, Finding, Place, Severity
from prefixlint.lint import Candidate, Drawing, Result, lint_text, loader_for, reads_usage, tables, uncollected
from prefixlint.source import SourceError, decode
from prefixlint.syntax.notebook import cells, is_notebook, lines_of, searched
from prefixlint.syntax.sieve import passes
from prefixlint.verdict import settle

if TYPE_CHECKING:
    from prefixlint.config import Settings
    from prefixlint.knowledge.prices import Prices
    from prefixlint.loader import Loader
    from prefixlint.requests.map import RequestMap
    from prefixlint.rule import Rule

MAX_HELD = 300_000_000  # bytes of source that are held at once to find callers
MANY_OBJECTS = 3_000_000  # in memory, of 80 bytes or so
MANY_BYTES = 400_000  # source that passes the sieve; below this, starting processes costs more than it saves
STACK = 256 * 1024 * 1024  # bytes, address space only: deep trees recurse deeply
RECURSION = 30_000  # frames of Python; well within STACK

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Job:
    """One file to check; `data` is given where the file on disk does not count (standard input)."""

    path: str
    settings: Settings
    rules: tuple[Rule, ...]
    data: bytes | None = None
    named: bool = False  # the user named this very file, so it is read even if nothing in it looks like a prompt
    noqa: bool = True  # flake8 sees to its comments itself
    maps: bool = False  # maps of the requests are wanted


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
        read = _read(job)
        if isinstance(read, Result):
            results[index] = read
            continue
        code = searched(job.path, read)
        sizes[index] = len(code)
        if passes(code, job.settings.request_names):
            prompts.add(index)
        if index in prompts or (job.named and (is_notebook(job.path) or not _compiles(code))):
            todo.append(index)
        else:
            results[index] = Result(reads_usage=reads_usage(read, job.rules))
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
        workers = _processors() if sum(sizes[index] for index in todo) >= MANY_BYTES else 1
    workers = min(workers, len(todo))
    if executor is not None:
        results.update(_check_on(executor, jobs, todo, callers))
    elif workers > 1:
        with ProcessPoolExecutor(workers, initializer=_prepare, initargs=(callers, contents)) as pool:
            results.update(_check_on(pool, jobs, todo, {}))
    else:
        results.update(deep(lambda: _check_all(jobs, todo, callers, contents)))
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


Known = Mapping[tuple[object, ...], Callers]


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


def tables_key(settings: Settings) -> tuple[object, ...]:
    """What of the settings decides what is looked for."""
    return (settings.scope, settings.request_names, settings.volatile, settings.stable)


def _check_all(
    jobs: Sequence[Job], todo: Iterable[int], callers: Known, contents: Mapping[str, bytes] | None
) -> dict[int, Result]:
    """Results by index, in this process: what one file imports is kept for the next."""
    loaders = Loaders(callers, contents)
    results: dict[int, Result] = {}
    for index in todo:
        with loaders.tidy():
            results[index] = _check_one(jobs[index], loaders)
    return results


class Loaders:
    """The loaders of one process, by the settings that matter to them."""

    def __init__(self, callers: Known | None = None, contents: Mapping[str, bytes] | None = None) -> None:
        self._callers = dict(callers or {})
        self._contents = contents
        self._made: dict[tuple[object, ...], Loader | None] = {}
        self._objects = 0  # made since the last garbage collection, less those that were freed by themselves

    def __call__(self, settings: Settings) -> Loader | None:
        """The loader for files under `settings`."""
        key = tables_key(settings)
        if key not in self._made:
            self._made[key] = loader_for(settings, self._callers.get(key, NO_CALLERS), self._contents)
        return self._made[key]

    def learn(self, callers: Known, contents: Mapping[str, bytes] | None = None) -> None:
        """Note who calls whom, unless that is known, and what differs from what is on disk."""
        self._contents = contents or self._contents
        for key, found in callers.items():
            if key not in self._callers:
                self._callers[key] = found
                self._made.pop(key, None)

    @contextmanager
    def tidy(self) -> Iterator[None]:
        """No garbage collection inside, and behind it only when a great deal has been made since the last one: trees are
        millions of objects that live on, and looking through those of each file costs more than it frees."""
        if not gc.isenabled():
            yield
            return
        gc.disable()
        try:
            yield
        finally:
            self._objects += gc.get_count()[0]
            if self._objects > MANY_OBJECTS:
                self._objects = 0
                gc.unfreeze()
                gc.collect()
            gc.freeze()
            gc.enable()


def _check_on(executor: Executor, jobs: Sequence[Job], todo: Iterable[int], callers: Known) -> dict[int, Result]:
    """Results by index. `callers` is for processes that do not know it. The largest files go first, so that none of them is left over at the end. A file that takes
    the whole process down is found by checking those that are left one by one."""
    futures: dict[int, Future[Result]] = {}
    results: dict[int, Result] = {}
    left: list[int] = []
    for index in sorted(todo, key=lambda index: -_size(jobs[index])):
        try:
            futures[index] = executor.submit(work, jobs[index], callers)
        except (BrokenExecutor, RuntimeError):
            left.append(index)
    for index, future in futures.items():
        try:
            results[index] = future.result()
        except BrokenExecutor:
            left.append(index)
    for index in sorted(left):
        with ProcessPoolExecutor(1) as pool:
            try:
                results[index] = pool.submit(work, jobs[index], callers).result()
            except BrokenExecutor:
                results[index] = unreadable(jobs[index].path, "the checker crashed on this file; please report it")
    return results


_loaders = Loaders()


def check_job(job: Job) -> Result:
    """The result of one job, in a process that does other things as well."""
    return deep(lambda: _check_one(job, _loaders))


def _prepare(callers: Known, contents: Mapping[str, bytes] | None) -> None:
    """Tell a process who calls whom, and what differs from what is on disk."""
    _loaders.learn(callers, contents)


def work(job: Job, callers: Known) -> Result:
    """The result of one job: what an executor runs."""
    _loaders.learn(callers)
    with _loaders.tidy():
        return check_job(job)


def _check_one(job: Job, loaders: Loaders) -> Result:
    """The result of one job on the present stack; never raises."""
    try:
        loader = loaders(job.settings)
    except Exception as error:
        return unreadable(job.path, _bug(error))
    return check_one(job, loader)


def check_one(
    job: Job, loader: Loader | None, files: ProjectFiles | None = None, later: list[Drawing] | None = None
) -> Result:
    """The result of one job on the present stack, with what `loader` and `files` give of the project; what makes the
    maps goes to `later`, if that is given. Never raises."""
    read = _read(job)
    if isinstance(read, Result):
        return read
    try:
        calls = loader is not None and loader.calls(job.path)
        if job.named and not calls and not passes(searched(job.path, read), job.settings.request_names):
            return _check_syntax(job, read)
        if files is None and job.settings.scope != "file":
            files = ProjectFiles(job.path)
        result = lint_text(job.path, read, job.settings, job.rules, job.noqa, loader, files, job.maps, later)
    except Exception as error:
        return unreadable(job.path, _bug(error))
    return replace(result, candidates=tuple(one for one in result.candidates if job.settings.keeps(one.finding)))


def _check_syntax(job: Job, data: bytes) -> Result:
    """The result for a named file without anything to lint that this interpreter cannot parse, or for a notebook."""
    try:
        if is_notebook(job.path):
            cells(data)
        else:
            from prefixlint.syntax.parse import Tree

            Tree(job.path, decode(data))
    except SourceError as error:
        return unreadable(job.path, error.message, error.line, error.column)
    return Result(parsed=True)


class Sources:
    """The lines of files and of cells, as reports show them; a file that cannot be read has none."""

    def __init__(self, standard_input: tuple[str, bytes] | None = None) -> None:
        self._data = dict([standard_input] if standard_input else [])
        self._lines: dict[str, dict[int | None, list[str]]] = {}

    def __call__(self, path: str, cell: int | None = None) -> list[str]:
        if path not in self._lines:
            self._lines = {path: self._read(path)}  # findings are sorted by path: keep the last file only
        return self._lines[path].get(cell, [])

    def _read(self, path: str) -> dict[int | None, list[str]]:
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


def deep(call: Callable[[], T]) -> T:
    """`call()` on a stack that is deep enough for deeply nested source."""
    box: list[T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            box.append(call())
        except BaseException as error:
            errors.append(error)

    limit = sys.getrecursionlimit()
    try:
        old = threading.stack_size(STACK)
    except (ValueError, RuntimeError):  # a platform without this choice
        return call()
    try:
        sys.setrecursionlimit(max(limit, RECURSION))
        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        threading.stack_size(old)
        thread.join()
    finally:
        threading.stack_size(old)
        sys.setrecursionlimit(limit)
    if errors:
        raise errors[0]
    return box[0]


def unreadable(path: str, message: str, line: int = 1, column: int = 1) -> Result:
    """The result for a file that could not be checked."""
    place = Place(path, line, column, line, column)
    finding = Finding(
        "PFX000", "unreadable-source", Severity.ERROR, Confidence.CERTAIN, "unreadable_source", place, message
    )
    return Result((Candidate(finding),), readable=False)


def _read(job: Job) -> bytes | Result:
    """The bytes of a job's file, or the result that says why not."""
    if job.data is not None:
        return job.data
    try:
        with open(job.path, "rb") as stream:
            return stream.read()
    except OSError as error:
        return unreadable(job.path, f"cannot read: {error.strerror or error}")


def _compiles(data: bytes) -> bool:
    """Whether this interpreter can parse `data`: much faster than libcst, and nothing is run. If not, libcst decides,
    which also knows younger syntax."""
    import ast
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(data)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _bug(error: Exception) -> str:
    """One line about an error of ours, with the place where it was raised."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else "?"
    text = " ".join(str(error).split())[:120]
    what = f"{type(error).__name__}: {text}" if text else type(error).__name__
    return f"cannot check: internal error in {where} ({what}); please report it"


def _size(job: Job) -> int:
    if job.data is not None:
        return len(job.data)
    try:
        return os.path.getsize(job.path)
    except OSError:
        return 0


def _processors() -> int:
    """Processors that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1
