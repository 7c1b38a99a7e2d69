"""Text files of the project that hold prompts: where a piece of them stands, and how it reads.

A `Span` is to a `Document` what a node is to a `syntax.parse.Tree`; both answer `place` and `code`.
Knows: offsets, lines, columns. Must not know: what the text means, disk, values.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Protocol

from prefixlint.finding import Place
from prefixlint.syntax.parse import MAX_SOURCE


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a document: offsets of its first character and of the one behind it. Made by `Document.span`, so that
    one piece is one object."""

    start: int
    end: int
    document: Document = field(repr=False)

    def narrowed(self, text: str, start: int, end: int) -> Span:
        """Where `text[start:end]` stands if `text` is what was made of this piece: the piece as it is, or with what
        indents, escapes or encloses it taken away. The whole piece where that cannot be said."""
        raw = self.document.text[self.start : self.end]
        if start <= 0 and end >= len(text):
            return self
        if raw == text:
            return self.document.span(self.start + start, self.start + end)
        if text in raw:
            at = self.start + raw.index(text)
            return self.document.span(at + start, at + end)
        wanted = text[start:end]
        found = _nth(raw, wanted, text.count(wanted, 0, start)) if wanted.strip() else -1
        if found < 0 and wanted.strip():  # several lines, indented or escaped: found by the first of them
            first = next(line for line in wanted.split("\n") if line.strip()).strip()
            found = _nth(raw, first, text.count(first, 0, start))
            wanted = first
        if found < 0:
            return self
        return self.document.span(self.start + found, self.start + found + len(wanted))


def _nth(text: str, wanted: str, number: int) -> int:
    """Where `wanted` stands in `text`, `number` others in front of it; -1 if there are not so many."""
    at = -1
    for _ in range(number + 1):
        at = text.find(wanted, at + 1)
        if at < 0:
            return -1
    return at


class Document:
    """A text file under its path as reports show it. `where` is its path below the project's root."""

    def __init__(self, path: str, text: str, where: str = "") -> None:
        self.path = path
        self.where = where
        self.text = text.replace("\r\n", "\n").replace("\r", "\n")
        self._lines: list[int] | None = None
        self._spans: dict[tuple[int, int], Span] = {}

    def span(self, start: int, end: int) -> Span:
        """The piece from `start` to `end`."""
        known = self._spans.get((start, end))
        if known is None:
            known = self._spans[start, end] = Span(start, end, self)
        return known

    @property
    def whole(self) -> Span:
        """All of it."""
        return self.span(0, len(self.text))

    def place(self, node: object) -> Place:
        """Where the piece `node` stands, as 1-based code points; the first character if it is not part of this file."""
        if not isinstance(node, Span) or node.document is not self:
            return Place(self.path, 1, 1, 1, 1)
        start, end = node.start, node.end
        while start < end and self.text[start].isspace():  # a finding stands at the first thing there is to see
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return Place(self.path, *self._position(start), *self._position(end))

    def code(self, node: object) -> str:
        """The piece `node` on one line, shortened for a message."""
        if not isinstance(node, Span) or node.document is not self:
            return ""
        known = " ".join(self.text[node.start : min(node.end, node.start + 20 * MAX_SOURCE)].split())
        return known if len(known) <= MAX_SOURCE else known[: MAX_SOURCE - 3].rstrip() + "..."

    def line_start(self, number: int) -> int:
        """The offset of the first character of a line, counted from 1."""
        lines = self._starts()
        return lines[min(max(number, 1), len(lines)) - 1]

    def _position(self, offset: int) -> tuple[int, int]:
        lines = self._starts()
        line = bisect_right(lines, offset)
        return line, offset - lines[line - 1] + 1

    def _starts(self) -> list[int]:
        if self._lines is None:
            self._lines = [0]
            at = self.text.find("\n")
            while at >= 0:
                self._lines.append(at + 1)
                at = self.text.find("\n", at + 1)
        return self._lines


class Home(Protocol):
    """The tree of a program, or the pieces of one."""

    path: str

    def place(self, node: object) -> Place:
        """Where a node stands."""

    def source(self, node: object) -> str:
        """The source of a node as it is written."""


class Quoted(Document):
    """The value of a string literal of a program, for what stands at some place inside it."""

    def __init__(self, tree: Home, node: object, text: str) -> None:
        super().__init__(tree.path, text)
        self._tree = tree
        self._node = node

    def place(self, node: object) -> Place:
        """Where the piece `node` of the literal stands; all of the literal where escapes hide it."""
        around = self._tree.place(self._node)
        if not isinstance(node, Span) or node.document is not self:
            return around
        raw = self._tree.source(self._node)
        inner = Document(self.path, raw)
        found = inner.whole.narrowed(self.text, node.start, node.end)
        if found == inner.whole:
            return around
        first, last = inner._position(found.start), inner._position(found.end)
        ends = [
            (around.line + line - 1, column + (around.column - 1 if line == 1 else 0)) for line, column in (first, last)
        ]
        return Place(self.path, *ends[0], *ends[1], around.cell)
