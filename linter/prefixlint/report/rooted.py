"""Paths as services outside this machine know them: below the root of the repository, percent-encoded where that is due.

Knows: folders, addresses. Must not know: findings, formats, how anything is found.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

_TOPS = (".git", ".hg")


@dataclass(frozen=True)
class Root:
    """The folder that paths are relative to. Findings name files relative to `working`, where the command was run."""

    folder: str
    working: str

    def below(self, path: str) -> str | None:
        """`path` relative to the root, with slashes; None if it lies outside (or on another drive)."""
        try:
            relative = os.path.relpath(os.path.join(self.working, path), self.folder)
        except ValueError:
            return None
        if relative == os.pardir or relative.startswith(os.pardir + os.sep) or os.path.isabs(relative):
            return None
        return relative.replace(os.sep, "/")

    def shown(self, path: str) -> str:
        """`path` below the root, or the whole of it if it lies outside."""
        inside = self.below(path)
        return os.path.normpath(os.path.join(self.working, path)).replace(os.sep, "/") if inside is None else inside


def repository(working: str | None = None) -> Root:
    """The repository around the working folder; that folder itself if there is none."""
    start = os.path.abspath(working or os.curdir)
    folder = start
    while not any(os.path.exists(os.path.join(folder, top)) for top in _TOPS):
        parent = os.path.dirname(folder)
        if parent == folder:
            return Root(start, start)
        folder = parent
    return Root(folder, start)


def encoded(path: str) -> str:
    """A relative path as an address: percent-encoded UTF-8, or whatever bytes the file system has."""
    # A colon in the first part would be read as a scheme (RFC 3986, 4.2).
    return quote(os.fsencode(path), safe="/!$&'()*+,;=@~")


def address(path: str) -> str:
    """An absolute path as an address."""
    return Path(path).as_uri()
