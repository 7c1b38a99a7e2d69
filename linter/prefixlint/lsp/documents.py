"""What is open in the editor: files, unsaved documents, and notebooks whose cells are documents of their own.

Every open document has a path under which the engine knows it: that of its file, or for an unsaved one a made-up path in
the first folder of the workspace, so that its imports and settings are found.

Knows: addresses (URIs) and paths, texts, versions, cells. Must not know: the protocol's types, findings, the engine.
"""

from __future__ import annotations

import io
import json
import os
import re
import tokenize
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count

from pygls.uris import from_fs_path, to_fs_path

from prefixlint.lsp.text import Text

NOTEBOOK = ".ipynb"
_UNFIT = re.compile(r"[^\w.-]+")

Change = tuple[tuple[tuple[int, int], tuple[int, int]] | None, str]  # what is replaced (None: all of it), by what


@dataclass(frozen=True)
class Cell:
    """A cell of a notebook; `language` is None for one that holds no code."""

    uri: str
    language: str | None
    text: Text
    version: int = 0


@dataclass(frozen=True)
class Snapshot:
    """A document at one moment. `stamp` is different for every content that was ever seen; `cells` are those of a notebook."""

    path: str
    uri: str
    version: int
    stamp: int
    whole: Text
    cells: tuple[Cell, ...] | None = None

    def text(self, cell: int | None = None) -> Text:
        """The text, or that of the cell with this number (from 1)."""
        if self.cells is None or cell is None:
            return self.whole
        return self.cells[cell - 1].text if 0 < cell <= len(self.cells) else Text("")

    def address(self, cell: int | None = None) -> tuple[str, int]:
        """Address and version of the document that holds a cell, or of this one."""
        if self.cells is not None and cell is not None and 0 < cell <= len(self.cells):
            return self.cells[cell - 1].uri, self.cells[cell - 1].version
        return self.uri, self.version

    @cached_property
    def data(self) -> bytes:
        """The content as the engine reads it from a file."""
        if self.cells is None:
            return encoded(self.whole.text)
        return json.dumps(
            {"cells": [_stored(cell) for cell in self.cells], "nbformat": 4, "nbformat_minor": 5}
        ).encode()


def _stored(cell: Cell) -> dict[str, object]:
    if cell.language is None:
        return {"cell_type": "markdown", "metadata": {}, "source": cell.text.text}
    metadata = {"vscode": {"languageId": cell.language}}
    return {"cell_type": "code", "metadata": metadata, "source": cell.text.text, "outputs": []}


def encoded(text: str) -> bytes:
    """The bytes of a file with this text: in the encoding that it names, if there is one and it can hold the text."""
    head = "".join(io.StringIO(text).readlines()[:2])
    if "coding" in head:
        try:
            return text.encode(tokenize.detect_encoding(io.BytesIO(head.encode("utf-8", "replace")).readline)[0])
        except (SyntaxError, UnicodeError, LookupError):
            # Columns stay what they are if the comment only stops naming an encoding.
            text = head.replace("coding", "c0ding") + text[len(head) :]
    return text.encode("utf-8", "replace")


class Documents:
    """The open documents, by their addresses."""

    def __init__(self, encoding: str) -> None:
        self.encoding = encoding
        self.home = os.getcwd()  # where unsaved documents are taken to be
        self._stamps = count(1)
        self._open: dict[str, Snapshot] = {}
        self._of_cell: dict[str, str] = {}
        self._by_path: dict[str, Snapshot] = {}

    def __contains__(self, uri: str) -> bool:
        return uri in self._open or uri in self._of_cell

    def all(self) -> list[Snapshot]:
        """Every open document; a notebook once."""
        return list(self._open.values())

    def find(self, uri: str) -> tuple[Snapshot, int | None] | None:
        """The document at an address, with the number of the cell if it is one; None if it is not open."""
        owner = self._of_cell.get(uri)
        if owner is not None:
            notebook = self._open[owner]
            for number, cell in enumerate(notebook.cells or (), 1):
                if cell.uri == uri:
                    return notebook, number
            return None
        known = self._open.get(uri)
        return None if known is None else (known, None)

    def at(self, path: str) -> Snapshot | None:
        """The open document at a path."""
        return self._by_path.get(path)

    def open(self, uri: str, version: int, text: str) -> Snapshot:
        """Note an opened document."""
        return self._put(Snapshot(self.path(uri), uri, version, next(self._stamps), Text(text)))

    def change(self, uri: str, version: int, changes: Sequence[Change]) -> Snapshot | None:
        """Note changes, one after the other; None for a document that is not open."""
        known = self._open.get(uri)
        if known is None or known.cells is not None:
            return None
        return self._put(
            replace(known, version=version, stamp=next(self._stamps), whole=self._changed(known.whole, changes))
        )

    def close(self, uri: str) -> Snapshot | None:
        """Forget a document; None if it was not open."""
        known = self._open.pop(uri, None)
        if known is not None:
            if self._by_path.get(known.path) is known:
                del self._by_path[known.path]
            for cell in known.cells or ():
                self._of_cell.pop(cell.uri, None)
        return known

    def open_notebook(self, uri: str, version: int, cells: Sequence[Cell]) -> Snapshot:
        """Note an opened notebook."""
        path = self.path(uri)
        path = path if path.endswith(NOTEBOOK) else path + NOTEBOOK
        return self._put(Snapshot(path, uri, version, next(self._stamps), Text(""), tuple(cells)))

    def change_notebook(
        self,
        uri: str,
        version: int,
        splice: tuple[int, int, Sequence[Cell]] | None,
        changes: Mapping[str, tuple[int, Sequence[Change]]],
        languages: Mapping[str, str | None],
    ) -> Snapshot | None:
        """Note changes of a notebook: cells put in for others (start, number of cells that go, cells that come), then
        changes of texts (by address of the cell, with the new version) and of what cells are (None: no code)."""
        known = self._open.get(uri)
        if known is None or known.cells is None:
            return None
        cells = list(known.cells)
        if splice is not None:
            start, gone, new = splice
            for cell in cells[start : start + gone]:
                self._of_cell.pop(cell.uri, None)
            texts = {cell.uri: cell for cell in cells}
            # A moved cell comes again without its text.
            cells[start : start + gone] = [cell if cell.version else texts.get(cell.uri, cell) for cell in new]
        for index, cell in enumerate(cells):
            if cell.uri in languages:
                language = languages[cell.uri]
                cell = replace(cell, language=None if language is None else cell.language or language)
            if cell.uri in changes:
                number, edits = changes[cell.uri]
                cell = replace(cell, text=self._changed(cell.text, edits), version=number)
            cells[index] = cell
        return self._put(Snapshot(known.path, uri, version, next(self._stamps), Text(""), tuple(cells)))

    def path(self, uri: str) -> str:
        """The path under which the engine knows what is at an address."""
        known = self._open.get(uri)
        if known is not None:
            return known.path
        path = to_fs_path(uri) if uri.startswith("file:") else None
        if path:
            return os.path.normpath(path)
        return os.path.join(self.home, _UNFIT.sub("-", uri).strip("-") or "untitled")

    def uri(self, path: str) -> str:
        """The address of the file at a path, as the editor writes it if it has it open."""
        known = self._by_path.get(path)
        return known.uri if known is not None else from_fs_path(path) or path

    def _put(self, snapshot: Snapshot) -> Snapshot:
        self._open[snapshot.uri] = snapshot
        self._by_path[snapshot.path] = snapshot
        for cell in snapshot.cells or ():
            self._of_cell[cell.uri] = snapshot.uri
        return snapshot

    def _changed(self, text: Text, changes: Sequence[Change]) -> Text:
        for span, new in changes:
            text = Text(new) if span is None else text.changed(*span, new, self.encoding)
        return text
