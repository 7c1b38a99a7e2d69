"""Text as editors count it: lines from 0, columns in units of UTF-8, UTF-16 or UTF-32.

Knows: what ends a line in the protocol (`\\n`, `\\r\\n`, `\\r`; a form feed does not), code units, changes of a part of a text.
Must not know: documents, findings, the protocol's types.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

_END = re.compile(r"\r\n|\r|\n")
_WIDER = (0x80, 0x800, 0x10000)  # the first code points that need one more byte of UTF-8


def units(text: str, encoding: str) -> int:
    """The length of `text` in code units of `encoding`: "utf-8", "utf-16" or "utf-32"."""
    if encoding == "utf-32" or text.isascii():
        return len(text)
    if encoding == "utf-16":
        return len(text) + sum(1 for sign in text if ord(sign) > 0xFFFF)
    return len(text) + sum(1 for sign in text for limit in _WIDER if ord(sign) >= limit)


def code_points(line: str, column: int, encoding: str) -> int:
    """How many code points of `line` stand in front of `column`, which counts code units; one inside a character stands
    in front of it, one behind the end of the line at the end."""
    if encoding == "utf-32" or line.isascii():
        return min(max(column, 0), len(line))
    passed = 0
    for index, sign in enumerate(line):
        width = units(sign, encoding)
        if passed + width > column:
            return index
        passed += width
    return len(line)


@dataclass(frozen=True)
class Text:
    """A text with its lines."""

    text: str

    @cached_property
    def starts(self) -> list[int]:
        """The offset of the first character of each line."""
        return [0, *(match.end() for match in _END.finditer(self.text))]

    @cached_property
    def lines(self) -> list[str]:
        """The lines without what ends them; the last one may be empty."""
        return _END.split(self.text)

    def line(self, number: int) -> str:
        """The line `number`, from 0; empty outside the text."""
        return self.lines[number] if 0 <= number < len(self.lines) else ""

    def offset(self, line: int, column: int, encoding: str) -> int:
        """The offset of a position; what lies outside is at the end of the line or of the text."""
        if line >= len(self.starts):
            return len(self.text)
        line = max(line, 0)
        return self.starts[line] + code_points(self.lines[line], column, encoding)

    def column(self, line: int, column: int, encoding: str) -> int:
        """The column in code units of one in code points; both from 0."""
        return units(self.line(line)[: max(column, 0)], encoding)

    def changed(self, start: tuple[int, int], end: tuple[int, int], text: str, encoding: str) -> Text:
        """The text in which what stood between two positions became `text`."""
        first, last = self.offset(*start, encoding), self.offset(*end, encoding)
        return Text(self.text[:first] + text + self.text[max(first, last) :])
