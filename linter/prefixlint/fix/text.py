"""A text and the places in it, and how it is changed.

Knows: lines and columns as Python counts them. Must not know: files, encodings, notebooks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

_NEWLINE = re.compile(r"\r\n?|\n")  # what Python counts as the end of a line; form feeds are none

Change = tuple[int, int, str]  # offsets of the first character and the one behind the last, and what stands there then


class EditError(Exception):
    """Edits that cannot be made; the message is one line without the file's name."""


class Text:
    """A text and the places in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(found.end() for found in _NEWLINE.finditer(text))]

    def offset(self, line: int, column: int) -> int:
        """The offset of a place, counted from 1. Raises `EditError` for a place that does not exist."""
        if not 1 <= line <= len(self._starts) or column < 1:
            raise EditError(f"there is no line {line}, column {column}")
        offset = self._starts[line - 1] + column - 1
        if offset > self._line_end(line):
            raise EditError(f"there is no line {line}, column {column}")
        return offset

    def position(self, offset: int) -> tuple[int, int]:
        """The line and column, from 1, of an offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def _line_end(self, line: int) -> int:
        """The offset of the newline of a line, or of the end of the text."""
        if line == len(self._starts):
            return len(self.text)
        end = self._starts[line] - 1
        return (
            end - 1 if self.text[end] == "\n" and end > self._starts[line - 1] and self.text[end - 1] == "\r" else end
        )

    def newline(self, offset: int) -> str:
        """How the line at `offset` ends; for the last line, how the first one does."""
        found = _NEWLINE.search(self.text, offset) or _NEWLINE.search(self.text)
        return found.group() if found is not None else "\n"


def replaced(text: str, changes: Sequence[Change]) -> str:
    """`text` with sorted changes that do not overlap."""
    parts: list[str] = []
    last = 0
    for start, end, new in changes:
        parts += (text[last:start], new)
        last = end
    return "".join([*parts, text[last:]])
