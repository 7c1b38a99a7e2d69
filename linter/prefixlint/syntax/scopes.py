"""What stands around a node inside one function: its ancestors, the loops that repeat it, the tests that decide over it.

Knows: the shapes of loops, comprehensions and tests. Must not know: values, what a prompt is, SDK names.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import libcst as cst

from prefixlint.syntax.walk import children, dotted, statements

Path = tuple[cst.CSTNode, ...]
_CLOSED = frozenset({cst.FunctionDef, cst.ClassDef, cst.Lambda})
_RELATIONS = (cst.LessThan, cst.GreaterThan, cst.LessThanEqual, cst.GreaterThanEqual)
_CALLABLE = frozenset({"isinstance", "hasattr", "getattr", "callable", "bool", "issubclass"})
_READING = frozenset({"get", "strip", "lower", "upper", "startswith", "endswith"})


@dataclass(frozen=True)
class Turn:
    """A loop or comprehension around a node: what it binds, what it goes through, and its node."""

    node: cst.For | cst.CompFor
    target: cst.BaseExpression
    iterable: cst.BaseExpression


def inside(function: cst.CSTNode) -> Iterator[Path]:
    """The paths from `function` to all nodes in it, in source order, without what stands in functions inside it."""
    todo: list[Path] = [(function,)]
    while todo:
        path = todo.pop()
        yield path
        if path[-1] is function or type(path[-1]) not in _CLOSED:
            todo.extend(reversed([(*path, child) for child in children(path[-1])]))


def turns(path: Path) -> list[Turn]:
    """The loops whose bodies a node stands in, from outer to inner."""
    found: list[Turn] = []
    for at, outer in enumerate(path[:-1]):
        if isinstance(outer, cst.For) and path[at + 1] is outer.body:
            found.append(Turn(outer, outer.target, outer.iter))
        elif isinstance(outer, (cst.ListComp, cst.GeneratorExp, cst.SetComp)) and path[at + 1] is outer.elt:
            clause: cst.CompFor | None = outer.for_in
            while clause is not None:
                found.append(Turn(clause, clause.target, clause.iter))
                clause = clause.inner_for_in
    return found


def tests(path: Path, loop: cst.CSTNode | None = None) -> Iterator[cst.BaseExpression]:
    """The tests inside `loop` (or anywhere in the function) that decide whether a node is reached: of `if`, of the filters
    of comprehensions, and of what leaves the turn earlier."""
    start = 0 if loop is None else next((at for at, one in enumerate(path) if one is loop), 0)
    for outer, inner in zip(path[start:], path[start + 1 :], strict=False):
        if (isinstance(outer, (cst.If, cst.While)) and inner is not outer.test) or (
            isinstance(outer, cst.IfExp) and inner is not outer.test
        ):
            yield outer.test
        elif isinstance(outer, cst.IndentedBlock):
            for one in outer.body:
                if one is inner:
                    break
                if isinstance(one, cst.If) and one.orelse is None and leaves(one.body):
                    yield one.test
        elif isinstance(outer, (cst.ListComp, cst.GeneratorExp, cst.SetComp)) and inner is outer.elt:
            clause: cst.CompFor | None = outer.for_in
            while clause is not None:
                yield from (one.test for one in clause.ifs)
                clause = clause.inner_for_in


def leaves(body: cst.BaseSuite) -> bool:
    """Whether a suite ends in leaving the loop, its turn or the function."""
    last = None
    for last in statements(body):  # noqa: B007 (the last one is wanted)
        pass
    return isinstance(last, (cst.Return, cst.Continue, cst.Break, cst.Raise))


def names(node: cst.CSTNode) -> set[str]:
    """The names that an expression reads or binds."""
    found: set[str] = set()
    todo = [node]
    while todo:
        one = todo.pop()
        if isinstance(one, cst.Name):
            found.add(one.value)
        elif isinstance(one, cst.Attribute):
            todo.append(one.value)
            continue
        todo.extend(children(one))
    return found


def root(node: cst.BaseExpression) -> str:
    """The name that an expression of attributes, subscripts and calls begins with: "x" of `x["a"].b`."""
    return dotted(node).partition(".")[0].replace("[]", "").replace("()", "")


def bound(loop: cst.For) -> set[str]:
    """What is assigned in the body of a loop."""
    found: set[str] = set()
    for path in inside(loop.body):
        node = path[-1]
        if isinstance(node, cst.Assign):
            found.update(*(names(one.target) for one in node.targets if isinstance(one.target, (cst.Name, cst.Tuple))))
        elif isinstance(node, (cst.AugAssign, cst.AnnAssign, cst.NamedExpr)) and isinstance(node.target, cst.Name):
            found.add(node.target.value)
    return found


def counts(turn: Turn) -> set[str]:
    """The names of a loop that hold numbers of turns: the first of `enumerate`, that of `range`."""
    called = dotted(turn.iterable.func) if isinstance(turn.iterable, cst.Call) else ""
    if called == "range":
        return names(turn.target)
    if called == "enumerate" and isinstance(turn.target, cst.Tuple) and turn.target.elements:
        return names(turn.target.elements[0].value)
    return set()


def asks_kind(test: cst.BaseExpression, places: set[str]) -> bool:
    """Whether a test asks what something is (its type, role, presence), and not which one it is or how many there were;
    `places` are names that hold places or counts."""
    if names(test) & places:
        return False
    if isinstance(test, cst.BooleanOperation):
        return asks_kind(test.left, places) and asks_kind(test.right, places)
    if isinstance(test, cst.UnaryOperation):
        return isinstance(test.operator, cst.Not) and asks_kind(test.expression, places)
    if isinstance(test, cst.Comparison):
        if any(isinstance(one.operator, _RELATIONS) for one in test.comparisons):
            return False
        sides = [test.left, *(one.comparator for one in test.comparisons)]
        return any(map(_said, sides)) and not any(_placed(side) for side in sides)
    if isinstance(test, cst.Call):
        last = dotted(test.func).rpartition(".")[2]
        return last in _CALLABLE or (isinstance(test.func, cst.Attribute) and last in _READING)
    return isinstance(test, (cst.Name, cst.Attribute)) or (isinstance(test, cst.Subscript) and not _placed(test))


def _said(node: cst.BaseExpression) -> bool:
    """Whether an expression is a text, None, a constant of a class, or several of these."""
    if isinstance(node, (cst.SimpleString, cst.ConcatenatedString)):
        return True
    if isinstance(node, cst.Name):
        return node.value in ("None", "True", "False") or node.value.isupper()
    if isinstance(node, cst.Attribute):
        return node.attr.value.isupper()
    if isinstance(node, (cst.Tuple, cst.List, cst.Set)):
        return all(_said(one.value) for one in node.elements)
    return False


def _placed(node: cst.CSTNode) -> bool:
    """Whether an expression names an element by its place."""
    if isinstance(node, (cst.Integer, cst.UnaryOperation)):
        return True
    return any(_placed(child) for child in children(node))
