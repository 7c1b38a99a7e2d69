"""The picture of a request as text, for a terminal of any width, with colours or without.

Knows: pictures, findings, columns of a terminal. Must not know: how anything is found, files, configuration.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TextIO

from prefixlint.finding import Finding, Place, Severity
from prefixlint.picture import Cell, Picture, Row, State, bar
from prefixlint.picture.hover import BLOCKS
from prefixlint.picture.words import CUT, address, policy, sent_to
from prefixlint.report.snippet import columns, visible
from prefixlint.report.text import Piece

ASCII = {
    State.CACHED: "#",
    State.SAME: "=",
    State.LOST: "x",
    State.CHANGES: "~",
    State.GROWS: ">",
    State.REPAID: "-",
    State.UNKNOWN: "?",
    State.CLOSING: ".",
}
MAX_WIDTH = 110
MAX_HOPS = 4
_STYLE = {
    State.CACHED: "green",
    State.SAME: "dim green",
    State.LOST: "red",
    State.CHANGES: "yellow",
    State.GROWS: "blue",
    State.REPAID: "magenta",
    State.UNKNOWN: "dim",
    State.CLOSING: "dim",
}
_SEVERITY = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}
_DIM = "dim"
_STRONG = "bold"
_LABEL = 11  # columns in front of a bar
_ROLE, _LEVEL, _TOKENS, _LINE = 14, 14, 15, 4  # columns of the table


def glyphs(stream: TextIO) -> Mapping[State, str]:
    """The characters that `stream` can show."""
    try:
        "".join(BLOCKS.values()).encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return ASCII
    return BLOCKS


def render(
    drawn: Picture,
    title: str,
    findings: Sequence[Finding],
    notes: Iterable[str],
    width: int,
    marks: Mapping[State, str],
) -> list[Piece]:
    """The picture with the findings that belong to it. `title` names it, `notes` are remarks about it."""
    width = max(60, min(width, MAX_WIDTH))
    pieces = [Piece(f"{title}\n", _STRONG)]
    pieces += _wrapped(f"{sent_to(drawn.map)}; {policy(drawn.map)}", width, "", _DIM)
    for note in notes:
        pieces += _wrapped(note, width, "", _DIM)
    pieces.append(Piece("\n"))
    pieces += _wrapped(drawn.verdict, width, "", _STRONG)
    pieces.append(Piece("\n"))
    pieces += _bars(drawn, width, marks)
    for finding in findings:
        pieces += _finding(finding, drawn.map.place, width)
    if findings:
        pieces.append(Piece("\n"))
    pieces += _table(drawn, width, marks)
    return pieces


def _bars(drawn: Picture, width: int, marks: Mapping[State, str]) -> Iterator[Piece]:
    """Today, after the fix, and what the characters mean."""
    if not drawn.today:
        return
    room = width - _LABEL
    yield from _bar("today", drawn.today, room, marks)
    if drawn.after != drawn.today:
        yield from _bar("after fix", drawn.after, room, marks)
    at = 0
    yield Piece(" " * _LABEL)
    for state in drawn.states:
        text = f" {state.about}"
        if at and at + len(text) + 4 > room:
            yield Piece("\n" + " " * _LABEL)
            at = 0
        if at:
            yield Piece("   ")
        yield Piece(marks[state], _STYLE[state])
        yield Piece(text, _DIM)
        at += len(text) + 4
    yield Piece("\n\n")


def _bar(label: str, cells: Sequence[Cell], room: int, marks: Mapping[State, str]) -> Iterator[Piece]:
    yield Piece(f"{label:<{_LABEL}}")
    line = bar(cells, room, marks)
    state_of = {mark: state for state, mark in marks.items()}
    start = 0
    for at in range(1, len(line) + 1):
        if at == len(line) or line[at] != line[start]:
            yield Piece(line[start:at], _STYLE[state_of[line[start]]])
            start = at
    yield Piece("\n")


def _finding(finding: Finding, beside: Place, width: int) -> Iterator[Piece]:
    """A finding: what it is, where, what it says, what to do."""
    style = _SEVERITY[finding.severity]
    yield Piece(finding.severity.name.lower(), style)
    yield Piece(" ")
    yield Piece(f"{finding.code} {finding.name}", style, finding.url)
    yield Piece(f" ({address(finding.place, beside)})\n", _DIM)
    yield from _wrapped(finding.message, width, "  ")
    if finding.fix is not None:
        yield from _wrapped(f"help: {finding.fix.message}", width, "  ", "green")


def _table(drawn: Picture, width: int, marks: Mapping[State, str]) -> Iterator[Piece]:
    """A row for each block and part, in wire order."""
    head = f"  #   {'block':<{_ROLE}}{'volatility':<{_LEVEL}}{'tokens':<{_TOKENS}}{'line':>{_LINE}}  text"
    yield Piece(f"{head}\n", _DIM)
    before: Row | None = None
    for row in drawn.rows:
        yield from _row(row, before, drawn.map.place, width, marks)
        before = row


def _row(row: Row, before: Row | None, beside: Place, width: int, marks: Mapping[State, str]) -> Iterator[Piece]:
    style = _STYLE[row.state] if row.state is not None else ""
    near = row.written and row.place.file == beside.file
    told = (
        before is not None
        and before.written
        and (before.place.file, before.place.line) == (row.place.file, row.place.line)
    )
    yield Piece(f"{row.number or '':>3} ", _DIM)
    yield Piece(f"{marks[row.state] if row.state is not None else ' '} ", style)
    yield Piece(_padded(row.role, _ROLE), _STRONG)
    yield Piece(_padded(row.level, _LEVEL), style if row.state in (State.CHANGES, State.REPAID) else "")
    size = f"{row.tokens:<{_TOKENS}}{row.place.line if near else '':>{_LINE}}  "
    room = width - (6 + _ROLE + _LEVEL + _TOKENS + _LINE + 2)
    text = f'"{_cut(row.text, room - 2)}"' if row.literal else _cut(row.text, room)
    yield Piece(size if text else size.rstrip())
    yield Piece(f"{text}\n", "" if row.written else _DIM)
    where = f"{row.place.file}:{row.place.line}" if row.written and not near and not told else ""
    under = ["; ".join(filter(None, (where, row.note)))]
    under += [f"{hop.message}: {address(hop.place, beside)}" for hop in row.hops[:MAX_HOPS]]
    for line in filter(None, under):
        yield from _wrapped(line, width, " " * (6 + _ROLE), _DIM)
    if row.marker:
        yield from _wrapped(f"breakpoint here: {row.marker}", width, " " * (6 + _ROLE), "cyan")


def _padded(text: str, room: int) -> str:
    """`text` in exactly `room` columns, the last of them blank."""
    short = _cut(text, room - 1)
    return short + " " * (room - columns(short))


def _cut(text: str, room: int) -> str:
    """The start of `text` on one line, in at most `room` columns, with nothing in it that could steer a terminal."""
    line = " ".join(text[: room * 8].split()) or text[:8].replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
    pieces = visible(line)
    if columns(line) <= room:
        return "".join(pieces)
    found, used = "", len(CUT)
    for piece in pieces:
        used += columns(piece)
        if used > room:
            break
        found += piece
    return found.rstrip() + CUT


def _wrapped(text: str, width: int, indent: str, style: str = "") -> Iterator[Piece]:
    """`text` in lines of at most `width` columns."""
    clean = "".join(visible(" ".join(text.split())))
    lines = textwrap.wrap(
        clean,
        width,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    for line in lines:
        yield Piece(f"{line}\n", style)
