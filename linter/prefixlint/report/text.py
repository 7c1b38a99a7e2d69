"""The report for people: the culprit underlined in its line, what is lost below it, then what to do.

Knows: findings, source lines it is handed, terminals. Must not know: how anything is found, configuration.
Colour and hyperlinks are used only on a terminal, and only then is rich imported.
"""

from __future__ import annotations

import os
import textwrap
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TextIO

from prefixlint.finding import Finding, Place, Related, Severity
from prefixlint.report.loss import cache_words, money_words
from prefixlint.report.snippet import Label, Row, rows
from prefixlint.report.summary import Summary, plural

Lines = Callable[[str, int | None], Sequence[str]]  # of a file, or of a cell of a notebook

ADVICE_WIDTH = 100
_SEVERITY = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}
_HOW = {"safe": " `--fix` does that.", "unsafe": " `--fix --unsafe-fixes` does that: look at it."}
_FRAME = "blue"
_STRONG = "bold"
_RELATED = "cyan"


class Piece(NamedTuple):
    """Text with a style (of rich) and the address it links to."""

    text: str
    style: str = ""
    link: str = ""


def render(findings: Iterable[Finding], summary: Summary, lines: Lines) -> list[Piece]:
    """The report. `lines` gives the source lines of a path and cell, none if it cannot be read."""
    pieces: list[Piece] = []
    findings = list(findings)
    for finding in findings:
        pieces.extend(_finding(finding, lines))
        pieces.append(Piece("\n"))
    pieces.extend(_summary(summary))
    pieces.extend(_fixable(findings))
    return pieces


def write(pieces: Iterable[Piece], stream: TextIO, environ: Mapping[str, str] = os.environ) -> None:
    """Write `pieces`, with colours and links if `stream` can show them."""
    if not coloured(stream, environ):
        stream.write("".join(piece.text for piece in pieces))
        return
    from rich.console import Console
    from rich.text import Text

    text = Text()
    for piece in pieces:
        style = f"{piece.style} link {piece.link}".strip() if piece.link else piece.style
        text.append(piece.text, style)
    console = Console(
        file=stream, force_terminal=True, color_system="standard", highlight=False, markup=False, emoji=False
    )
    console.print(text, soft_wrap=True, end="")


def coloured(stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Whether to write colours: a terminal that can show them, unless NO_COLOR or FORCE_COLOR say otherwise."""
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR"):
        return environ["FORCE_COLOR"] not in ("0", "false")
    return stream.isatty() and environ.get("TERM") != "dumb"


def _finding(finding: Finding, lines: Lines) -> Iterator[Piece]:
    """One finding: header, place, source with labels, places in other files, advice."""
    style = _SEVERITY[finding.severity]
    yield Piece(f"{finding.severity.name.lower()}[", style)
    yield Piece(finding.code, style, finding.url)
    yield Piece("]", style)
    yield Piece(f" {finding.name}: ", _STRONG)
    yield Piece(f"{finding.message}\n", _STRONG)
    here = [related for related in finding.related if related.place.file == finding.place.file]
    elsewhere = [related for related in finding.related if related.place.file != finding.place.file]
    numbers = [finding.place.line, *(related.place.line for related in finding.related)]
    gutter = " " * len(str(max(numbers)))
    labels = [_label(finding.place, "", True), *(_label(related.place, related.message) for related in here)]
    yield from _snippet(
        gutter, "-->", finding.place, rows(lines(finding.place.path, finding.place.cell), labels), style
    )
    for group in _by_file(elsewhere):
        labels = [_label(related.place, related.message) for related in group]
        first = group[0].place
        found = rows(lines(first.path, first.cell), labels)
        yield from _snippet(gutter, ":::", first, found, style)
        if not found:
            for related in group:
                yield from _remark(gutter, "note", f"line {related.place.line}: {related.message}", _RELATED)
    if finding.loss is not None:
        for word, text in (("cache", cache_words(finding.loss)), ("cost", money_words(finding.loss))):
            if text:
                yield from _remark(gutter, word, text, _RELATED)
    if finding.fix is not None:
        yield from _remark(gutter, "help", finding.fix.message + _HOW.get(finding.fix.applicability, ""), "bold green")


def _label(place: Place, message: str, primary: bool = False) -> Label:
    return Label(place.line, place.column, place.end_line, place.end_column, message, primary)


def _by_file(related: Iterable[Related]) -> list[list[Related]]:
    """Places of one file together; each cell of a notebook is like a file of its own."""
    groups: dict[str, list[Related]] = {}
    for one in related:
        groups.setdefault(one.place.file, []).append(one)
    return list(groups.values())


def _snippet(gutter: str, arrow: str, place: Place, found: Sequence[Row], style: str) -> Iterator[Piece]:
    """The place and, if the source is at hand, its lines with what is marked in them."""
    yield Piece(f"{gutter}{arrow} ", _FRAME)
    yield Piece(str(place), "", _address(place.path))
    yield Piece("\n")
    if not found:
        return
    yield Piece(f"{gutter} |\n", _FRAME)
    for row in found:
        if row.marks:
            yield Piece(f"{gutter} | ", _FRAME)
            for mark in row.marks:
                yield Piece(mark.text, style if mark.primary else _RELATED)
            yield Piece("\n")
        elif row.number is not None:
            yield Piece(f"{row.number:>{len(gutter)}} |", _FRAME)
            yield Piece(f" {row.text}\n" if row.text else "\n")
        else:
            yield Piece("...\n", _FRAME)
    yield Piece(f"{gutter} |\n", _FRAME)


def _remark(gutter: str, word: str, message: str, style: str) -> Iterator[Piece]:
    """A remark below the source, wrapped under itself."""
    indent = " " * (len(gutter) + len(word) + 5)
    text = textwrap.fill(
        " ".join(message.split()),
        ADVICE_WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    yield Piece(f"{gutter} = ", _FRAME)
    yield Piece(word, style)
    yield Piece(f": {text.strip()}\n")


def _fixable(findings: Iterable[Finding]) -> Iterator[Piece]:
    """How many can be fixed, if any can."""
    counts = Counter(one.fix.applicability for one in findings if one.fix is not None and one.fix.edits)
    safe, unsafe = counts["safe"], counts["unsafe"]
    if safe:
        more = f", {unsafe} more with `--fix --unsafe-fixes`" if unsafe else ""
        yield Piece(f"{safe} can be fixed with `--fix`{more}.\n")
    elif unsafe:
        yield Piece(f"{unsafe} can be fixed with `--fix --unsafe-fixes`.\n")


def _address(path: str) -> str:
    """The address of a file, for a hyperlink; none for what is no file (standard input)."""
    try:
        return Path(path).resolve().as_uri() if os.path.exists(path) else ""
    except (OSError, ValueError):
        return ""


def _summary(summary: Summary) -> Iterator[Piece]:
    """The last line."""
    checked = f"{plural(summary.files, 'file')}, {plural(summary.requests, 'request')}, {summary.seconds:.1f} s"
    counts = [
        Piece(plural(count, severity.name.lower()), _SEVERITY[severity])
        for severity, count in (
            (Severity.ERROR, summary.errors),
            (Severity.WARNING, summary.warnings),
            (Severity.NOTE, summary.notes),
        )
        if count
    ]
    if not counts:
        yield Piece("Nothing to report", "bold green")
    for index, count in enumerate(counts):
        if index:
            yield Piece(" and " if index == len(counts) - 1 else ", ")
        yield count
    yield Piece(f" ({checked}).\n")
