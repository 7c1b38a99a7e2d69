"""`prefixlint lock`, and holding a lock against the source (`check --locked`).

Knows: which step follows which. Must not know: how requests are found, words for readers beyond one line.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from prefixlint import __version__, ledger, project
from prefixlint.config import UNREADABLE, ConfigError
from prefixlint.fingerprint import relative
from prefixlint.lock import store
from prefixlint.lock.compare import Change, compare
from prefixlint.lock.sites import Now, current
from prefixlint.report.summary import plural
from prefixlint.requests.map import RequestMap
from prefixlint.rule import Rule


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the file, sites, tokens in front of them, files that could not be read, paths that gave nothing."""

    file: str
    sites: int
    tokens: int
    unreadable: tuple[str, ...]
    problems: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.file}: {plural(self.sites, 'prompt')}, about {self.tokens:,} stable tokens in front"


def lock(paths: Sequence[str], output: str | None, rules: Sequence[Rule], workers: int | None) -> Written:
    """Write the lock of `paths` to `output`, or to its usual place. Nothing is written if something could not be read.
    Raises `ConfigError`."""
    file = os.path.abspath(output) if output is not None else os.path.join(store.root(), store.NAME)
    if os.path.basename(file) != store.NAME:
        ledger.check_target(file, "prefixlint lock")
    base = os.path.dirname(file)
    paths = paths or [os.path.relpath(store.root())]
    run = project.run(paths, rules, {}, workers, None, maps=True)
    unreadable = tuple(f"{one.place}: {one.message}" for one in run.findings if one.code == UNREADABLE)
    sites = [now.site for now in current(run.maps, _from(base))]
    if not unreadable and not run.problems:
        store.write(file, [relative(path, base) for path in paths], sites)
    return Written(store.shown(file), len(sites), sum(site.tokens for site in sites), unreadable, run.problems)


def _from(base: str) -> Callable[[str], str]:
    return lambda path: relative(path, base)


@dataclass(frozen=True, slots=True)
class Locked:
    """A lock that was read, and its place."""

    file: str
    lock: store.Lock

    @property
    def shown(self) -> str:
        """The file for readers."""
        return store.shown(self.file)

    @property
    def paths(self) -> list[str]:
        """What was looked at when it was written, as seen from the working folder."""
        base = os.path.dirname(self.file)
        return [os.path.relpath(os.path.join(base, path)) for path in self.lock.paths]

    @property
    def remark(self) -> str:
        """What a reader should know before believing that something moved."""
        by = self.lock.written_by
        return (
            f"It was written by prefixlint {by}; this is {__version__}, which may see more."
            if by != __version__
            else ""
        )


def opened(file: str | None) -> Locked:
    """The lock in `file`, or in its usual place. Raises `ConfigError`."""
    file = os.path.abspath(file) if file is not None else os.path.join(store.root(), store.NAME)
    try:
        return Locked(file, store.read(file))
    except ConfigError as error:
        # The whole path is of no use to anybody.
        raise type(error)(str(error).replace(file, store.shown(file), 1)) from None


def moved(locked: Locked, maps: Iterable[RequestMap], inside: Callable[[str], bool]) -> list[Change]:
    """What is not as in the lock, of files that are `inside` what the user named (paths as the lock has them)."""
    now: list[Now] = current(maps, _from(os.path.dirname(locked.file)))
    return [
        change
        for change in compare(locked.lock.site, now)
        if inside(change.site.file) or (change.before is not None and inside(change.before.file))
    ]


def maps_of(
    locked: Locked, rules: Sequence[Rule], options: Mapping[str, object], workers: int | None
) -> tuple[RequestMap, ...]:
    """The requests in what was looked at when the lock was written."""
    return project.run(locked.paths, rules, options, workers, None, maps=True).maps
