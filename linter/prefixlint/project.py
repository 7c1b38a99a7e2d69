"""Files: finding them, reading them, checking many of them, on one or several processes.

Knows: folders, processes, stacks, what to do with a file that breaks the engine.
Must not know: rules' meaning, output formats, command line options.
"""

from __future__ import annotations

import io
import os
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from prefixlint import config
from prefixlint.files import ProjectFiles
from prefixlint.finding import Confidence, Finding, Place, Severity
from prefixlint.lint import Result, lint_text
from prefixlint.source import SourceError, decode
from prefixlint.syntax.sieve import passes

if TYPE_CHECKING:
    from prefixlint.config import Settings
    from prefixlint.rule import Rule

SUFFIXES = (".py", ".pyi")
SKIPPED = frozenset({"node_modules", "__pycache__", "build", "dist", "venv"})
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


@dataclass(frozen=True, slots=True)
class Found:
    """Files to check, in order, and one line for each path that gave none. `named` are those the user named."""

    files: tuple[str, ...]
    problems: tuple[str, ...]
    named: frozenset[str]


@dataclass(frozen=True, slots=True)
class Run:
    """What checking some paths gave: sorted findings, figures, and one line per path that gave nothing."""

    findings: tuple[Finding, ...]
    files: int
    parsed: int
    requests: int
    problems: tuple[str, ...]


def run(
    paths: Sequence[str],
    rules: Sequence[Rule],
    options: Mapping[str, object],
    workers: int | None = None,
    standard_input: tuple[str, bytes] | None = None,
) -> Run:
    """Check `paths`, each file under the settings of its folder overridden by `options`; and standard input, given as
    name and content. Raises `ConfigError`."""
    known: dict[str | None, tuple[Settings, tuple[Rule, ...]]] = {}

    def settings_for(path: str) -> tuple[Settings, tuple[Rule, ...]]:
        folder = path if path.endswith("/") else os.path.dirname(path)
        file = config.nearest(os.path.abspath(folder))
        if file not in known:
            settings = config.configuration(folder or os.curdir, rules, options, "command line").settings
            known[file] = settings, config.enabled(settings, rules)
        return known[file]

    settings_for("")  # a mistake in the options is one even if there is no file
    found = discover(paths, lambda path: settings_for(path)[0].excludes(path))
    jobs = [Job(path, *settings_for(path), named=path in found.named) for path in found.files]
    if standard_input is not None:
        name, data = standard_input
        jobs.append(Job(name, *settings_for(name), data=data, named=True))
    results = check(jobs, workers)
    findings = _once(finding for result in results for finding in result.findings)
    return Run(
        tuple(sorted(findings, key=lambda finding: finding.sort_key)),
        len(jobs),
        sum(result.parsed for result in results),
        sum(result.requests for result in results),
        found.problems,
    )


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """One finding for each place and code: a text file may be filled by several files. The graver one is kept."""
    best: dict[tuple[Place, str], Finding] = {}
    for finding in findings:
        known = best.get(finding.sort_key)
        if known is None or (known.severity, known.confidence) < (finding.severity, finding.confidence):
            best[finding.sort_key] = finding
    return list(best.values())


def discover(paths: Sequence[str], excluded: Callable[[str], bool]) -> Found:
    """Python files at `paths`: named files always, folders without what is hidden, generated or `excluded` (asked with
    a slash at its end for a folder)."""
    files: dict[str, None] = {}
    problems: list[str] = []
    named: set[str] = set()
    for path in map(os.path.normpath, paths):
        if os.path.isdir(path):
            inside = list(_walk(path, excluded))
            files.update(dict.fromkeys(inside))
            if not inside:
                problems.append(f"{path}: no Python files in this folder")
        elif os.path.exists(path):
            files[path] = None
            named.add(path)
        else:
            problems.append(f"{path}: no such file or folder")
    return Found(tuple(files), tuple(problems), frozenset(named))


def _walk(folder: str, excluded: Callable[[str], bool]) -> Iterator[str]:
    """Python files below `folder`, in a stable order."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        path = entry.name if folder == os.curdir else os.path.join(folder, entry.name)
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            virtual = os.path.exists(os.path.join(path, "pyvenv.cfg"))
            if entry.name not in SKIPPED and not virtual and not excluded(path + "/"):
                yield from _walk(path, excluded)
        elif entry.name.endswith(SUFFIXES) and entry.is_file() and not excluded(path):
            yield path


def check(jobs: Sequence[Job], workers: int | None = None, executor: Executor | None = None) -> list[Result]:
    """The results of `jobs`, in their order. Runs on `executor` if there is one, else on `workers` processes; None
    means as many as are worth their start. Most files end here, at the sieve."""
    results: dict[int, Result] = {}
    todo: list[int] = []
    size = 0
    for index, job in enumerate(jobs):
        read = _read(job)
        if isinstance(read, Result):
            results[index] = read
        elif passes(read, job.settings.request_names) or (job.named and not _compiles(read)):
            todo.append(index)
            size += len(read)
        else:
            results[index] = Result()
    if workers is None:
        workers = _processors() if size >= MANY_BYTES else 1
    workers = min(workers, len(todo))
    if executor is not None:
        results.update(_check_on(executor, jobs, todo))
    elif workers > 1:
        with ProcessPoolExecutor(workers) as pool:
            results.update(_check_on(pool, jobs, todo))
    else:
        results.update(deep(lambda: {index: _check_one(jobs[index]) for index in todo}))
    return [results[index] for index in range(len(jobs))]


def _check_on(executor: Executor, jobs: Sequence[Job], todo: Iterable[int]) -> dict[int, Result]:
    """Results by index. The largest files go first, so that none of them is left over at the end. A file that takes
    the whole process down is found by checking those that are left one by one."""
    futures: dict[int, Future[Result]] = {}
    results: dict[int, Result] = {}
    left: list[int] = []
    for index in sorted(todo, key=lambda index: -_size(jobs[index])):
        try:
            futures[index] = executor.submit(check_job, jobs[index])
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
                results[index] = pool.submit(check_job, jobs[index]).result()
            except BrokenExecutor:
                results[index] = unreadable(jobs[index].path, "the checker crashed on this file; please report it")
    return results


def check_job(job: Job) -> Result:
    """The result of one job: what an executor runs."""
    return deep(lambda: _check_one(job))


def _check_one(job: Job) -> Result:
    """The result of one job on the present stack; never raises."""
    read = _read(job)
    if isinstance(read, Result):
        return read
    try:
        if job.named and not passes(read, job.settings.request_names):
            return _check_syntax(job, read)
        files = ProjectFiles(job.path) if job.settings.scope != "file" else None
        result = lint_text(job.path, read, job.settings, job.rules, job.noqa, files)
    except Exception as error:
        return unreadable(job.path, _bug(error))
    return replace(result, findings=tuple(finding for finding in result.findings if job.settings.keeps(finding)))


def _check_syntax(job: Job, data: bytes) -> Result:
    """The result for a named file without anything to lint that this interpreter cannot parse."""
    from prefixlint.syntax.parse import Tree

    try:
        Tree(job.path, decode(data))
    except SourceError as error:
        return unreadable(job.path, error.message, error.line, error.column)
    return Result(parsed=True)


class Sources:
    """The lines of files, as reports show them; a file that cannot be read has none."""

    def __init__(self, standard_input: tuple[str, bytes] | None = None) -> None:
        self._data = dict([standard_input] if standard_input else [])
        self._lines: dict[str, list[str]] = {}

    def __call__(self, path: str) -> list[str]:
        if path not in self._lines:
            self._lines = {path: self._read(path)}  # findings are sorted by path: keep the last file only
        return self._lines[path]

    def _read(self, path: str) -> list[str]:
        try:
            data = self._data.get(path)
            if data is None:
                with open(path, "rb") as stream:
                    data = stream.read()
            return io.StringIO(decode(data), newline=None).read().split("\n")
        except (OSError, SourceError):
            return []


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
    return Result((finding,), readable=False)


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
