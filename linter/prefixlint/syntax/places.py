"""Where nodes stand. libcst finds positions by writing the whole file out again, which costs as much as parsing it; here
only the statement around a node is written out, and Python's own parser says on which line that statement begins.

Knows: libcst's positions, line numbers of `ast`. Must not know: what the code means.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import libcst as cst
from libcst.metadata.position_provider import PositionProvider, PositionProvidingCodegenState

from prefixlint.syntax.walk import children

Range = tuple[int, int, int, int]  # first line, first column, last line, column behind the last


@dataclass(eq=False)
class _Unit:
    """A statement at the top of the file or in the body of a class, and the line on which its first word stands."""

    node: cst.CSTNode
    owners: tuple[cst.ClassDef, ...]
    line: int
    spans: dict[cst.CSTNode, Range] | None = None
    shift: int = 0


class _Differs(Exception):
    """The two parsers do not see the same statements."""


class Places:
    """The places of the nodes of one file, found when they are asked for."""

    def __init__(self, module: cst.Module, text: str) -> None:
        self._module = module
        self._text = text
        self._units: list[_Unit] | None = None
        self._unread: list[_Unit] = []
        self._home: dict[cst.CSTNode, _Unit] = {}
        self._whole: dict[cst.CSTNode, Range] | None = None

    def span(self, node: cst.CSTNode) -> Range | None:
        """First line, first column, last line, column behind the last: lines from 1, columns from 0, in code points;
        None if `node` is not part of the file."""
        unit = self._unit_of(node)
        try:
            return self._exactly(node, unit)
        except RecursionError:
            # Nested deeper than libcst can write it out: the statement around it is as near as we come.
            return (unit.line, 0, unit.line, 0) if unit is not None else None

    def _exactly(self, node: cst.CSTNode, unit: _Unit | None) -> Range | None:
        if unit is not None:
            if unit.spans is None:
                self._measure(unit)
            found = unit.spans.get(node) if unit.spans is not None else None
            if found is not None:
                first, column, last, end = found
                return (first + unit.shift, column, last + unit.shift, end)
        return self._everywhere().get(node)

    def _everywhere(self) -> dict[cst.CSTNode, Range]:
        """The slow way, for what stands in no unit."""
        if self._whole is None:
            self._whole = _ranges(self._module)
        return self._whole

    def _unit_of(self, node: cst.CSTNode) -> _Unit | None:
        if self._units is None:
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    tree = ast.parse(self._text)
                self._units = list(_pairs(self._module.body, tree.body, ()))
            except (_Differs, SyntaxError, ValueError, RecursionError, MemoryError):
                # Syntax of a later Python than the one that runs, or of no Python at all.
                self._units = []
            self._unread = self._units[::-1]
        found = self._home.get(node)
        while found is None and self._unread:
            unit = self._unread.pop()
            todo = [unit.node]
            while todo:
                one = todo.pop()
                self._home[one] = unit
                todo.extend(children(one))
            found = self._home.get(node)
        return found

    def _measure(self, unit: _Unit) -> None:
        body = unit.node
        for owner in reversed(unit.owners):
            block = owner.body.with_changes(body=[body], footer=[])
            body = owner.with_changes(body=block, decorators=[], leading_lines=[], lines_after_decorators=[])
        alone = self._module.with_changes(body=[body], header=[], footer=[])
        unit.spans = _ranges(alone)
        anchor = unit.node.body[0] if isinstance(unit.node, cst.SimpleStatementLine) else unit.node
        unit.shift = unit.line - unit.spans[anchor][0]


def _ranges(module: cst.Module) -> dict[cst.CSTNode, Range]:
    """The ranges of all nodes, as libcst's `PositionProvider` gives them: written out by the same code, but without its
    wrapper, which walks through the whole tree once more, and with plain tuples."""
    state = _Ranges(module)
    module._codegen(state)
    return state.found


class _Ranges(PositionProvidingCodegenState):
    """What libcst writes a module into: what is kept is where each node began and ended."""

    def __init__(self, module: cst.Module) -> None:
        super().__init__(module.default_indent, module.default_newline, PositionProvider())
        self.found: dict[cst.CSTNode, Range] = {}
        self.begun: list[tuple[int, int]] = []

    def add_indent_tokens(self) -> None:
        for token in self.indent_tokens:
            self._update_position(token)

    def add_token(self, value: str) -> None:
        self.tokens.append(value)
        if "\n" in value or "\r" in value:
            self._update_position(value)
        else:
            self.column += len(value)

    def before_codegen(self, node: cst.CSTNode) -> None:
        self.begun.append((self.line, self.column))

    def after_codegen(self, node: cst.CSTNode) -> None:
        line, column = self.begun.pop()
        if node not in self.found:  # else it was told more exactly: `record_syntactic_position`
            self.found[node] = (line, column, self.line, self.column)

    @contextmanager
    def record_syntactic_position(
        self, node: cst.CSTNode, *, start_node: cst.CSTNode | None = None, end_node: cst.CSTNode | None = None
    ) -> Iterator[None]:
        line, column = self.line, self.column
        try:
            yield
        finally:
            last, end = self.line, self.column
            if start_node is not None:
                line, column = self.found[start_node][:2]
            if end_node is not None:
                last, end = self.found[end_node][2:]
            self.found[node] = (line, column, last, end)


def _pairs(
    ours: Sequence[cst.CSTNode], theirs: Sequence[ast.stmt], owners: tuple[cst.ClassDef, ...]
) -> Iterator[_Unit]:
    """The statements of a body as libcst has them, with the lines that `ast` gives."""
    at = 0
    for node in ours:
        width = len(node.body) if isinstance(node, cst.SimpleStatementLine) else 1
        if at + width > len(theirs):
            raise _Differs
        other = theirs[at]
        at += width
        if isinstance(node, cst.ClassDef) != isinstance(other, ast.ClassDef):
            raise _Differs
        if (
            isinstance(node, cst.ClassDef)
            and isinstance(other, ast.ClassDef)
            and isinstance(node.body, cst.IndentedBlock)
        ):
            yield from _pairs(node.body.body, other.body, (*owners, node))
            continue
        yield _Unit(node, owners, other.lineno)
    if at != len(theirs):
        raise _Differs
