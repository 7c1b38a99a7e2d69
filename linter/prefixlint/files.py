"""Text files of the project that a program reads: found below its root, read once, never anything else.

Paths inside the engine begin at the project's root ("/prompts/system.md"), so that nothing outside can be named, and
no path of a machine ever becomes part of a text.
Knows: folders, encodings, sizes. Must not know: syntax, values, who asks.
"""

from __future__ import annotations

import os
import posixpath
import stat
from functools import lru_cache

from prefixlint.syntax.document import Document

MAX_BYTES = 1_000_000  # of a text file; prompts are smaller, data is not
ROOTS = (".git", "pyproject.toml", "setup.py", "setup.cfg", ".hg")
_SOURCES = ("", "src", "lib", "python")  # folders below the root in which packages lie


class ProjectFiles:
    """The text files around the Python file `path`. What is missing, too large, no text or outside is None."""

    def __init__(self, path: str) -> None:
        self._absolute = os.path.isabs(path)
        self._root = root(os.path.dirname(os.path.abspath(path)))
        self._documents: dict[str, Document | None] = {}

    def where(self, path: str) -> str:
        """The path below the root of a file that the engine knows by `path`; "" if it lies outside."""
        full = os.path.abspath(path)
        if full != self._root and not full.startswith(self._root.rstrip(os.sep) + os.sep):
            return ""
        return "/" + os.path.relpath(full, self._root).replace(os.sep, "/")

    def read(self, where: str) -> Document | None:
        """The text file at a path below the root."""
        clean = posixpath.normpath("/" + where.lstrip("/"))
        if clean not in self._documents:
            self._documents[clean] = self._read(clean)
        return self._documents[clean]

    def package(self, name: str, beside: str) -> str | None:
        """The folder of a dotted package as the file at the path `beside` sees it; None if it is not of the project."""
        tail = name.replace(".", "/")
        if not name or not all(part.isidentifier() for part in name.split(".")):
            return None
        folder = posixpath.dirname(beside)
        folders = [folder]
        while folder not in ("/", ""):
            folder = posixpath.dirname(folder)
            folders.append(folder)
        for base in [*folders, *(posixpath.join("/", source) for source in _SOURCES)]:
            candidate = posixpath.join(base, tail)
            if os.path.isdir(self._real(candidate)):
                return candidate
        return None

    def _real(self, where: str) -> str:
        return os.path.join(self._root, *where.strip("/").split("/"))

    def _bytes(self, real: str) -> bytes:
        """The content of a file, not much more than counts. Raises `OSError`."""
        with open(real, "rb") as stream:
            return stream.read(MAX_BYTES + 1)

    def _read(self, where: str) -> Document | None:
        real = self._real(where)
        try:
            status = os.stat(real)
            if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_BYTES:
                return None
            if os.path.commonpath([os.path.realpath(real), os.path.realpath(self._root)]) != os.path.realpath(
                self._root
            ):
                return None
            data = self._bytes(real)
            text = data.decode("utf-8-sig")
        except (OSError, ValueError):  # undecodable, a null byte in the path, another drive
            return None
        if len(data) > MAX_BYTES or "\0" in text:
            return None
        shown = real if self._absolute else os.path.relpath(real)
        return Document(shown.replace(os.sep, "/"), text, where)


@lru_cache(maxsize=1_000)
def project(folder: str) -> str:
    """The project that `folder` belongs to: the nearest folder at or above it that says so; "" if none does."""
    found = root(folder)
    return found if any(os.path.exists(os.path.join(found, name)) for name in ROOTS) else ""


@lru_cache(maxsize=1_000)
def root(folder: str) -> str:
    """The project's root: the nearest folder at or above `folder` that says so, else the outermost package."""
    at = folder
    while True:
        if any(os.path.exists(os.path.join(at, name)) for name in ROOTS):
            return at
        parent = os.path.dirname(at)
        if parent == at:
            break
        at = parent
    at = folder
    while os.path.exists(os.path.join(at, "__init__.py")) and os.path.dirname(at) != at:
        at = os.path.dirname(at)
    return at
