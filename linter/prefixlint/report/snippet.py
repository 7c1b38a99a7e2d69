"""Source lines with marked spans under them, in columns of a terminal.

Knows: how wide a character is, where a span stands in a line. Must not know: findings, colours, files.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

TAB = 4
WIDTH = 100  # columns of source that are shown; prompts are often written in one very long line
BEFORE = 30  # columns kept in front of a span when a line is cut
CUT = "..."


@dataclass(frozen=True, slots=True)
class Label:
    """A span of source with its annotation; `end_column` is the first behind it."""

    line: int
    column: int
    end_line: int
    end_column: int
    message: str
    primary: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """What underlines a span, with the annotation behind it."""

    text: str
    primary: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A row of output. A source row has the `number` of its line; a row of marks has `marks`, from left to right, each
    with the blanks in front of it; a row with neither stands for lines that are left out."""

    text: str = ""
    number: int | None = None
    marks: tuple[Mark, ...] = ()


def width(character: str) -> int:
    """Columns that `character` takes in a terminal."""
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def columns(text: str) -> int:
    """Columns that `text` takes in a terminal."""
    return len(text) if text.isascii() else sum(map(width, text))


def visible(text: str) -> list[str]:
    """One printable piece per character: tabs as spaces, control characters (which could steer a terminal) as `?`."""
    if text.isascii() and text.isprintable():
        return list(text)
    pieces: list[str] = []
    at = 0
    for character in text:
        piece = character
        if character == "\t":
            piece = " " * (TAB - at % TAB)
        elif (
            unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") or character in "\u202a\u202b\u202c\u202d\u202e"
        ):
            piece = "?"
        pieces.append(piece)
        at += columns(piece)
    return pieces


def rows(lines: Sequence[str], labels: Iterable[Label]) -> list[Row]:
    """Rows for `labels` in the order of their lines, each line of source once, with a gap where lines are left out."""
    by_line: dict[int, list[Label]] = {}
    for label in labels:
        if 0 < label.line <= len(lines):
            by_line.setdefault(label.line, []).append(label)
    found: list[Row] = []
    previous = 0
    for number in sorted(by_line):
        if previous and number > previous + 1:
            found.append(Row())
        previous = number
        here = sorted(by_line[number], key=lambda label: (not label.primary, label.column))
        found.extend(_line_rows(number, lines[number - 1].rstrip("\r\n"), here))
    return found


def _line_rows(number: int, text: str, labels: Sequence[Label]) -> list[Row]:
    """The row of a source line, and one row per label below it."""
    pieces = visible(text)
    focus = labels[0]
    first, last = _window(pieces, focus.column - 1)
    head = CUT if first else ""
    shown = head + "".join(pieces[first:last]) + (CUT if last < len(pieces) else "")
    found = [Row(shown.rstrip(), number)]
    open_to = -1  # column behind a mark without annotation, which may share its row with one to the right of it
    for label in labels:
        start = min(max(label.column - 1, first), last)
        stop = len(text) if label.end_line > label.line else label.end_column - 1
        stop = min(max(stop, start + 1), last)
        indent = columns(head) + columns("".join(pieces[first:start]))
        length = max(1, columns("".join(pieces[start:stop]).rstrip()))
        message = label.message
        if label.end_line > label.line:
            message = f"{message} (to line {label.end_line})".strip()
        line = ("^" if label.primary else "-") * length
        if 0 <= open_to < indent:
            beside = Mark(" " * (indent - open_to) + f"{line} {message}".rstrip(), label.primary)
            found[-1] = Row(marks=(*found[-1].marks, beside))
        else:
            found.append(Row(marks=(Mark(" " * indent + f"{line} {message}".rstrip(), label.primary),)))
        open_to = -1 if message else indent + length
    return found


def _window(pieces: Sequence[str], at: int) -> tuple[int, int]:
    """The part of a long line that is shown: first and last index of `pieces`, around the index `at`."""
    if columns("".join(pieces)) <= WIDTH:
        return 0, len(pieces)
    first = 0
    if columns("".join(pieces[:at])) > WIDTH - 40:
        first = at
        room = BEFORE
        while first > 0 and room > 0:
            first -= 1
            room -= columns(pieces[first])
    last, room = first, WIDTH
    while last < len(pieces) and room > 0:
        room -= columns(pieces[last])
        last += 1
    return first, last
