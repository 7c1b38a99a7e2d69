"""Jupyter notebooks: the code cells of one as a single module, in the order in which they stand, and the way back from a
line of that module to cell and line.

Knows: the notebook format (versions 2 to 4), which cells are Python, how cells become lines of a module.
Must not know: prompts, rules, files on disk. How IPython's own syntax is taken out is `syntax.magics`.

A notebook is JSON, so what its source says cannot be searched for in its bytes: quotes are escaped there, and outputs
hold the same words. Outputs can be many megabytes; they are passed over without being built.
"""

from __future__ import annotations

import codecs
import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import msgspec

from prefixlint.finding import Place
from prefixlint.source import MAX_SIGNS, SourceError

SUFFIX = ".ipynb"
_PYTHON = re.compile(r"python|^pyspark$", re.IGNORECASE)  # also "ipython", "python3", "xpython"
_NEWLINE = re.compile(r"\r\n?")
_LONE = re.compile("[\ud800-\udfff]")  # half of a character, which no source can hold


class _CellMetadata(msgspec.Struct, frozen=True):
    vscode: Any = None


class _Cell(msgspec.Struct, frozen=True):
    cell_type: str = ""
    source: str | list[str] = ""
    input: str | list[str] = ""  # format 3
    language: Any = None  # format 3
    metadata: _CellMetadata | list[Any] | None = None  # some writers make an empty object a list


class _Sheet(msgspec.Struct, frozen=True):
    cells: list[_Cell] = []


class _Metadata(msgspec.Struct, frozen=True):
    language_info: Any = None
    kernelspec: Any = None


class _Document(msgspec.Struct, frozen=True):
    cells: list[_Cell] | None = None
    worksheets: list[_Sheet] | None = None  # format 3
    metadata: _Metadata | list[Any] | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A code cell: its number among all cells of the notebook, from 1, and its source with plain newlines."""

    number: int
    source: str

    @property
    def lines(self) -> list[str]:
        """The lines as they are shown in the notebook."""
        return self.source.split("\n")


@dataclass(frozen=True, slots=True)
class Part:
    """What a cell is in the module: `first` is the line of the module on which it begins. `shifts` says how many columns
    of a line (counted from 0 inside the cell) stand in the cell only."""

    cell: Cell
    first: int
    shifts: dict[int, int]


@dataclass(frozen=True, slots=True)
class Broken:
    """A cell that is no Python and therefore left out; the error's line counts inside the cell."""

    cell: Cell
    error: SourceError


class Notebook:
    """The module that the cells make. A blank line stands between two cells, so that no comment of one speaks about
    the next."""

    def __init__(self, cells: Sequence[Cell], parse: Callable[[str], object]) -> None:
        """`parse` raises `SourceError` for what is no Python."""
        from prefixlint.syntax.magics import python

        if sum(cell.source.count("=") + cell.source.count("(") for cell in cells) > MAX_SIGNS:
            raise SourceError("cannot check: too much code in one notebook")
        lines: list[str] = []
        parts: list[Part] = []
        broken: list[Broken] = []
        for cell in cells:
            try:
                code, shifts = python(cell.source, parse)
            except SourceError as error:
                broken.append(Broken(cell, error))
                continue
            parts.append(Part(cell, len(lines) + 1, shifts))
            lines += code
            lines.append("")
        self.text = "\n".join(lines)
        self.broken = tuple(broken)
        self._parts = parts

    @cached_property
    def _firsts(self) -> list[int]:
        return [part.first for part in self._parts]

    @cached_property
    def _by_number(self) -> dict[int, Part]:
        return {part.cell.number: part for part in self._parts}

    def located(self, place: Place) -> Place:
        """A place of the module as one of the notebook."""
        if not self._parts:
            return place
        part = self._part(place.line)
        line, column = _inside(part, place.line, place.column)
        end_line, end_column = _inside(part, place.end_line, place.end_column)
        return replace(place, cell=part.cell.number, line=line, column=column, end_line=end_line, end_column=end_column)

    def line(self, cell: int | None, line: int) -> int:
        """The line of the module for a line of a cell."""
        part = self._by_number.get(cell) if cell is not None else None
        return line if part is None else part.first + line - 1

    def _part(self, line: int) -> Part:
        return self._parts[max(0, bisect_right(self._firsts, line) - 1)]


def _inside(part: Part, line: int, column: int) -> tuple[int, int]:
    """Line and column inside the cell; what an error says about the end of the text stays inside as well."""
    lines = part.cell.lines
    index = min(max(line - part.first, 0), len(lines) - 1)
    return index + 1, min(column + part.shifts.get(index, 0), len(lines[index]) + 1)


def is_notebook(path: str) -> bool:
    """Whether the file `path` is a notebook, by its name."""
    return path.endswith(SUFFIX)


def searched(path: str, data: bytes) -> bytes:
    """What the sieve has to look at: the code cells of a notebook, any other file as it is. A notebook that cannot be
    read is searched as a whole, so that it is missed by nobody if it may hold a prompt."""
    if not is_notebook(path):
        return data
    try:
        return "\n".join(cell.source for cell in cells(data)).encode("utf-8")
    except SourceError:
        return data.replace(b'\\"', b'"')


def lines_of(data: bytes) -> dict[int | None, list[str]]:
    """The lines of each cell, as reports show them. Raises `SourceError`."""
    return {cell.number: cell.lines for cell in cells(data)}


def cells(data: bytes) -> tuple[Cell, ...]:
    """The Python cells of a notebook, in their order. Raises `SourceError` for what is no notebook."""
    document = _document(data.removeprefix(codecs.BOM_UTF8))
    found = document.cells
    if found is None and document.worksheets is not None:
        found = [cell for sheet in document.worksheets for cell in sheet.cells]
    if found is None:
        raise SourceError("cannot read notebook: it has no cells")
    return tuple(_python_cells(found)) if _is_python(document) else ()


def _python_cells(found: Sequence[_Cell]) -> Iterator[Cell]:
    for number, cell in enumerate(found, 1):
        if cell.cell_type != "code" or not _named_python(_language(cell)):
            continue
        written = cell.source or cell.input
        source = written if isinstance(written, str) else "".join(written)
        if source.strip():
            yield Cell(number, _LONE.sub("\ufffd", _NEWLINE.sub("\n", source)))


def _language(cell: _Cell) -> object:
    """The language that a cell names for itself: in format 3, and in notebooks of VS Code with several languages."""
    vscode = cell.metadata.vscode if isinstance(cell.metadata, _CellMetadata) else None
    own = vscode.get("languageId") if isinstance(vscode, dict) else None
    return own or cell.language


def _is_python(document: _Document) -> bool:
    """Whether the kernel speaks Python; a notebook that does not say which language it is in is Python."""
    metadata = document.metadata
    if not isinstance(metadata, _Metadata):
        return True
    for table, key in ((metadata.language_info, "name"), (metadata.kernelspec, "language")):
        if isinstance(table, dict) and table.get(key):
            return _named_python(table[key])
    return True


def _named_python(language: object) -> bool:
    return not isinstance(language, str) or not language or _PYTHON.search(language) is not None


def _document(data: bytes) -> _Document:
    try:
        return msgspec.json.decode(data, type=_Document)
    except msgspec.ValidationError as error:
        raise SourceError(f"cannot read notebook: {error}") from None
    except RecursionError:
        raise SourceError("cannot read notebook: nested too deeply") from None
    except ValueError:  # of msgspec, or of Python's decoder
        return _leniently(data)


def _leniently(data: bytes) -> _Document:
    """The slow way, for what Jupyter writes although JSON has no word for it (`NaN`); it also says where a mistake is."""
    try:
        text = data.decode("utf-8")
        return msgspec.convert(json.loads(text, strict=False), type=_Document)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        what = f"cannot decode byte 0x{data[error.start]:02x} as utf-8"
        raise SourceError(what, line, column) from None
    except json.JSONDecodeError as error:
        what = f"cannot read notebook: no valid JSON ({error.msg.lower()})"
        raise SourceError(what, error.lineno, error.colno) from None
    except RecursionError:
        raise SourceError("cannot read notebook: nested too deeply") from None
    except (msgspec.ValidationError, ValueError) as error:
        raise SourceError(f"cannot read notebook: {error}") from None
