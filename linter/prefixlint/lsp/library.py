"""Files of the project for an analysis in an editor: open documents before what is on disk, and who has read what.

A `Library` lives as long as the editor; before each analysis it notices what has changed since the last one.
Knows: modification times, open documents, when an analysis has to give way. Must not know: the protocol, findings.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from prefixlint.callers import NO_CALLERS, Callers, Outlines
from prefixlint.files import MAX_BYTES, ProjectFiles
from prefixlint.loader import Loader
from prefixlint.lsp.documents import Snapshot
from prefixlint.syntax.document import Document

if TYPE_CHECKING:
    from prefixlint.config import Settings
    from prefixlint.flow.engine import Unit
    from prefixlint.syntax.notebook import Notebook

KEPT = 2_000_000  # bytes of source whose trees are kept; some 80 bytes of memory for each

Stamp = tuple[int, int, int]  # of an open document, or time of change and size of a file; all of them 0 for none
GONE: Stamp = (0, 0, 0)


class Interrupted(BaseException):
    """Something more urgent has come up: the analysis at hand is given up. No error, so that nothing handles it."""


class Shelf:
    """What the analysis sees of open documents and of the disk: read once, and again when it has changed."""

    def __init__(self, open_documents: Mapping[str, Snapshot], poll: Callable[[], None]) -> None:
        """`poll` raises `Interrupted` when an analysis has to give way."""
        self.open = open_documents
        self.poll = poll

    def stamp(self, path: str) -> Stamp:
        """What tells one content of a file from the next."""
        known = self.open.get(path)
        if known is not None:
            return (known.stamp, 0, 0)
        try:
            status = os.stat(path)
        except (OSError, ValueError):
            return GONE
        return (0, status.st_mtime_ns, status.st_size)

    def bytes(self, path: str, limit: int = -1) -> bytes:
        """The content, or the first `limit` bytes of it. Raises `OSError`."""
        known = self.open.get(path)
        if known is not None:
            return known.data
        with open(path, "rb") as stream:
            return stream.read(limit)


class Library(Loader):
    """A loader that lives on. `read` says what the analysis at hand has read, `asked` by which names it has looked for
    methods that send."""

    def __init__(self, settings: Settings, shelf: Shelf) -> None:
        from prefixlint.lint import tables
        from prefixlint.requests.sites import interest

        known = tables(settings)
        super().__init__(known, lambda names: interest(known, names), NO_CALLERS, kept=KEPT)
        self.known = known
        self.callers: Callers = NO_CALLERS
        self.read: dict[str, Stamp] = {}
        self.asked: set[str] = set()
        self._shelf = shelf
        self._stamps: dict[str, Stamp] = {}

    def begin(self) -> None:
        """A new analysis."""
        self.read = {}
        self.asked = set()

    def open(self, path: str) -> Unit | None:
        """The file at `path`, as it is now."""
        self._shelf.poll()
        self._notice(path)
        return super().open(path)

    def main(self, path: str, data: bytes, notebook: Notebook | None = None) -> Unit:
        """The file that is analysed, as `Loader.main`."""
        self._notice(path)
        return super().main(path, data, notebook)

    def senders(self, name: str, callee: str) -> list[tuple[Unit, str]]:
        """Methods that send, as `Loader.senders`."""
        self._shelf.poll()
        self.asked.add(name)
        return super().senders(name, callee)

    def learn(self, callers: Callers) -> None:
        """Take `callers` for what was known of who calls whom."""
        super().learn(callers)
        self.callers = callers

    def _notice(self, path: str) -> None:
        """Note that a file is read, and forget what was known of an older content."""
        if path in self.read:
            return
        self.read[path] = stamp = self._shelf.stamp(path)
        if self._stamps.get(path) != stamp:
            self.forget(path)
            self._stamps[path] = stamp

    def _bytes(self, path: str) -> bytes:
        return self._shelf.bytes(path, MAX_BYTES + 1)


class Texts(ProjectFiles):
    """The text files around a Python file; `read_paths` are those that were asked for, whether they exist or not."""

    def __init__(self, path: str, shelf: Shelf) -> None:
        super().__init__(path)
        self._shelf = shelf
        self.read_paths: dict[str, Stamp] = {}

    def _read(self, where: str) -> Document | None:
        real = self._real(where)
        self.read_paths[real] = self._shelf.stamp(real)
        known = self._shelf.open.get(real)
        return super()._read(where) if known is None else Document(real, known.whole.text, where)


class Outlined(Outlines):
    """Outlines that can be interrupted: what is made stays."""

    def __init__(self, shelf: Shelf) -> None:
        super().__init__()
        self._shelf = shelf

    def step(self) -> None:
        """Give way if that is wanted."""
        self._shelf.poll()
