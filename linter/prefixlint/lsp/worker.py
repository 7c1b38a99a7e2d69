"""The thread on which everything is analysed, one thing at a time: what somebody waits for first.

The protocol's thread posts what has happened and goes on; it hears of results through a callback. An analysis gives way
when something happens that makes its result worthless, or that is more urgent.

Knows: folders, projects, when what is due. Must not know: the protocol, what a result says.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from prefixlint.jobs import RECURSION, STACK, roomy
from prefixlint.lsp.documents import Snapshot
from prefixlint.lsp.library import Interrupted, Shelf
from prefixlint.lsp.workspace import Project, Report

if TYPE_CHECKING:
    from prefixlint.rule import Rule

log = logging.getLogger(__name__)

DEBOUNCE = 0.05  # seconds without a change before a document is analysed
DRAWING = 0.15  # before the maps of its requests are made
RESTING = 0.4  # before other open documents and callers are looked at
QUIET = 1.5  # before files that are not open are
EVERY = 0.5  # seconds between two reports on what analyses in the background say of open documents


@dataclass(frozen=True)
class Progress:
    """How far the files of a folder have been analysed: how many are left of how many."""

    left: int
    total: int


@dataclass(frozen=True, eq=False)
class _Event:
    """Something to do on the thread: it changes the document at `path`, or `waits` until the work at hand is done."""

    do: Callable[[Worker], None]
    path: str | None = None
    waits: bool = False


class Listener:
    """Who wants to hear of results; called on the worker's thread."""

    def reported(self, report: Report) -> None:
        """What is shown of a file has changed, or has been made for a newer text."""

    def progressed(self, progress: Progress | None) -> None:
        """Background work goes on (None: everything has been done)."""

    def complained(self, message: str) -> None:
        """Settings are wrong."""


class Worker:
    """The thread; methods may be called from any other."""

    def __init__(self, rules: Sequence[Rule], listener: Listener) -> None:
        self._rules = rules
        self._listener = listener
        self._events: deque[_Event] = deque()
        self._awake = threading.Condition()
        self._stopped = False
        # From here on, only the thread itself touches anything.
        self._open: dict[str, Snapshot] = {}
        self._shelf = Shelf(self._open, self._poll)
        self._loose = self._project(None)
        self._projects: dict[str, Project] = {}
        self._owners: dict[str, Project] = {}
        self._due: dict[str, float] = {}
        self._last = 0.0  # when the keyboard was last heard
        self._urgent: str | None = None  # the document that is analysed, if somebody waits for it
        self._shown: dict[str, Report] = {}
        self._asked: list[Callable[[list[Report]], None]] = []
        self._told = 0.0
        self._total = 0
        self._thread: threading.Thread | None = None

    # -- for other threads --------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Start the thread, on a stack for deeply nested source."""
        sys.setrecursionlimit(max(sys.getrecursionlimit(), RECURSION))
        with suppress(ValueError, RuntimeError):  # a platform without this choice
            old = threading.stack_size(STACK)
        self._thread = threading.Thread(target=roomy(self._run), name="analysis", daemon=True)
        self._thread.start()
        with suppress(ValueError, RuntimeError, NameError):
            threading.stack_size(old)

    def stop(self, seconds: float = 2.0) -> None:
        """End the thread; one that does not give way ends with the process."""
        self._stopped = True
        with self._awake:
            self._awake.notify()
        if self._thread is not None:
            self._thread.join(seconds)

    @property
    def busy(self) -> bool:
        """Whether the thread still runs."""
        return self._thread is not None and self._thread.is_alive()

    def post(self, do: Callable[[Worker], None], path: str | None = None, waits: bool = False) -> None:
        """Do something on the thread: something that changes the document at `path`, if it does, or that `waits` until
        the work at hand is done."""
        with self._awake:
            self._events.append(_Event(do, path, waits))
            self._awake.notify()

    # -- events, on the thread ----------------------------------------------------------------------------------------

    def opened(self, snapshot: Snapshot) -> None:
        """A document was opened or changed."""
        first = snapshot.path not in self._open
        self._open[snapshot.path] = snapshot
        self._owner(snapshot.path).opened(snapshot)
        self._last = time.monotonic()
        self._due[snapshot.path] = self._last if first else self._last + DEBOUNCE

    def closed(self, path: str) -> None:
        """A document was closed."""
        self._open.pop(path, None)
        self._due.pop(path, None)
        self._shown.pop(path, None)
        self._owner(path).closed(path)
        self._owners.pop(path, None)

    def saved(self) -> None:
        """Files have changed on disk, or may have."""
        for project in self._all():
            project.unlooked = True

    def configured(self, folder: str | None, section: object) -> None:
        """The editor says what its settings for a folder are (None: for what is in none)."""
        project = self._loose if folder is None else self._projects.get(folder)
        if project is not None and project.configuring.give(section):
            project.reset()

    def folders(self, folders: Sequence[str]) -> None:
        """These are the folders of the workspace."""
        for folder in set(self._projects) - set(folders):
            del self._projects[folder]
        for folder in folders:
            if folder not in self._projects:
                self._projects[folder] = self._project(folder)
        for path, snapshot in self._open.items():
            before = self._owners.pop(path, None)
            owner = self._owner(path)
            if before is not owner:
                if before is not None:
                    before.closed(path)
                owner.opened(snapshot)
                self._due[path] = 0.0

    def gather(self, answer: Callable[[list[Report]], None]) -> None:
        """Tell what is shown of every file, as soon as all of them have been analysed."""
        self._asked.append(answer)

    # -- the thread ---------------------------------------------------------------------------------------------------

    def _project(self, folder: str | None) -> Project:
        return Project(folder, self._rules, self._shelf, self._listener.complained)

    def _all(self) -> list[Project]:
        return [*self._projects.values(), self._loose]

    def _owner(self, path: str) -> Project:
        """The project of the innermost folder around a file."""
        if path not in self._owners:
            around = [one for one in self._projects if path.startswith(one.rstrip(os.sep) + os.sep)]
            self._owners[path] = self._projects[max(around, key=len)] if around else self._loose
        return self._owners[path]

    def _mine(self, project: Project) -> list[str]:
        """The files about which a project has the word."""
        return [path for path in project.paths() if self._owner(path) is project]

    def _poll(self) -> None:
        """Raise `Interrupted` if what is done now has to give way."""
        if self._stopped:
            raise Interrupted
        for event in list(self._events) if self._events else ():
            if event.path == self._urgent if self._urgent is not None else not event.waits:
                raise Interrupted

    def _drain(self) -> None:
        while self._events and not self._stopped:
            self._events.popleft().do(self)

    def _run(self) -> None:
        while not self._stopped:
            wait = 0.0
            try:
                self._drain()
                wait = self._step()
            except Exception as error:
                log.exception("analysis failed: %r", error)
            with self._awake:
                if wait and not self._events and not self._stopped:
                    self._awake.wait(wait if wait > 0 else None)

    def _step(self) -> float:
        """Do the next thing. Gives how long to wait then, in seconds; 0: not at all, below: until something happens."""
        now = time.monotonic()
        for path, due in sorted(self._due.items(), key=lambda item: item[1]):
            if due > now:
                break
            self._urgently(path)
            return 0
        rested = now - self._last
        works = list(self._works())
        for patience, work in works:
            if rested >= patience and not self._due:
                with suppress(Interrupted):
                    work()
                self._tell(patience == DRAWING)
                return 0
        waits = [due - now for due in self._due.values()] + [patience - rested for patience, _ in works]
        if not waits:
            self._finished()
            return -1
        return max(min(waits), 0.005)

    def _works(self) -> Iterator[tuple[float, Callable[[], Any]]]:
        """What is left to do when nobody waits: how long the keyboard must have rested, and what."""
        for project in self._all():
            for path in project.undrawn():
                yield DRAWING, lambda project=project, path=path: project.draw(path)  # type: ignore[misc]
                break
        for project in self._all():
            for path in list(project.stale_open):
                yield RESTING, lambda project=project, path=path: project.check(path)  # type: ignore[misc]
                break
        for project in self._all():
            if project.unlooked:
                yield RESTING, project.look
        for project in self._all():
            for path in list(project.stale_closed):
                yield QUIET, lambda project=project, path=path: project.check(path)  # type: ignore[misc]
                break

    def _urgently(self, path: str) -> None:
        """Analyse a document for which somebody waits, and tell the result."""
        project = self._owner(path)
        self._due.pop(path, None)
        self._urgent = path
        try:
            project.check(path)
        except Interrupted:
            self._due.setdefault(path, time.monotonic())
            return
        finally:
            self._urgent = None
        self._report(project, path)
        self._report_texts(project)

    def _tell(self, drawn: bool = False) -> None:
        """Tell what background work has changed, now and then and at its end."""
        left = sum(len(one.stale_closed) + len(one.stale_open) for one in self._all())
        self._total = max(self._total, left)
        now = time.monotonic()
        if left and now - self._told < EVERY and not drawn:
            return
        self._told = now
        if left:
            self._listener.progressed(Progress(left, self._total))
        for path in self._open:
            if path not in self._due:
                self._report(self._owner(path), path)
        for project in self._all():
            self._report_texts(project)

    def _finished(self) -> None:
        if self._total:
            self._total = 0
            self._listener.progressed(None)
        if self._asked:
            reports = [project.report(path) for project in self._all() for path in self._mine(project)]
            while self._asked:
                self._asked.pop()(reports)

    def _report(self, project: Project, path: str) -> None:
        report = project.report(path)
        if self._shown.get(path) != report:
            self._shown[path] = report
            self._listener.reported(report)

    def _report_texts(self, project: Project) -> None:
        """Tell what is found in text files that open documents fill: no editor opens them for a server of Python."""
        texts = [path for path in project.texts() if path not in self._open]
        shown = [path for path in self._shown if path not in self._open and self._owner(path) is project]
        for path in {*texts, *shown}:
            self._report(project, path) if path in texts else self._withdraw(path)

    def _withdraw(self, path: str) -> None:
        """Show nothing of a file any more."""
        del self._shown[path]
        self._owners.pop(path, None)
        self._listener.reported(Report(path, None))
