"""Expressions as they are written, but for the names of local variables, so that two versions of a program can be compared.

Knows: names that functions bind. Must not know: values, prompts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import libcst as cst

from prefixlint.syntax.document import Span
from prefixlint.syntax.names import FunctionInfo, Index, home, parameters
from prefixlint.syntax.walk import children

MAX_WRITTEN = 2_000  # characters


class Expressions:
    """The expressions of some files; each is looked at once."""

    def __init__(self, indexes: Mapping[str, Index]) -> None:
        """`indexes` of the files by their paths."""
        self._indexes = indexes
        self._known: dict[object, str] = {}
        self._locals: dict[object, frozenset[str]] = {}

    def __call__(self, path: str, node: object, source: Callable[[object], str] | None) -> str:
        """The expression `node` of the file at `path` on one line; `source` writes it out. What stands in a text file is
        written as it is."""
        if node not in self._known:
            self._known[node] = " ".join(self._written(path, node, source).split())[:MAX_WRITTEN]
        return self._known[node]

    def _written(self, path: str, node: object, source: Callable[[object], str] | None) -> str:
        if isinstance(node, Span):
            return node.document.text[node.start : min(node.end, node.start + MAX_WRITTEN)]
        if source is None or not isinstance(node, cst.CSTNode):
            return ""
        try:
            names = self._local(path, node) | frozenset(_targets(node))
            renamed = node.visit(_Rename(names)) if names else node
            return source(renamed)
        except RecursionError:
            return "..."

    def _local(self, path: str, node: cst.CSTNode) -> frozenset[str]:
        """The variables of the innermost function around `node`, its parameters left out."""
        index = self._indexes.get(path)
        inner = home(index, node) if index is not None else None
        if inner is None:
            return frozenset()
        if inner.node not in self._locals:
            self._locals[inner.node] = _bound(inner)
        return self._locals[inner.node]


def _bound(info: FunctionInfo) -> frozenset[str]:
    return frozenset(_targets(info.node)) - frozenset(parameters(info))


def _targets(node: cst.CSTNode) -> Iterator[str]:
    """Names that are bound somewhere in `node`."""
    todo = [node]
    while todo:
        one = todo.pop()
        if isinstance(one, (cst.AssignTarget, cst.AnnAssign, cst.AugAssign, cst.For, cst.CompFor, cst.NamedExpr)):
            yield from _names(one.target)
        elif isinstance(one, cst.AsName):
            yield from _names(one.name)
        todo.extend(children(one))


def _names(target: cst.CSTNode) -> Iterator[str]:
    if isinstance(target, cst.Name):
        yield target.value
    elif isinstance(target, (cst.Tuple, cst.List)):
        for element in target.elements:
            yield from _names(element.value)


class _Rename(cst.CSTTransformer):
    """Local variables become `_`. What stands behind a dot or names an argument is none."""

    def __init__(self, names: frozenset[str]) -> None:
        super().__init__()
        self._names = names

    def leave_Attribute(self, original_node: cst.Attribute, updated_node: cst.Attribute) -> cst.Attribute:
        return updated_node.with_changes(attr=original_node.attr)

    def leave_Arg(self, original_node: cst.Arg, updated_node: cst.Arg) -> cst.Arg:
        return updated_node.with_changes(keyword=original_node.keyword)

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.Name:
        return updated_node.with_changes(value="_") if original_node.value in self._names else updated_node
