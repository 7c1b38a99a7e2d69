"""Edits made on the content of a file. What lies outside of them stays as it was, byte for byte.

Knows: encodings, newlines, places as code points, notebooks through `fix.cells`. Must not know: why something is edited,
trees, disk.
"""

from __future__ import annotations

import codecs
import io
import tokenize
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from prefixlint.finding import Edit, Place
from prefixlint.fix.text import Change, EditError, Text, replaced
from prefixlint.source import SourceError, decode
from prefixlint.syntax.notebook import is_notebook


class Content(Protocol):
    """The content of a file, for those who edit it."""

    def text(self, cell: int | None) -> Text:
        """The source of a cell, or of the file. Raises `EditError` if there is no such cell."""

    def changed(self, changes: Mapping[int | None, Sequence[Change]]) -> bytes:
        """The content with these changes of each cell (sorted, not overlapping). Raises `EditError`."""


class Plain:
    """The content of a Python file."""

    def __init__(self, data: bytes) -> None:
        """Raises `EditError` for what cannot be decoded, or could not be written back as it is."""
        try:
            self._text = Text(decode(data))
            self._mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
            self._encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
            if self._mark:
                self._encoding = "utf-8"
            same = self._mark + self._text.text.encode(self._encoding) == data
        except (SourceError, SyntaxError, ValueError, LookupError) as error:
            raise EditError(f"cannot be edited: {getattr(error, 'message', error)}") from None
        if not same:
            raise EditError(f"cannot be edited: {self._encoding} does not give the same bytes again")

    def text(self, cell: int | None) -> Text:
        """The source of the file."""
        if cell is not None:
            raise EditError("is no notebook")
        return self._text

    def changed(self, changes: Mapping[int | None, Sequence[Change]]) -> bytes:
        """The content with these changes."""
        new = replaced(self._text.text, changes.get(None, ()))
        try:
            return self._mark + new.encode(self._encoding)
        except UnicodeEncodeError as error:
            raise EditError(f"{self._encoding} cannot write {error.object[error.start]!r}") from None


def content(path: str, data: bytes) -> Content:
    """The content of the file `path`. Raises `EditError`."""
    if is_notebook(path):
        from prefixlint.fix.cells import Cells

        return Cells(data)
    return Plain(data)


def overlapping(one: Place, other: Place) -> bool:
    """Whether two spans of one file share a character, or begin at the same place (of two insertions at one place nobody
    knows which comes first)."""
    if (one.path, one.cell) != (other.path, other.cell):
        return False
    first, second = sorted(((p.line, p.column), (p.end_line, p.end_column)) for p in (one, other))
    return second[0] < first[1] or first[0] == second[0]


def apply(path: str, data: bytes, edits: Iterable[Edit]) -> bytes:
    """The content `data` of the file `path` with all of `edits`, which are about this file and do not overlap.

    Raises `EditError`, and then nothing is changed.
    """
    known = content(path, data)
    return known.changed(changes_of(known, edits))


def changes_of(known: Content, edits: Iterable[Edit]) -> dict[int | None, list[Change]]:
    """The edits of a file by cell, sorted, as offsets. Raises `EditError`."""
    changes: dict[int | None, list[Change]] = {}
    for edit in sorted(edits, key=lambda edit: edit.place):
        where = edit.place
        text = known.text(where.cell)
        start, end = text.offset(where.line, where.column), text.offset(where.end_line, where.end_column)
        new = edit.text.replace("\n", text.newline(start))
        there = changes.setdefault(where.cell, [])
        if end < start or (there and start < there[-1][1]):
            raise EditError("edits overlap")
        there.append((start, end, new))
    return changes


class Moved:
    """Where the places of a file are behind edits."""

    def __init__(self, path: str, before: bytes, after: bytes, edits: Iterable[Edit]) -> None:
        """Raises `EditError`."""
        self._before = content(path, before)
        self._after = content(path, after)
        self._changes = changes_of(self._before, edits)

    def starts(self, place: Place) -> set[tuple[int | None, int, int]]:
        """Cell, line and column where what began at `place` may begin now: behind what was put in there, or in front of it;
        none if it was replaced."""
        try:
            at = self._before.text(place.cell).offset(place.line, place.column)
        except EditError:
            return {(place.cell, place.line, place.column)}
        shift, put_in = 0, 0
        for start, end, new in self._changes.get(place.cell, ()):
            if start < at < end:
                return set()
            if end <= at and start < at:
                shift += len(new) - (end - start)
            elif start == end == at:
                put_in = len(new)
        text = self._after.text(place.cell)
        return {(place.cell, *text.position(at + shift)), (place.cell, *text.position(at + shift + put_in))}
