"""Checking files: one, or many on one or several processes.

Knows: processes, stacks, garbage collection, what to do with a file that breaks the engine.
Must not know: which files there are, rules' meaning, output formats, command line options.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from prefixlint.callers import NO_CALLERS, Callers
from prefixlint.files import ProjectFiles
from prefixlint.finding import Confidence, Finding, Place, Severity
from prefixlint.lint import Candidate, Drawing, Result, lint_text, loader_for
from prefixlint.source import SourceError, decode
from prefixlint.syntax.notebook import cells, is_notebook, searched
from prefixlint.syntax.sieve import passes

if TYPE_CHECKING:
    from prefixlint.config import Settings
    from prefixlint.loader import Loader
    from prefixlint.rule import Rule

MANY_OBJECTS = 3_000_000  # in memory, of 80 bytes or so
STACK = 256 * 1024 * 1024  # bytes, address space only: deep trees recurse deeply
ROOM = 140_000  # places of the frame behind which all is done; 8 bytes each, only touched when they are used
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


Known = Mapping[tuple[object, ...], Callers]


def tables_key(settings: Settings) -> tuple[object, ...]:
    """What of the settings decides what is looked for."""
    return (settings.scope, settings.request_names, settings.volatile, settings.stable)


def check_all(
    jobs: Sequence[Job], todo: Iterable[int], callers: Known, contents: Mapping[str, bytes] | None
) -> dict[int, Result]:
    """Results by index, in this process: what one file imports is kept for the next."""
    loaders = Loaders(callers, contents)
    results: dict[int, Result] = {}
    for index in todo:
        with loaders.tidy():
            results[index] = check_loaded(jobs[index], loaders)
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


def check_on(executor: Executor, jobs: Sequence[Job], todo: Iterable[int], callers: Known) -> dict[int, Result]:
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
    return deep(lambda: check_loaded(job, _loaders))


def prepare(callers: Known, contents: Mapping[str, bytes] | None) -> None:
    """Tell a process who calls whom, and what differs from what is on disk."""
    _loaders.learn(callers, contents)


def work(job: Job, callers: Known) -> Result:
    """The result of one job: what an executor runs."""
    _loaders.learn(callers)
    with _loaders.tidy():
        return check_job(job)


def check_loaded(job: Job, loaders: Loaders) -> Result:
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
    data = read(job)
    if isinstance(data, Result):
        return data
    try:
        calls = loader is not None and loader.calls(job.path)
        if job.named and not calls and not passes(searched(job.path, data), job.settings.request_names):
            return _check_syntax(job, data)
        if files is None and job.settings.scope != "file":
            files = ProjectFiles(job.path)
        result = lint_text(job.path, data, job.settings, job.rules, job.noqa, loader, files, job.maps, later)
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


def deep(call: Callable[[], T]) -> T:
    """`call()` on a stack that is deep enough for deeply nested source."""
    box: list[T] = []
    errors: list[BaseException] = []
    do = roomy(call)

    def run() -> None:
        try:
            box.append(do())
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


def roomy(call: Callable[[], T]) -> Callable[[], T]:
    """`call` behind a frame that takes much room. Python gets memory for frames in pieces of 16 kB and gives a piece back
    as soon as it is empty, so that an evaluation which goes up and down across the edge of one asks the system for memory
    each time. For a frame that fits into no piece the size is doubled until it does: what this one leaves of its piece,
    nearly a megabyte, is enough for all that are called from here."""

    def run() -> T:
        return call()

    run.__code__ = run.__code__.replace(co_stacksize=ROOM)
    return run


def unreadable(path: str, message: str, line: int = 1, column: int = 1) -> Result:
    """The result for a file that could not be checked."""
    place = Place(path, line, column, line, column)
    finding = Finding(
        "PFX000", "unreadable-source", Severity.ERROR, Confidence.CERTAIN, "unreadable_source", place, message
    )
    return Result((Candidate(finding),), readable=False)


def read(job: Job) -> bytes | Result:
    """The bytes of a job's file, or the result that says why not."""
    if job.data is not None:
        return job.data
    try:
        with open(job.path, "rb") as stream:
            return stream.read()
    except OSError as error:
        return unreadable(job.path, f"cannot read: {error.strerror or error}")


def compiles(data: bytes) -> bool:
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


def processors() -> int:
    """Processors that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1
