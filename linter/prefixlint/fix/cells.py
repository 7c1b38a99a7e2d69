"""Edits made on a notebook: only the source of a cell changes. Its JSON keeps its layout, its order of keys, its escapes.

Knows: the notebook format as `syntax.notebook` reads it, JSON as text. Must not know: Python, why something is edited.
"""

from __future__ import annotations

import codecs
import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from prefixlint.fix.text import Change, EditError, Text, replaced

_TOKEN = re.compile(
    r'[ \t\r\n]*(?:(?P<string>"(?:[^"\\]|\\.)*")|(?P<mark>[\[\]{}:,])|(?P<word>[^\s\[\]{}:,"]+))', re.DOTALL
)
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
MAX_DEPTH = 400  # of the JSON; notebooks have ten or so


@dataclass
class _Node:
    """A value of the JSON with the offsets of its text; `items` are the members of a list or object that matter."""

    start: int
    end: int = 0
    kind: str = ""
    items: list[_Node] = field(default_factory=list)
    keys: dict[str, _Node] = field(default_factory=dict)


class _Reader:
    """Reads JSON text, which a decoder has found to be right, with the offsets of its values."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def _next(self) -> re.Match[str]:
        found = _TOKEN.match(self.text, self.at)
        if found is None:
            raise EditError("cannot be edited: unexpected JSON")
        self.at = found.end()
        return found

    def value(self, depth: int = 0) -> _Node:
        """The value that begins here."""
        token = self._next()
        kind = token.lastgroup or ""
        node = _Node(token.start(kind), token.end(), kind)
        if depth > MAX_DEPTH:
            raise EditError("cannot be edited: nested too deeply")
        if token["mark"] not in ("[", "{"):
            return node
        node.kind = "list" if token["mark"] == "[" else "object"
        while True:
            ahead = _TOKEN.match(self.text, self.at)
            if ahead is None:
                raise EditError("cannot be edited: unexpected JSON")
            if ahead["mark"] in ("]", "}"):
                self.at = node.end = ahead.end()
                return node
            if ahead["mark"] == ",":
                self.at = ahead.end()
                continue
            if node.kind == "object":
                key = self._next()
                self._next()  # the colon
                node.keys[json.loads(key["string"], strict=False)] = self.value(depth + 1)
            else:
                node.items.append(self.value(depth + 1))


@dataclass
class _Source:
    """The source of a cell: the node that holds it, its pieces with their texts, all of it as one text."""

    node: _Node
    pieces: list[tuple[_Node, str]]
    text: Text


class Cells:
    """The content of a notebook."""

    def __init__(self, data: bytes) -> None:
        """Raises `EditError` for what is no notebook in UTF-8."""
        self._mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
        try:
            self._json = data[len(self._mark) :].decode("utf-8")
            json.loads(self._json, strict=False)
            top = _Reader(self._json).value()
        except (ValueError, RecursionError) as error:
            raise EditError(f"cannot be edited: {str(error).splitlines()[0]}") from None
        self._ascii = self._json.isascii() and "\\u" in self._json
        self._cells = top.keys["cells"].items if "cells" in top.keys else []
        if "cells" not in top.keys and "worksheets" in top.keys:
            sheets = top.keys["worksheets"].items
            self._cells = [cell for sheet in sheets if "cells" in sheet.keys for cell in sheet.keys["cells"].items]
        self._known: dict[int, _Source] = {}

    def text(self, cell: int | None) -> Text:
        """The source of a cell, counted from 1 among all cells."""
        return self._source(cell).text

    def changed(self, changes: Mapping[int | None, Sequence[Change]]) -> bytes:
        """The content with these changes of its cells."""
        new: list[Change] = []
        for cell, edits in changes.items():
            source = self._source(cell)
            if source.node.kind == "string":
                new.append((source.node.start, source.node.end, self._quoted(replaced(source.text.text, edits))))
            else:
                new.append(self._in_lines(source, edits))
        text = replaced(self._json, sorted(new))
        return self._mark + text.encode("utf-8", "surrogatepass")

    def _source(self, cell: int | None) -> _Source:
        if cell is None or not 1 <= cell <= len(self._cells):
            raise EditError("has no such cell")
        if cell not in self._known:
            keys = self._cells[cell - 1].keys
            written = [keys[name] for name in ("source", "input") if name in keys]
            node = next((one for one in written if one.items or self._value(one)), None)
            if node is None:
                raise EditError("has no such cell")
            nodes = node.items if node.kind == "list" else [node]
            pieces = [(one, str(self._value(one))) for one in nodes]
            self._known[cell] = _Source(node, pieces, Text("".join(text for _, text in pieces)))
        return self._known[cell]

    def _value(self, node: _Node) -> Any:
        return json.loads(self._json[node.start : node.end], strict=False) if node.kind == "string" else ""

    def _in_lines(self, source: _Source, edits: Sequence[Change]) -> Change:
        """The change of a source that is a list of lines: lines that stay the same stay as they are written."""
        ends = list(accumulate(len(text) for _, text in source.pieces))
        final = len(ends) - 1
        first = min(bisect_right(ends, edits[0][0]), final)
        last = max(first, min(bisect_left(ends, edits[-1][1]), final))
        begin = ends[first - 1] if first else 0
        while True:
            new = replaced(
                source.text.text[begin : ends[last]], [(one - begin, end - begin, text) for one, end, text in edits]
            )
            if last == final or new.endswith("\n"):
                break
            last += 1  # the line behind has become part of this one
        written = {text: self._json[node.start : node.end] for node, text in source.pieces[first : last + 1]}
        lines = [written.get(line) or self._quoted(line) for line in _LINE.findall(new) or [""]]
        if len(source.pieces) > 1:  # what stands between two lines
            between = self._json[source.pieces[0][0].end : source.pieces[1][0].start]
        else:
            between = "," + self._json[source.node.start + 1 : source.pieces[0][0].start]
        return source.pieces[first][0].start, source.pieces[last][0].end, between.join(lines)

    def _quoted(self, text: str) -> str:
        return json.dumps(text, ensure_ascii=self._ascii)
