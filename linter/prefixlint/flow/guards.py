"""Tests around a statement: does it run only when something has grown too large, and how far is it cut back then?

Knows: `if`, `while` and early returns of one function; comparisons of a size with a limit.
Must not know: what is cut, SDK names, what a prompt is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import libcst as cst

from prefixlint.flow.engine import Frame
from prefixlint.flow.values import Const
from prefixlint.syntax.walk import children, dotted, statements

SMALL = 3  # a limit up to this asks whether there is anything at all
_MEASURED = re.compile(r"(^|_)(tokens?|len|length|size|count|chars|characters|total|usage|turns|budget)(_|$)")
_ORDERING = (cst.LessThan, cst.GreaterThan, cst.LessThanEqual, cst.GreaterThanEqual)
_LEAVING = (cst.Return, cst.Continue, cst.Break, cst.Raise)


def called(node: cst.BaseExpression) -> cst.BaseExpression:
    """What is called, if this is a call."""
    return node.func if isinstance(node, cst.Call) else node


def tests_around(frame: Frame, node: cst.CSTNode) -> Iterator[tuple[cst.BaseExpression, bool]]:
    """The tests that decide in a function whether `node` is reached, and whether they are asked again each time."""
    root = frame.function.node if frame.function is not None else frame.unit.tree.module
    path = _path(root, node)
    for outer, inner in pairwise(path):
        if isinstance(outer, (cst.If, cst.While)):
            yield outer.test, isinstance(outer, cst.While)
        if isinstance(outer, (cst.IndentedBlock, cst.Module)):
            for statement in statements(outer if isinstance(outer, cst.IndentedBlock) else outer.body):
                if statement is inner or inner in children(statement):
                    break
                if isinstance(statement, cst.If) and statement.orelse is None and _leaves(statement):
                    yield statement.test, False


def _leaves(node: cst.If) -> bool:
    last = None
    for last in statements(node.body):  # noqa: B007 (the last one is wanted)
        pass
    return isinstance(last, _LEAVING)


def _path(root: cst.CSTNode, node: cst.CSTNode) -> list[cst.CSTNode]:
    """The nodes from `root` down to `node`."""
    if root is node:
        return [root]
    for child in children(root):
        below = _path(child, node)
        if below:
            return [root, *below]
    return []


def _bounds(test: cst.BaseExpression) -> list[tuple[cst.BaseExpression, cst.BaseExpression]]:
    """The comparisons of a size with a limit in a test: what is measured, and the limit."""
    if isinstance(test, cst.BooleanOperation):
        return [*_bounds(test.left), *_bounds(test.right)]
    if isinstance(test, cst.UnaryOperation):
        return _bounds(test.expression)
    if not isinstance(test, cst.Comparison) or not isinstance(test.comparisons[0].operator, _ORDERING):
        return []
    left, right = test.left, test.comparisons[0].comparator
    for measured, limit in ((left, right), (right, left)):
        if _measures(measured):
            return [(measured, limit)]
    return []


def limited(tests: list[tuple[cst.BaseExpression, bool]], frame: Frame) -> bool:
    """Whether tests ask if something has become too large; whether there is anything at all is another question."""
    for test, _ in tests:
        for _, limit in _bounds(test):
            value = frame.engine.evaluate(limit, frame)
            if not (isinstance(value, Const) and isinstance(value.value, int) and value.value <= SMALL):
                return True
    return False


def _measures(node: cst.CSTNode) -> bool:
    """Whether an expression says how large something is."""
    word = dotted(called(node)).rpartition(".")[2] if isinstance(node, cst.BaseExpression) else ""
    if word and _MEASURED.search(word):
        return True
    return not isinstance(node, (cst.Name, cst.Attribute)) and any(_measures(child) for child in children(node))


def _code(node: cst.CSTNode, frame: Frame) -> str:
    return frame.unit.tree.module.code_for_node(node).replace(" ", "")


def beyond(bound: cst.BaseExpression, size: int | None, name: str, frame: Frame, node: cst.CSTNode) -> bool:
    """Whether a list is only cut when it has become clearly longer than what is kept."""
    kept = _code(bound, frame).lstrip("-(").rstrip(")")
    for test, _ in tests_around(frame, node):
        for measured, limit in _bounds(test):
            if f"len({name})" not in _code(measured, frame):
                return True  # another measure
            value = frame.engine.evaluate(limit, frame)
            number = value.value if isinstance(value, Const) and isinstance(value.value, int) else None
            if number is not None and size is not None:
                return number - size >= max(4, size // 4)
            said = _code(limit, frame)
            return divides(bound) or not (said in kept or kept in said)
    return False


def divides(node: cst.CSTNode) -> bool:
    if isinstance(node, cst.BinaryOperation) and isinstance(node.operator, (cst.Divide, cst.FloorDivide, cst.Multiply)):
        return True
    return any(divides(child) for child in children(node))


def two_limits(tests: list[tuple[cst.BaseExpression, bool]], frame: Frame) -> bool:
    """Whether elements are dropped one by one down to a lower limit than the one that starts it."""
    limits = {again: [_code(limit, frame) for _, limit in _bounds(test)] for test, again in tests}
    return bool(limits.get(True)) and bool(limits.get(False)) and limits[True] != limits[False]


def asks_for(name: str, frame: Frame, node: cst.CSTNode) -> bool:
    """Whether a test around `node` asks what stands in a list, or whether anything does."""
    return any(name in _code(test, frame) for test, again in tests_around(frame, node) if not again)
