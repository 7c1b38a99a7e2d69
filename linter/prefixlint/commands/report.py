"""`prefixlint report --html FILE`: the whole project as a page.

Knows: how a run is set up and where the page goes. Must not know: how anything is found or drawn.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from prefixlint import __version__, project
from prefixlint.config import UNREADABLE, ConfigError
from prefixlint.picture import Site, gather
from prefixlint.writing import put

if TYPE_CHECKING:
    from prefixlint.rule import Rule

CACHED_FILES = 256


def report(
    html: str, paths: Sequence[str], rules: Sequence[Rule], options: Mapping[str, object], jobs: int | None
) -> list[str]:
    """Write the page for `paths` to the file `html` ("-": standard output), and a line about it to the terminal. Returns a
    line for each path or file that could not be read. Raises `ConfigError`."""
    from prefixlint.report import page

    _check_target(html)
    run = project.run(paths, rules, options, jobs, None, maps=True)
    if not run.files and run.problems:
        return list(run.problems)
    sites = gather(run.maps, run.findings)
    sources = project.Sources()

    @lru_cache(maxsize=CACHED_FILES)
    def lines(path: str, cell: int | None) -> tuple[str, ...]:
        return tuple(sources(path, cell))

    data = page.render(sites, run.findings, lines, _title(paths), __version__, _base(paths)).encode()
    if html == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        write(html, data)
    name = "standard output" if html == "-" else html
    print(f"{name}: {summary(sites)}, {len(data) / 1000:,.0f} kB", file=sys.stderr if html == "-" else sys.stdout)
    unread = [f"{one.place}: {one.message}" for one in run.findings if one.code == UNREADABLE]
    return [*run.problems, *unread]


def summary(sites: Sequence[Site]) -> str:
    """What a page shows, in a line."""
    from prefixlint.report.summary import plural

    found = sum(bool(site.findings) for site in sites)
    losing = [site.loss for site in sites if site.loss]
    loss = f", about {sum(losing):,} tokens lost by one call of each of {len(losing)}" if losing else ""
    return f"{plural(len(sites), 'request')}, {found:,} with findings{loss}"


def write(path: str, data: bytes) -> None:
    """Write a file whole or not at all. Raises `ConfigError`."""
    try:
        put(path, data)
    except OSError as error:
        raise ConfigError(f"{path}: cannot write: {error.strerror or error}") from None


def _check_target(path: str) -> None:
    """Say at once what would go wrong after minutes. Raises `ConfigError`."""
    folder = os.path.dirname(path) or os.curdir
    if path == "-":
        return
    if os.path.isdir(path):
        raise ConfigError(f"{path}: cannot write: is a folder")
    if not os.path.isdir(folder):
        raise ConfigError(f"{path}: cannot write: no such folder as {folder}")
    if not os.access(folder, os.W_OK):
        raise ConfigError(f"{path}: cannot write: permission denied")


def _base(paths: Sequence[str]) -> str:
    """What all places begin with, if a machine's folders are named."""
    if not all(map(os.path.isabs, paths)):
        return ""
    try:
        return os.path.join(os.path.commonpath([os.path.dirname(os.path.normpath(path)) for path in paths]), "")
    except ValueError:
        return ""


def _title(paths: Sequence[str]) -> str:
    """What was looked at, as a reader elsewhere knows it."""
    names = [os.path.basename(os.path.abspath(path)) or path for path in paths]
    return ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")
