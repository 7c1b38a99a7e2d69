"""IPython's own syntax, taken out of a cell so that Python is left, with every line where it was.

Knows: IPython's magics, shell commands and help, where a logical line of Python begins. Must not know: notebooks, prompts.

What is valid Python is never touched: nothing that IPython adds to the language is, at the place where it may stand.
Only for other cells are the beginnings of logical lines looked for, past strings and brackets: Python's tokenizer
cannot do that, because a shell command may hold any text.
"""

from __future__ import annotations

import ast
import re
import warnings
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from prefixlint.source import SourceError

# Cell magics that run the rest of the cell as Python, in the notebook's own variables. All others are other languages
# (`%%bash`, `%%html`, `%%sql`), other processes (`%%python3`) or files (`%%writefile`).
_PYTHON_CELLS = frozenset({
    "capture", "debug", "ipytest", "memit", "mprun", "mypy", "prun", "pyinstrument", "scalene", "skip", "snakeviz",
    "time", "timeit", "wandb",
})  # fmt: skip
# Line magics that run the rest of the line.
_TIMED = re.compile(r"%(?:time|timeit|prun|memit)(?:[ \t]+-\w+(?:[ \t]+\d+)?)*[ \t]+(?=\S)")
# Commands that work without a percent sign, as long as nothing is called so. They count only if the cell is no Python.
_BARE = re.compile(
    r"\s*(?:autoreload|cat|cd|conda|cp|env|git|load_ext|ls|mamba|man|matplotlib|mkdir|mv|npm|pip3?|pwd|rm|run|time|uv)"
    r"(?:[ \t]+(?![=.,:])|$)"
)
_CELL_MAGIC = re.compile(r"%%(\w*)")
_MARKS = frozenset("%!?/,;")  # at the beginning of a logical line, none of these is Python
_RESULT = "get_ipython()"  # stands for what a command gives: something nobody knows
_TOKEN = re.compile(
    r"""(?P<triple>\"\"\"|''')
    | (?P<plain>"[^"\\\n]*(?:\\.[^"\\\n]*)*"? | '[^'\\\n]*(?:\\.[^'\\\n]*)*'? | \#[^\n]* | \\\n)
    | (?P<open>[(\[{])
    | (?P<close>[)\]}])
    | (?P<assign>=[ \t]*(?=[!%]))
    | (?P<help>\?)
    | (?P<newline>\n)""",
    re.VERBOSE | re.DOTALL,
)
_NEWLINE = re.compile("\n")
_QUOTES = {quote: re.compile(rf"\\.|{quote}", re.DOTALL) for quote in ('"""', "'''")}


@dataclass
class _Lines:
    """The lines of a cell while it is changed; `shifts` says how many columns of a line are gone."""

    lines: list[str]
    shifts: dict[int, int] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def cut(self, index: int, first: int, last: int) -> None:
        """Take columns out of a line."""
        line = self.lines[index]
        self.lines[index] = line[:first] + line[last:]
        self.shifts[index] = self.shifts.get(index, 0) + last - first

    def clear(self, first: int, last: int) -> None:
        """Let lines do nothing; a block may hold nothing else."""
        line = self.lines[first]
        self.lines[first] = line[: len(line) - len(line.lstrip())] + "pass"
        self.lines[first + 1 : last + 1] = [""] * (last - first)


def python(source: str, parse: Callable[[str], object]) -> tuple[list[str], dict[int, int]]:
    """The lines of a cell as Python, as many as it has, and how many columns some of them (counted from 0) have lost.

    Raises `SourceError` with the place in the source. `parse`, which does so as well, knows more syntax than the Python
    that runs, and is asked where that one fails.
    """
    if _mistake(source) is None:
        return source.split("\n"), {}
    cell = _Lines(source.split("\n"))
    _dedent(cell)
    if not _without_cell_magics(cell):
        return [""] * len(cell.lines), {}
    _without_line_magics(cell)
    mistake = _mistake(cell.text)
    if mistake is None:
        return cell.lines, cell.shifts
    bare = _Lines(list(cell.lines), dict(cell.shifts))
    _without_line_magics(bare, _BARE)
    if bare.lines != cell.lines and _mistake(bare.text) is None:
        return bare.lines, bare.shifts
    try:
        parse(cell.text)
    except SourceError:
        line = min(mistake.line, len(cell.lines))
        raise SourceError(mistake.message, line, mistake.column + cell.shifts.get(line - 1, 0)) from None
    return cell.lines, cell.shifts


def _mistake(text: str) -> SourceError | None:
    """Why the Python that runs cannot parse `text`, if it cannot."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except SyntaxError as error:
        return SourceError(f"cannot parse: {error.msg}", error.lineno or 1, max(error.offset or 1, 1))
    except (ValueError, RecursionError, MemoryError) as error:
        return SourceError(f"cannot parse: {str(error) or 'nested too deeply'}")
    return None


def _dedent(cell: _Lines) -> None:
    """A cell may be indented as a whole, or begin with a byte order mark."""
    first = next((line for line in cell.lines if line.strip()), "")
    indent = first[: len(first) - len(first.lstrip(" \t\ufeff"))]
    if indent:
        for index, line in enumerate(cell.lines):
            if line.startswith(indent):
                cell.cut(index, 0, len(indent))


def _without_cell_magics(cell: _Lines) -> bool:
    """Take the cell magics at the top out; whether what stands below them is Python."""
    for index, line in enumerate(cell.lines):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        magic = _CELL_MAGIC.match(line)
        if magic is None:
            return True
        if magic[1] not in _PYTHON_CELLS:
            return False
        cell.lines[index] = ""
    return True


def _without_line_magics(cell: _Lines, bare: re.Pattern[str] | None = None) -> None:
    """Take out what is no Python, logical line by logical line."""
    text = cell.text  # lines that are not reached yet are as they were, so that places in it stay right
    starts = [0, *(found.end() for found in _NEWLINE.finditer(text))]
    index = 0
    while index < len(cell.lines):
        line = cell.lines[index]
        if line.lstrip()[:1] in _MARKS:
            index = _take_out(cell, index)
            continue
        if bare is not None and bare.match(line):
            last = _continued(cell.lines, index)
            cell.clear(index, last)
        else:
            kind, at = _logical_line(text, starts[index])
            last = bisect_right(starts, at) - 1
            if kind == "help":
                cell.clear(index, last)
            elif kind == "assign":
                here, last = last, _continued(cell.lines, last)
                cell.lines[here] = cell.lines[here][: at - starts[here] + 1] + _RESULT
                cell.lines[here + 1 : last + 1] = [""] * (last - here)
        index = last + 1


def _take_out(cell: _Lines, index: int) -> int:
    """Take a magic or command out, but leave the Python that it runs; the line behind it."""
    line = cell.lines[index]
    last = _continued(cell.lines, index)
    indent = len(line) - len(line.lstrip())
    timed = _TIMED.match(line, indent)
    if timed is not None and _mistake("\n".join([line[timed.end() :], *cell.lines[index + 1 : last + 1]])) is None:
        cell.cut(index, indent, timed.end())
    else:
        cell.clear(index, last)
    return last + 1


def _continued(lines: Sequence[str], index: int) -> int:
    """The last line of a command that begins on a line: a backslash continues it."""
    while lines[index].endswith("\\") and index + 1 < len(lines):
        index += 1
    return index


def _logical_line(text: str, at: int) -> tuple[str, int]:
    """What ends the logical line that begins at `at`, or its Python, and the position of that character."""
    depth = 0
    while (token := _TOKEN.search(text, at)) is not None:
        kind, at = token.lastgroup or "", token.end()
        if kind == "triple":
            at = _string_end(text, at, token.group())
        elif kind == "open":
            depth += 1
        elif kind == "close":
            depth = max(0, depth - 1)
        elif not depth and kind != "plain":
            return kind, at - 1
    return "newline", len(text)


def _string_end(text: str, at: int, quote: str) -> int:
    """The position behind the string in triple quotes whose content begins at `at`."""
    while (found := _QUOTES[quote].search(text, at)) is not None:
        at = found.end()
        if found.group() == quote:
            return at
    return len(text)
