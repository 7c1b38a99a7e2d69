"""Operators: arithmetic, `+` and `%` of texts and lists, comparisons, `and`, `or`, `not`, `x if c else y`.

Knows: what Python's operators do to abstract values. Must not know: statements, SDK names, what a prompt is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import libcst as cst

from prefixlint.flow import access, binding, history, paths, strings
from prefixlint.flow.engine import Frame
from prefixlint.flow.narrowing import narrowed
from prefixlint.flow.state import merge
from prefixlint.flow.texts import as_text, is_sequence, items_of, truth
from prefixlint.flow.values import (
    EMPTY,
    TEXTS,
    Alt,
    Cat,
    Const,
    Hole,
    Item,
    ListObject,
    Lit,
    Ref,
    Rep,
    Value,
    alt,
    cat,
    is_text,
    literal,
)
from prefixlint.flow.volatility import join, weaken

_ARITHMETIC: dict[type, Callable[[float, float], object]] = {
    cst.Add: lambda a, b: a + b,
    cst.Subtract: lambda a, b: a - b,
    cst.Multiply: lambda a, b: a * b,
    cst.FloorDivide: lambda a, b: a // b,
    cst.Modulo: lambda a, b: a % b,
    cst.Divide: lambda a, b: a / b,
}


def binary_node(node: cst.BinaryOperation, frame: Frame) -> Value:
    """`left operator right`; a long sum of texts is put together at once, since term by term costs its square."""
    evaluate = frame.engine.evaluate
    terms: list[cst.BinaryOperation] = []
    first: cst.BaseExpression = node
    while type(first) is cst.BinaryOperation and type(first.operator) is cst.Add:
        terms.append(first)
        first = first.left
    if len(terms) < 2:
        return binary(type(node.operator), evaluate(node.left, frame), evaluate(node.right, frame), frame, node)
    total = evaluate(first, frame)
    texts = [total] if is_text(total) else []
    for term in reversed(terms):
        right = evaluate(term.right, frame)
        if texts and is_text(right):
            texts.append(right)
            continue
        total = binary(cst.Add, cat(texts) if texts else total, right, frame, term)
        texts = [total] if is_text(total) else []
    return cat(texts) if texts else total


def binary(operator: type, left: Value, right: Value, frame: Frame, node: cst.CSTNode) -> Value:
    """`left operator right`; `operator` is the class of the operator's node (of `+=` as well)."""
    if operator in (cst.Add, cst.AddAssign):
        return add(left, right, frame, node)
    if operator in (cst.Modulo, cst.ModuloAssign) and (is_text(left) or isinstance(left, Cat)):
        return _percent(left, right, frame, node)
    if operator in (cst.Multiply, cst.MultiplyAssign):
        return _times(left, right, frame, node)
    if isinstance(left, Const) and isinstance(right, Const):
        return _arithmetic(operator, left.value, right.value, frame, node)
    if operator in (cst.BitOr, cst.BitAnd, cst.Subtract, cst.BitXor, cst.BitOrAssign):
        joined = binding.combine(operator, left, right, frame, node)
        if joined is not None:
            return joined
    if operator is cst.Divide:
        path = paths.divided(left, right, frame, node)
        if path is not None:
            return path
    taint = join(frame.deep_taint(left), frame.deep_taint(right))
    return Hole(taint, frame.origin(node), shape="number" if is_number(left) or is_number(right) else "")


def is_number(value: Value) -> bool:
    """Whether a value is a number."""
    if isinstance(value, Const):
        return isinstance(value.value, (int, float))
    return isinstance(value, Hole) and value.shape == "number"


def _arithmetic(operator: type, a: object, b: object, frame: Frame, node: cst.CSTNode) -> Value:
    function = _ARITHMETIC.get(operator)
    if function is None or not isinstance(a, (int, float)) or not isinstance(b, (int, float)):
        return frame.unknown(node)
    try:
        result = function(a, b)
    except (ArithmeticError, ValueError):
        return frame.unknown(node)
    return Const(result) if not isinstance(result, int) or result.bit_length() < 256 else frame.unknown(node)


def add(left: Value, right: Value, frame: Frame, node: cst.CSTNode) -> Value:
    """`left + right` of texts, lists or numbers."""
    if is_text(left) or is_text(right):
        return cat([as_text(left, frame, node), as_text(right, frame, node)])
    if is_sequence(left, frame) or is_sequence(right, frame):
        head, order_a = items_of(left, frame, node)
        tail, order_b = items_of(right, frame, node)
        return frame.new(
            ListObject(
                (*head, *tail),
                "list",
                join(order_a, order_b),
                frame.origin(node),
                history.added(left, right, frame, node),
            ),
            node,
        )
    if isinstance(left, Const) and isinstance(right, Const):
        return _arithmetic(cst.Add, left.value, right.value, frame, node)
    if isinstance(left, Hole) and isinstance(right, Const):
        return replace(left, shape="number") if is_number(right) and not left.shape else left
    if strings.is_clock(left) or strings.is_clock(right):
        return left if strings.is_clock(left) else right
    return cat([as_text(left, frame, node), as_text(right, frame, node)])


def _times(left: Value, right: Value, frame: Frame, node: cst.CSTNode) -> Value:
    text, count = (left, right) if is_text(left) else (right, left)
    if is_text(text):
        if isinstance(count, Const) and isinstance(count.value, int):
            known = literal(text)
            if count.value <= 0:
                return EMPTY
            if known is not None and len(known) * count.value <= strings.MAX_LITERAL:
                return Lit(known * count.value, frame.origin(node))
            if count.value <= 16:
                return cat([text] * count.value)
        return Rep(text)
    if isinstance(left, Const) and isinstance(right, Const):
        return _arithmetic(cst.Multiply, left.value, right.value, frame, node)
    return Hole(join(frame.deep_taint(left), frame.deep_taint(right)), frame.origin(node))


def _percent(left: Value, right: Value, frame: Frame, node: cst.CSTNode) -> Value:
    mapping = frame.get(right) if isinstance(right, Ref) else None
    positional: list[Value] = [right]
    if isinstance(mapping, ListObject) and mapping.kind == "tuple":
        positional = [item.value for item in mapping.items if isinstance(item, Item)]

    def named(name: str) -> Value | None:
        return access.item(right, Lit(name), frame, node)

    filling = frame.origin(node.right if isinstance(node, cst.BinaryOperation) else node)
    return strings.percent_template(left, positional, named, lambda v: as_text(v, frame, node), filling)


def unary(node: cst.UnaryOperation, frame: Frame) -> Value:
    value = frame.engine.evaluate(node.expression, frame)
    if isinstance(node.operator, cst.Not):
        known = truth(value, frame)
        return (
            Const(not known)
            if known is not None
            else Hole(weaken(frame.deep_taint(value)), frame.origin(node), shape="bool")
        )
    if isinstance(value, Const) and isinstance(value.value, (int, float)) and isinstance(node.operator, cst.Minus):
        return Const(-value.value)
    return value


def boolean(node: cst.BooleanOperation, frame: Frame) -> Value:
    left = frame.engine.evaluate(node.left, frame)
    known = truth(left, frame)
    wants = isinstance(node.operator, cst.Or)
    if known is not None and known is wants:
        return left
    before = frame.live.fork()
    right = frame.engine.evaluate(node.right, frame)
    if known is not None:
        return right
    frame.state = merge([before, frame.state])
    if isinstance(left, Hole) and left.shape not in TEXTS and wants and isinstance(right, (Const, Lit)):
        if isinstance(right, Const):
            return left
        value = alt((left, right))
    else:
        value = alt((left, right), weaken(frame.deep_taint(left)))
    return Alt(value.options, value.taint, frame.origin(node)) if isinstance(value, Alt) else value


def comparison(node: cst.Comparison, frame: Frame) -> Value:
    left = frame.engine.evaluate(node.left, frame)
    operands = [left]
    answer: bool | None = None
    for target in node.comparisons:
        right = frame.engine.evaluate(target.comparator, frame)
        operands.append(right)
        if len(node.comparisons) == 1:
            answer = _compare(type(target.operator), left, right)
    if answer is not None:
        return Const(answer)
    taint = join(*(frame.deep_taint(operand) for operand in operands))
    return Hole(taint, frame.origin(node), shape="bool")


def _compare(operator: type, left: Value, right: Value) -> bool | None:
    a, b = literal(left), literal(right)
    known = (a is not None or isinstance(left, Const)) and (b is not None or isinstance(right, Const))
    if known:
        x = a if a is not None else left.value  # type: ignore[attr-defined]
        y = b if b is not None else right.value  # type: ignore[attr-defined]
        try:
            if operator is cst.Equal:
                return bool(x == y)
            if operator is cst.NotEqual:
                return bool(x != y)
            if operator is cst.Is:
                return x is y if x is None or y is None or isinstance(x, bool) else None
            if operator is cst.IsNot:
                return x is not y if x is None or y is None or isinstance(x, bool) else None
            if operator is cst.GreaterThan:
                return bool(x > y)
            if operator is cst.LessThan:
                return bool(x < y)
            if operator is cst.GreaterThanEqual:
                return bool(x >= y)
            if operator is cst.LessThanEqual:
                return bool(x <= y)
        except TypeError:
            return None
    if isinstance(right, Const) and right.value is None and (is_text(left) or isinstance(left, Ref)):
        if operator in (cst.Is, cst.Equal):
            return False
        if operator in (cst.IsNot, cst.NotEqual):
            return True
    return None


def ternary(node: cst.IfExp, frame: Frame) -> Value:
    condition = frame.engine.evaluate(node.test, frame)
    known = truth(condition, frame)
    if known is not None:
        return frame.engine.evaluate(node.body if known else node.orelse, frame)
    start = frame.live.fork()
    with narrowed(node.test, frame, True):
        first = frame.engine.evaluate(node.body, frame)
    after_first = frame.state
    frame.state = start
    with narrowed(node.test, frame, False):
        second = frame.engine.evaluate(node.orelse, frame)
    taint = frame.deep_taint(condition)
    frame.state = merge([after_first, frame.state], taint)
    value = alt((first, second), taint)
    return Alt(value.options, value.taint, frame.origin(node)) if isinstance(value, Alt) else value
