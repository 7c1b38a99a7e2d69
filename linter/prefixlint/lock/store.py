"""The file `prefix.lock`: where it is, reading and writing.

Knows: the file's keys. Must not know: requests, how records are compared or shown.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

import msgspec

from prefixlint import __version__, ledger
from prefixlint.lock.sites import Site

VERSION = 1
NAME = "prefix.lock"
AGAIN = "`prefixlint lock`"
COMMENT = """\
What stands in front of every prompt, as prompt caches see it: written by `prefixlint lock`, compared by
`prefixlint check --locked`. Check this file in; do not edit it."""


class Lock(msgspec.Struct, frozen=True, rename="kebab"):
    """The file. `paths` were looked at, as seen from the folder of the file; `written_by` is the version that wrote it."""

    version: int = VERSION
    written_by: str = ""
    paths: tuple[str, ...] = (".",)
    site: tuple[Site, ...] = ()


def root() -> str:
    """The folder in which the lock lies: the nearest one at or above the working folder with a pyproject.toml, else the
    working folder."""
    at = here = os.getcwd()
    while not os.path.isfile(os.path.join(at, "pyproject.toml")):
        parent = os.path.dirname(at)
        if parent == at:
            return here
        at = parent
    return at


def shown(file: str) -> str:
    """The path of `file` for readers: as seen from the working folder if it lies in it."""
    try:
        near = os.path.relpath(file)
    except ValueError:  # another drive
        return file
    return file if near.startswith(os.pardir + os.sep + os.pardir) else near


def read(file: str) -> Lock:
    """The lock in `file`. Raises `ConfigError`."""
    return ledger.read(file, Lock, VERSION, AGAIN)


def write(file: str, paths: Sequence[str], sites: Iterable[Site]) -> None:
    """Write a lock. Raises `ConfigError`."""
    top: dict[str, ledger.Value] = {"version": VERSION, "written-by": __version__, "paths": sorted(paths)}
    ledger.write(file, ledger.render(COMMENT, top, "site", map(_row, sites)))


def _row(site: Site) -> dict[str, ledger.Value]:
    return {
        field.encode_name: getattr(site, field.name)
        for field in msgspec.structs.fields(Site)
        if getattr(site, field.name) != field.default or field.name == "tokens"
    }
