"""A file of which only the statements that are asked for are parsed.

Modules that are only imported are large and little of them matters: a constant, one builder, one class. Python's own
parser, twenty times as fast as libcst, says which statement at the top of the file binds which name and on which lines
it stands; libcst then parses those lines. Each statement is parsed at most once, so its nodes are the same for all who ask.

Knows: `ast` for lines and names, the index. Must not know: values, prompts, which file imports which.
"""

from __future__ import annotations

import ast
import io
import warnings
from collections.abc import Iterable, Iterator, Sequence

import libcst as cst

from prefixlint.finding import Place
from prefixlint.source import SourceError
from prefixlint.syntax.facts import extend
from prefixlint.syntax.names import MUTATORS, FunctionInfo, Index, Interest, bind_all
from prefixlint.syntax.notebook import Notebook
from prefixlint.syntax.parse import Tree
from prefixlint.syntax.plain import import_names, module_name, target_names
from prefixlint.syntax.slice import Slice
from prefixlint.syntax.walk import children

MAX_PIECE = 40_000  # bytes of one statement; a class of that size is not looked into from outside


class Pieces:
    """The tree of such a file: to its users the same as `syntax.parse.Tree`, and it grows."""

    def __init__(self, path: str, text: str, interest: Interest) -> None:
        """Raises `SourceError` for what is no Python."""
        self.path = path
        self.notebook: Notebook | None = None  # a notebook is never imported
        self.text = text
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                module = ast.parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            raise SourceError(f"cannot parse: {error}") from None
        self.module = cst.Module([])
        self.index = Index(FunctionInfo(self.module, "<module>"))
        self._interest = interest
        self._lines = io.StringIO(text, newline="").readlines()
        self._chunks = _chunks(module.body)
        self._binders: dict[str, list[int]] = {}
        self._parsed: dict[int, Tree] = {}
        self._home: dict[cst.CSTNode, Tree] = {}
        self._homeless: list[Tree] = []  # trees whose nodes are not in there yet
        self._parts: dict[cst.CSTNode, Index] = {}  # of functions: that of the statement they stand in
        self._slices: dict[cst.CSTNode, Slice] = {}
        for number, (_, _, body) in enumerate(self._chunks):
            for name in {name for statement in body for name in _binds(statement)}:
                self._binders.setdefault(name, []).append(number)
        for statement in _imports(module.body):
            names = import_names(statement)
            self.index.imports.update(names)
            if "*" in names and isinstance(statement, ast.ImportFrom):
                self.index.stars.append(module_name(statement))
                del self.index.imports["*"]

    def names(self) -> set[str]:
        """What the statements at the top of the file bind."""
        return set(self._binders)

    def require(self, name: str) -> None:
        """Parse what binds `name`."""
        binders = self._binders.get(name, ())
        missing = [number for number in binders if number not in self._parsed]
        if not missing or (len(binders) == 1 and _is_import(self._chunks[binders[0]][2])):
            return
        for number in missing:
            self._parse(number)
        if len(self._binders[name]) > 1:  # in the order of the file, whatever was asked for first
            self.index.bindings.clear()
            for number in sorted(self._parsed):
                bind_all(self._parsed[number].module, self.index)

    def _parse(self, number: int) -> None:
        first, last, _ = self._chunks[number]
        text = "".join(self._lines[first - 1 : last])
        try:
            tree = Tree(self.path, text if len(text) <= MAX_PIECE else "", first - 1)
        except SourceError:  # only what libcst does not know; the rest of the file is of use
            tree = Tree(self.path, "", first - 1)
        self._parsed[number] = tree
        part = Index(FunctionInfo(tree.module, "<module>"), imports=self.index.imports)
        extend(part, tree.module, self._interest)
        self.index.functions.update(part.functions)
        self.index.classes.update(part.classes)
        bind_all(tree.module, self.index)
        self._parts.update(dict.fromkeys(part.functions, part))
        self._homeless.append(tree)

    def slice_of(self, function: cst.CSTNode) -> Slice | None:
        """What of a function is worth executing, as far as the statement at the top of the file that it stands in says."""
        part = self._parts.get(function)
        if part is not None and function not in self._slices:  # of most statements nothing is ever executed
            self._slices.update(dict.fromkeys(part.functions, Slice(part)))
        return self._slices.get(function)

    def _tree(self, node: object) -> Tree | None:
        """The tree that `node` stands in."""
        todo: list[cst.CSTNode]
        for tree in self._homeless:
            todo = [tree.module]
            while todo:
                one = todo.pop()
                self._home[one] = tree
                todo.extend(children(one))
        self._homeless.clear()
        return self._home.get(node) if isinstance(node, cst.CSTNode) else None

    def place(self, node: object) -> Place:
        """Where `node` stands, as of a whole tree."""
        tree = self._tree(node)
        return tree.place(node) if tree is not None else Place(self.path, 1, 1, 1, 1)

    def source(self, node: object) -> str:
        """The source of `node` as it is written."""
        tree = self._tree(node)
        return tree.source(node) if tree is not None else ""

    def code(self, node: object) -> str:
        """The source of `node`, as of a whole tree."""
        tree = self._tree(node)
        return tree.code(node) if tree is not None else ""


def _chunks(body: Sequence[ast.stmt]) -> list[tuple[int, int, list[ast.stmt]]]:
    """First line, last line and statements; those that share a line stay together."""
    found: list[tuple[int, int, list[ast.stmt]]] = []
    for statement in body:
        decorators = getattr(statement, "decorator_list", ())
        first = min([statement.lineno, *(one.lineno for one in decorators)])
        last = statement.end_lineno or statement.lineno
        if found and found[-1][1] >= first:
            before = found.pop()
            found.append((before[0], max(last, before[1]), [*before[2], statement]))
        else:
            found.append((first, last, [statement]))
    return found


def _is_import(body: Sequence[ast.stmt]) -> bool:
    return all(isinstance(statement, (ast.Import, ast.ImportFrom)) for statement in body)


def _imports(body: Iterable[ast.stmt]) -> Iterator[ast.Import | ast.ImportFrom]:
    for statement in body:
        if isinstance(statement, (ast.Import, ast.ImportFrom)):
            yield statement
        elif isinstance(statement, (ast.If, ast.Try)):
            yield from _imports(_below(statement))


def _below(statement: ast.stmt) -> Iterator[ast.stmt]:
    for name in ("body", "orelse", "finalbody"):
        yield from getattr(statement, name, ())
    for handler in getattr(statement, "handlers", ()):
        yield from handler.body
    for case in getattr(statement, "cases", ()):
        yield from case.body


def _binds(statement: ast.stmt) -> Iterator[str]:
    """The names that a statement at the top of a file binds or changes."""
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield statement.name
    elif isinstance(statement, ast.Import):
        yield from (alias.asname or alias.name.partition(".")[0] for alias in statement.names)
    elif isinstance(statement, ast.ImportFrom):
        yield from (alias.asname or alias.name for alias in statement.names)
    elif isinstance(statement, ast.Assign):
        for target in statement.targets:
            yield from target_names(target)
    elif isinstance(statement, (ast.AnnAssign, ast.AugAssign, ast.For, ast.AsyncFor)):
        yield from target_names(statement.target)
    elif isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        callee = statement.value.func
        if isinstance(callee, ast.Attribute) and callee.attr in MUTATORS:
            yield from target_names(callee.value)
    if not isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        for inner in _below(statement):
            yield from _binds(inner)
