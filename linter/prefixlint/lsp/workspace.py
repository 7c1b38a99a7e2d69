"""One folder of the workspace under analysis: results that stay, and what has to be done again when a file changes.

Each file has a result, which knows what was read for it. A change of a document makes its own result stale at once, and
later those that have read it; who calls whom is asked again when the keyboard rests. All results together say what is
shown of one file, as on the command line.

Knows: jobs, loaders, callers and verdicts of the engine, which texts a result is about. Must not know: the protocol,
threads, when something is done.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from prefixlint import config, jobs
from prefixlint import project as engine
from prefixlint.callers import NO_CALLERS, Callers, find
from prefixlint.discover import SKIPPED, SUFFIXES, discover, rest
from prefixlint.files import project as project_of
from prefixlint.finding import Finding
from prefixlint.lint import Drawing, Result, reads_usage
from prefixlint.lsp.configuring import Configuring
from prefixlint.lsp.documents import Snapshot
from prefixlint.lsp.library import GONE, Library, Outlined, Shelf, Stamp, Texts
from prefixlint.lsp.moving import Moves
from prefixlint.syntax.notebook import searched
from prefixlint.syntax.sieve import passes
from prefixlint.unused import Uses
from prefixlint.verdict import settle

if TYPE_CHECKING:
    from prefixlint.config import Settings
    from prefixlint.requests.map import RequestMap
    from prefixlint.rule import Rule

MAX_FILES = 20_000  # of one folder; in more, callers are not looked for
MAX_BYTES = 100_000_000  # of source that is held to find callers


@dataclass(frozen=True)
class Report:
    """What is shown of a file: findings at places of `snapshot` (None: of the file on disk), maps of the requests that
    have to do with it at places of `seen`. `drawn` is False as long as those of its own requests are missing."""

    path: str
    snapshot: Snapshot | None
    findings: tuple[Finding, ...] = ()
    maps: tuple[RequestMap, ...] = ()
    seen: Snapshot | None = None
    drawn: bool = True


@dataclass(frozen=True)
class Checked:
    """The result of one file; `read` are the files that were read for it (those that were open as `texts`), `asked` the
    names by which methods that send were looked for; `shown` are the files in which its maps have places, and
    `drawing` makes those maps."""

    result: Result
    read: Mapping[str, Stamp] = field(default_factory=dict)
    texts: Mapping[str, Snapshot] = field(default_factory=dict)
    asked: frozenset[str] = frozenset()
    shown: frozenset[str] = frozenset()
    drawing: Drawing | None = None

    def drawn(self, poll: Callable[[], None]) -> Checked:
        """With its maps, which take as long as the findings and are less urgent."""
        if self.drawing is None:
            return self
        maps = self.drawing(poll)
        shown = frozenset(path for one in maps for path in _paths(one))
        return replace(self, result=replace(self.result, maps=maps), shown=shown, drawing=None)


class Project:
    """The files below a folder, or with None those that are open and in no folder of the workspace."""

    def __init__(
        self, folder: str | None, rules: Sequence[Rule], shelf: Shelf, complain: Callable[[str], None]
    ) -> None:
        self.folder = folder
        self.configuring = Configuring(rules, shelf, complain)
        self.stale_open: dict[str, None] = {}  # to be analysed, in this order
        self.stale_closed: dict[str, None] = {}
        self.unlooked = True  # files or callers have to be looked at
        self._shelf = shelf
        self._open: dict[str, Snapshot] = {}
        self._files: dict[str, None] = {}  # all that is found below the folder, in the order of reports
        self._sources: dict[str, tuple[Stamp, bytes]] = {}
        self._checked: dict[str, Checked] = {}
        self._good: dict[str, Report] = {}
        self._libraries: dict[tuple[object, ...], Library] = {}
        self._outlines = Outlined(shelf)
        self._loaders = jobs.Loaders()
        self._moves = Moves(shelf.open)
        self._settled: dict[str, list[Finding]] | None = None

    # -- what has changed ---------------------------------------------------------------------------------------------

    def opened(self, snapshot: Snapshot) -> None:
        """A document was opened, or its text changed."""
        path = snapshot.path
        self._open[path] = snapshot
        self.stale_closed.pop(path, None)
        self.stale_open[path] = None
        self._touched(path)

    def closed(self, path: str) -> None:
        """A document was closed: what is on disk counts again."""
        self._open.pop(path, None)
        self._good.pop(path, None)
        self.stale_open.pop(path, None)
        if os.path.isfile(path) and self.folder is not None:
            self.stale_closed[path] = None
        else:
            self._drop(path)
        self._touched(path)

    def _touched(self, path: str) -> None:
        """What has read a file is stale."""
        self.unlooked = True
        self._settled = None
        for other, checked in self._checked.items():
            if path in checked.read and other != path:
                self._again(other)

    def _again(self, path: str) -> None:
        (self.stale_open if path in self._open else self.stale_closed)[path] = None

    def reset(self) -> None:
        """Settings have changed: all results are stale."""
        self._libraries.clear()
        self._settled = None
        self.unlooked = True
        for path in {**self._open, **self._checked}:
            self._again(path)

    def _drop(self, path: str) -> None:
        self._files.pop(path, None)
        self._sources.pop(path, None)
        self._checked.pop(path, None)
        self.stale_closed.pop(path, None)
        self._settled = None

    # -- looking at files and callers ---------------------------------------------------------------------------------

    def look(self) -> None:
        """Note which files there are and what is in them, and who calls whom; whatever that changes is stale. May be
        interrupted and taken up again."""
        if self.configuring.stale():
            self.reset()
        self._discover()
        for path in self._files:
            self._shelf.poll()
            self._notice(path)
        self._find_callers()
        self.unlooked = False

    def _discover(self) -> None:
        """The files below the folder, and open ones."""
        found: list[str] = []
        if self.folder is not None:
            found = self._below(self.folder)
        files = dict.fromkeys([*found, *(path for path in self._open if self.concerns(path))])
        come, gone = set(files) - set(self._files), set(self._files) - set(files)
        self._files = files
        for path in gone:
            self._drop(path)
            self._touched(path)
        if gone or (come and self._checked):
            self._resolve_again(come)

    def _below(self, folder: str) -> list[str]:
        """The files below `folder`, and those of the project around it, in which callers may be."""
        found = discover([folder], self._excluded)
        return [*found.files, *rest(found.files, found.folders, self._excluded)][:MAX_FILES]

    def _resolve_again(self, come: Iterable[str]) -> None:
        """Modules have come or gone: who names one that came may mean it now."""
        for library in self._libraries.values():
            library.look_again()
        words = set()
        for path in come:
            stem = os.path.splitext(os.path.basename(path))[0]
            words.add((os.path.basename(os.path.dirname(path)) if stem == "__init__" else stem).encode())
        for path, (_, data) in self._sources.items():
            if path in self._checked and any(word in data for word in words):
                self._again(path)

    def _excluded(self, path: str) -> bool:
        return self.configuring(path)[0].excludes(path)

    def concerns(self, path: str) -> bool:
        """Whether the command line would look at the file at `path` in this folder."""
        if self._excluded(path):
            return False
        if self.folder is None:
            return True
        folder, parts = self.folder, os.path.relpath(path, self.folder).split(os.sep)
        for part in parts[:-1]:
            folder = os.path.join(folder, part)
            if part.startswith(".") or part in SKIPPED or os.path.exists(os.path.join(folder, "pyvenv.cfg")):
                return False
        return True

    def _notice(self, path: str) -> None:
        """Read a file if it has changed; it is stale then if it may hold a prompt."""
        stamp = self._shelf.stamp(path)
        if path in self._sources and self._sources[path][0] == stamp:
            return
        known = path in self._sources
        try:
            data = searched(path, self._shelf.bytes(path))
        except OSError:
            stamp, data = GONE, b""
        self._sources[path] = stamp, data
        if path not in self._open:  # open documents tell by themselves
            if known:
                self._touched(path)
            self._sort(path)

    def _sort(self, path: str) -> None:
        """Analyse a file if it is worth it, else say at once what it gives."""
        settings, rules = self.configuring(path)
        data = self._sources[path][1]
        library = self._libraries.get(jobs.tables_key(settings))
        if passes(data, settings.request_names) or (library is not None and library.calls(path)):
            self._again(path)
        elif path not in self._open:
            self.stale_closed.pop(path, None)
            self._checked[path] = Checked(Result(reads_usage=reads_usage(data, rules)))
            self._settled = None

    def _find_callers(self) -> None:
        """Ask who calls whom, and note which results that changes."""
        groups: dict[tuple[object, ...], tuple[Settings, dict[str, bytes]]] = {}
        for path, (_, data) in self._sources.items():
            settings = self.configuring(path)[0]
            if settings.scope == "project":
                groups.setdefault(jobs.tables_key(settings), (settings, {}))[1][path] = data
        for settings, files in groups.values():
            library = self._library(settings)
            if library is None:
                continue
            found = NO_CALLERS
            if len(files) > 1 and sum(map(len, files.values())) <= MAX_BYTES:
                found = find(files, library.known, self._outlines)
            self._learn(library, found)

    def _learn(self, library: Library, found: Callers) -> None:
        before = library.callers
        if found == before:
            return
        library.learn(found)
        words = {
            word for word in {*before.methods, *found.methods} if before.methods.get(word) != found.methods.get(word)
        }
        for path, checked in list(self._checked.items()):
            if before.names.get(path) != found.names.get(path) or words & checked.asked:
                self._sort(path) if path in self._sources else self._again(path)
        for path in found.names:
            if path not in self._checked:
                self._again(path)

    def _library(self, settings: Settings) -> Library | None:
        if settings.scope == "file":
            return None
        key = jobs.tables_key(settings)
        if key not in self._libraries:
            self._libraries[key] = Library(settings, self._shelf)
        return self._libraries[key]

    # -- analysing ----------------------------------------------------------------------------------------------------

    def check(self, path: str) -> None:
        """Analyse the file at `path`. What was stale stays so if that is interrupted."""
        snapshot = self._open.get(path)
        if self.configuring.stale():
            self.reset()
        settings, rules = self.configuring(path)
        if (snapshot is not None and not self.concerns(path)) or (snapshot is None and path not in self._files):
            checked = Checked(Result())
        else:
            checked = self._check(path, settings, rules)
        self.stale_open.pop(path, None)
        self.stale_closed.pop(path, None)
        if checked.result.readable or path not in self._checked:
            self._checked[path] = checked
        else:  # what it said of other files holds until it can be read again
            self._checked[path] = replace(
                self._checked[path], result=_broken(self._checked[path].result, checked.result)
            )
        self._settled = None

    def _check(self, path: str, settings: Settings, rules: tuple[Rule, ...]) -> Checked:
        stamp = self._shelf.stamp(path)
        try:
            data = self._shelf.bytes(path)
        except OSError as error:
            return Checked(jobs.unreadable(path, f"cannot read: {error.strerror or error}"))
        library = self._library(settings)
        texts = Texts(path, self._shelf) if library is not None else None
        if library is not None:
            library.begin()
        job = jobs.Job(path, settings, rules, data, maps=True)
        later: list[Drawing] = []
        with self._loaders.tidy():
            result = jobs.check_one(job, library, texts, later)
        if not result.parsed and result.readable:
            result = replace(result, reads_usage=reads_usage(data, rules))
        read = {path: stamp}
        if library is not None and texts is not None:
            read |= library.read | texts.read_paths
        open_now = {one: self._shelf.open[one] for one in read if one in self._shelf.open}
        asked = frozenset(library.asked) if library is not None else frozenset[str]()
        checked = Checked(result, read, open_now, asked, drawing=later[0] if later else None)
        return checked if path in self._open else checked.drawn(self._shelf.poll)

    def undrawn(self) -> list[str]:
        """The files whose maps are missing."""
        return [path for path in self._open if path in self._checked and self._checked[path].drawing is not None]

    def draw(self, path: str) -> None:
        """Make the maps of a file."""
        with self._loaders.tidy():
            self._checked[path] = self._checked[path].drawn(self._shelf.poll)

    # -- what is shown ------------------------------------------------------------------------------------------------

    def paths(self) -> list[str]:
        """The files of which something is to be shown."""
        return sorted({*self._findings(), *self._open})

    def texts(self) -> list[str]:
        """The text files with findings about prompts of open documents."""
        return [
            path
            for path, found in self._findings().items()
            if not path.endswith(SUFFIXES)
            and any(one.request is not None and one.request.place.path in self._open for one in found)
        ]

    def report(self, path: str) -> Report:
        """What is to be shown of the file at `path` now."""
        found = tuple(self._findings().get(path, ()))
        checked = self._checked.get(path)
        snapshot = self._open.get(path)
        if checked is not None and not checked.result.readable:
            return self._last_good(path, snapshot, found)
        if snapshot is not None and any(one.code == config.UNREADABLE for one in found):
            found = self._with_broken_cells(path, found)
        drawn = checked is None or checked.drawing is None
        report = Report(path, snapshot, found, tuple(self._maps(path)) if drawn else (), snapshot, drawn)
        if snapshot is not None:
            before = self._good.get(path)
            self._good[path] = report
            if not drawn and before is not None:  # those of the last text are better than none
                self._good[path] = replace(report, maps=before.maps, seen=before.seen)
        return report

    def _last_good(self, path: str, snapshot: Snapshot | None, found: tuple[Finding, ...]) -> Report:
        """What was shown before the file became unreadable, moved to where it is now, and why it is."""
        errors = tuple(one for one in found if one.code == config.UNREADABLE)
        good = self._good.get(path)
        if good is None or good.snapshot is None:
            return Report(path, snapshot, errors)
        read = {path: good.snapshot}
        kept = (
            self._moves.finding(one, read, strictly=False) for one in good.findings if one.code != config.UNREADABLE
        )
        return Report(path, snapshot, (*errors, *filter(None, kept)), good.maps, good.seen)

    def _with_broken_cells(self, path: str, found: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """`found`, and what was shown before in cells that cannot be parsed now."""
        good = self._good.get(path)
        if good is None or good.snapshot is None:
            return found
        broken = {one.place.cell for one in found if one.code == config.UNREADABLE}
        kept = (
            self._moves.finding(one, {path: good.snapshot}, strictly=False)
            for one in good.findings
            if one.code != config.UNREADABLE
        )
        more = [one for one in kept if one is not None and one.place.cell in broken]
        return tuple(sorted({*found, *more}, key=lambda one: one.sort_key))

    def _maps(self, path: str) -> Iterable[RequestMap]:
        """The maps of requests that stand in a file or take text from it."""
        seen: dict[RequestMap, None] = {}
        for checked in self._checked.values():
            old = checked.texts.get(path)
            if path not in checked.shown:
                continue
            if old is not None and self._moves.of(old) is not None:
                continue
            for one in checked.result.maps:
                if path in _paths(one):
                    seen.setdefault(one)
        return seen

    def _findings(self) -> dict[str, list[Finding]]:
        """All findings by file, as all results together say it."""
        if self._settled is None:
            order = {path: index for index, path in enumerate(self._files)}
            paths = sorted(self._checked, key=lambda path: (order.get(path, len(order)), path))
            configured = [self.configuring(path) for path in paths]
            compares = list({rule.about.code: rule for _, rules in configured for rule in rules}.values())
            everything = all(settings.scope == "project" for settings, _ in configured)
            results = [self._present(self._checked[path]) for path in paths]
            folders = [project_of(os.path.dirname(path)) for path in paths]
            uses = Uses(self._sources, lambda path: self._sources[path][1] if path in self._sources else b"")
            settled: Iterable[Finding] = settle(results, everything, compares, folders, uses)
            if any(settings.states() or settings.prices for settings, _ in configured):
                settled = engine.priced(settled, lambda path: self.configuring(path)[0])
            self._settled = {}
            for finding in sorted(settled, key=lambda one: one.sort_key):
                self._settled.setdefault(finding.place.path, []).append(finding)
        return self._settled

    def _present(self, checked: Checked) -> Result:
        """A result with its findings where they stand now; those whose line has changed since are left out."""
        result = checked.result
        if not result.candidates or not any(map(self._moves.of, checked.texts.values())):
            return result
        candidates = []
        for candidate in result.candidates:
            moved = self._moves.finding(candidate.finding, checked.texts, strictly=True)
            if moved is not None:
                candidates.append(replace(candidate, finding=moved))
        return replace(result, candidates=tuple(candidates))


def _paths(one: RequestMap) -> set[str]:
    """The files in which a request and its parts stand."""
    return {one.place.path, *(part.place.path for _, part in one.parts())}


def _broken(good: Result, bad: Result) -> Result:
    """What a file said when it could be read, with the findings that say why it cannot be read now."""
    return replace(good, candidates=bad.candidates, compared=bad.compared, readable=False)
