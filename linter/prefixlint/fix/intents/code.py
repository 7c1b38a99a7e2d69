"""A parsed file as those need it who change it: offsets and parents of nodes, what names are bound to, edits.

Knows: libcst, places, names of one file. Must not know: prompts, rules, other files, disk.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

import libcst as cst

from prefixlint.finding import Edit
from prefixlint.fix.text import Text
from prefixlint.syntax.names import MUTATORS
from prefixlint.syntax.parse import Tree
from prefixlint.syntax.walk import children, dotted

MAX_SHOWN = 40  # characters of an expression in the title of a fix
_SCOPES = (cst.FunctionDef, cst.ClassDef, cst.Lambda, cst.Module)


class Unsure(Exception):
    """A repair that may not come out right here, so that nothing is changed."""


class Code:
    """One file, or the statement of it that is known."""

    def __init__(self, tree: Tree, imports: dict[str, str]) -> None:
        """`imports` says which dotted name a name of the file stands for."""
        self.tree = tree
        self.imports = imports
        self.text = Text(tree.text)

    @cached_property
    def parents(self) -> dict[cst.CSTNode, cst.CSTNode]:
        """The node around each node."""
        found: dict[cst.CSTNode, cst.CSTNode] = {}
        todo: list[cst.CSTNode] = [self.tree.module]
        while todo:
            node = todo.pop()
            for child in children(node):
                found[child] = node
                todo.append(child)
        return found

    def above(self, node: cst.CSTNode) -> Iterator[cst.CSTNode]:
        """The nodes around `node`, from the nearest on."""
        while (parent := self.parents.get(node)) is not None:
            yield parent
            node = parent

    # -- places -------------------------------------------------------------------------------------------------------

    def span(self, node: cst.CSTNode) -> tuple[int, int]:
        """The offsets of a node, parentheses around it left out. Raises `Unsure`."""
        span = self.tree.span(node)
        if span is None:
            raise Unsure
        start, end = self.text.offset(span[0], span[1] + 1), self.text.offset(span[2], span[3] + 1)
        if start >= end:
            raise Unsure
        return start, end

    def outer(self, node: cst.CSTNode) -> tuple[int, int]:
        """The offsets of a node with the parentheses around it. Raises `Unsure` if comments stand in between."""
        start, end = self.span(node)
        for _ in getattr(node, "lpar", ()):
            start = len(self.text.text[:start].rstrip()) - 1
            end += len(self.text.text[end:]) - len(self.text.text[end:].lstrip()) + 1
            if start < 0 or self.text.text[start] != "(" or self.text.text[end - 1] != ")":
                raise Unsure
        return start, end

    def source(self, node: cst.CSTNode) -> str:
        """A node as it is written, parentheses around it left out."""
        start, end = self.span(node)
        return self.text.text[start:end]

    def shown(self, node: cst.CSTNode) -> str:
        """A node for the title of a fix."""
        text = " ".join(self.source(node).split())
        return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 3].rstrip() + "..."

    def edit(self, start: int, end: int, new: str) -> Edit:
        """The edit that puts `new` where the text from `start` to `end` stands. Raises `Unsure` in a notebook, if what
        stands there is not what is written in its cell."""
        first, last = self.text.position(start), self.text.position(end)
        place = self.tree.placed((first[0], first[1] - 1, last[0], last[1] - 1))
        notebook = self.tree.notebook
        if notebook is not None:
            line = notebook.line(place.cell, place.line)
            if line != first[0] or place.end_line - place.line != last[0] - first[0] or place.column != first[1]:
                raise Unsure
        return Edit(place, new)

    # -- names --------------------------------------------------------------------------------------------------------

    def dotted(self, node: cst.BaseExpression) -> str:
        """The dotted name of an expression, as far as imports say: "json.dumps"; calls in it end in "()"."""
        head, dot, rest = dotted(node).partition(".")
        return self.imports.get(head, head) + dot + rest

    def scope(self, node: cst.CSTNode) -> cst.CSTNode:
        """The function (or class, or module) that `node` stands in."""
        return next((one for one in self.above(node) if isinstance(one, _SCOPES)), self.tree.module)

    def shadowed(self, name: str) -> bool:
        """Whether the file may bind `name`, so that it does not mean what is built in."""
        pattern = rf"\b(?:def|class|as|for)\s+{name}\b|\b{name}\s*(?:=(?!=)|:=|:)|\bimport\b[^\n]*\b{name}\b|\b{name}\s*,[^\n]*="
        return name in self.imports or re.search(pattern, self.text.text) is not None

    def bound(self, name: cst.Name) -> tuple[cst.BaseExpression | None, cst.BaseExpression | None]:
        """What a name is bound to, and its annotation, where that is told by one statement or parameter and nothing else
        binds or changes it; otherwise both are None."""
        scope = self.scope(name)
        if isinstance(scope, (cst.Lambda, cst.ClassDef)):
            return None, None
        while True:
            found = list(self._bindings(name.value, scope))
            if found or isinstance(scope, cst.Module):
                break
            scope = self.scope(scope)
            while isinstance(scope, (cst.ClassDef, cst.Lambda)):
                scope = self.scope(scope)
        if len(found) != 1:
            return None, None
        node = found[0]
        if isinstance(node, cst.Assign) and len(node.targets) == 1:
            return node.value, None
        if isinstance(node, cst.AnnAssign):
            return node.value, node.annotation.annotation
        if isinstance(node, cst.Param):
            return None, node.annotation.annotation if node.annotation is not None else None
        return None, None

    def _bindings(self, name: str, scope: cst.CSTNode) -> Iterator[cst.CSTNode]:
        """What binds or changes `name` in a scope or in functions inside it, where it may be another."""
        todo: list[cst.CSTNode] = [scope]
        while todo:
            node = todo.pop()
            if isinstance(node, cst.Name) and node.value == name:
                binder = self._binder(node)
                if binder is not None:
                    yield binder
            todo.extend(children(node))

    def _binder(self, node: cst.Name) -> cst.CSTNode | None:
        """The statement or parameter that binds or changes what `node` names, if it stands there for that."""
        parent = self.parents.get(node)
        if isinstance(parent, cst.AssignTarget):
            return self.parents[parent]
        if isinstance(parent, (cst.AnnAssign, cst.AugAssign, cst.For, cst.CompFor, cst.NamedExpr)):
            return parent if parent.target is node else None
        if isinstance(parent, (cst.AsName, cst.ImportAlias, cst.NameItem, cst.Del)):
            return parent
        if isinstance(parent, (cst.Param, cst.FunctionDef, cst.ClassDef)):
            return parent if parent.name is node else None
        if isinstance(parent, cst.Attribute):
            return parent if parent.value is node and parent.attr.value in MUTATORS else None
        around = self.parents.get(parent) if parent is not None else None
        if isinstance(parent, cst.Subscript) and parent.value is node:
            return parent if isinstance(around, (cst.AssignTarget, cst.AugAssign, cst.Del)) else None
        if isinstance(parent, cst.Element) and isinstance(around, cst.Tuple):
            above = self.parents.get(around)
            if isinstance(above, (cst.For, cst.CompFor)):
                return above if above.target is around else None
            return above if isinstance(above, (cst.AssignTarget, cst.AsName)) else None
        return None
