"""Expressions to abstract values.

Knows: Python's expressions. Must not know: statements, SDK names, what a prompt is.
"""

from __future__ import annotations

from collections.abc import Callable

import libcst as cst

from prefixlint.flow import access, calls, strings
from prefixlint.flow.engine import Frame
from prefixlint.flow.state import merge
from prefixlint.flow.texts import MAX_UNROLL, as_text, elements_of, is_sequence, items_of, truth
from prefixlint.flow.values import (
    EMPTY,
    Alt,
    Branch,
    Cat,
    Const,
    DictObject,
    Elem,
    Entry,
    Function,
    Hole,
    Item,
    ListObject,
    Lit,
    Loop,
    Ref,
    Rep,
    Value,
    alt,
    cat,
    is_text,
    literal,
)
from prefixlint.flow.volatility import CONSTANT, Cause, Confidence, Taint, Volatility, join, weaken

SET_ORDER = Taint(Volatility.PROCESS, Confidence.CERTAIN, Cause.SET_ORDER)
BOOLEAN = Taint(Volatility.CONSTANT, Confidence.LIKELY, Cause.NONE)


def evaluate(node: cst.BaseExpression, frame: Frame) -> Value:
    """The abstract value of an expression. Costs one step of the budget. Raises `Exhausted`."""
    frame.engine.spend()
    handler = _HANDLERS.get(type(node))
    if handler is None:
        return frame.unknown(node)
    return handler(node, frame)


# ---- literals ------------------------------------------------------------------------------------------------------


def _string(node: cst.SimpleString, frame: Frame) -> Value:
    def make() -> Value:
        try:
            value = node.evaluated_value
        except (ValueError, SyntaxError, MemoryError):
            return frame.unknown(node)
        return Lit(value, frame.origin(node)) if isinstance(value, str) else Const(value, frame.origin(node))

    return frame.engine.literal(node, make)


def _concatenated(node: cst.ConcatenatedString, frame: Frame) -> Value:
    return cat([evaluate(node.left, frame), evaluate(node.right, frame)])


def _formatted(node: cst.FormattedString | cst.TemplatedString, frame: Frame) -> Value:
    parts: list[Value] = []
    raw = "r" in node.prefix.lower()
    for part in node.parts:
        if isinstance(part, (cst.FormattedStringText, cst.TemplatedStringText)):
            parts.append(Lit(_unescape(part.value, raw), frame.origin(part)))
            continue
        if not isinstance(part, (cst.FormattedStringExpression, cst.TemplatedStringExpression)):
            continue
        value = evaluate(part.expression, frame)
        if part.equal is not None:
            parts.append(Lit(frame.unit.tree.code(part.expression) + "=", frame.origin(part)))
        spec = ""
        if part.format_spec:
            texts = [piece.value if isinstance(piece, cst.FormattedStringText) else "" for piece in part.format_spec]
            spec = "".join(texts)
            if "" in texts:
                parts.append(strings.opaque_text(value, frame.origin(part.expression)))
                continue
        conversion = part.conversion or ("r" if part.equal is not None and not spec else None)
        parts.append(strings.formatted(value, spec, conversion, frame.origin(part.expression), _shower(frame, part)))
    return cat(parts)


def _shower(
    frame: Frame, part: cst.FormattedStringExpression | cst.TemplatedStringExpression
) -> Callable[[Value], Value]:
    return lambda value: as_text(value, frame, part.expression, here=True)


def _unescape(text: str, raw: bool) -> str:
    text = text.replace("{{", "{").replace("}}", "}")
    if raw or "\\" not in text:
        return text
    try:
        return text.encode("latin-1", "backslashreplace").decode("unicode_escape")
    except UnicodeDecodeError:
        return text


def _number(node: cst.BaseNumber, frame: Frame) -> Value:
    def make() -> Value:
        try:
            value: object = node.evaluated_value  # type: ignore[attr-defined]
        except (ValueError, SyntaxError):
            return frame.unknown(node)
        return Const(value, frame.origin(node))

    return frame.engine.literal(node, make)


def _ellipsis(node: cst.Ellipsis, frame: Frame) -> Value:
    return Const(..., frame.origin(node))


# ---- displays and comprehensions -----------------------------------------------------------------------------------


def _elements(nodes: object, frame: Frame) -> tuple[Elem, ...]:
    items: list[Elem] = []
    for element in nodes:  # type: ignore[attr-defined]
        value = evaluate(element.value, frame)
        origin = frame.origin(element.value)
        if isinstance(element, cst.StarredElement):
            items.extend(items_of(value, frame, element.value)[0])
        else:
            items.append(Item(value, origin))
    return tuple(items)


def _list(node: cst.List, frame: Frame) -> Value:
    return frame.new(ListObject(_elements(node.elements, frame), "list", origin=frame.origin(node)), node)


def _tuple(node: cst.Tuple, frame: Frame) -> Value:
    return frame.new(ListObject(_elements(node.elements, frame), "tuple", origin=frame.origin(node)), node)


def _set(node: cst.Set, frame: Frame) -> Value:
    items = _elements(node.elements, frame)
    return frame.new(ListObject(items, "set", set_order(items), frame.origin(node)), node)


def set_order(items: tuple[Elem, ...]) -> Taint:
    """The taint of a set's iteration order: constant with fewer than two elements, or of numbers only."""
    if not items or (len(items) == 1 and isinstance(items[0], Item)):
        return CONSTANT
    if all(
        isinstance(elem, Item) and isinstance(elem.value, Const) and isinstance(elem.value.value, (int, float))
        for elem in items
    ):
        return CONSTANT
    return SET_ORDER


def _dict(node: cst.Dict, frame: Frame) -> Value:
    entries: list[Entry] = []
    rest: list[Value] = []
    for element in node.elements:
        if isinstance(element, cst.StarredDictElement):
            access.spread_mapping(evaluate(element.value, frame), entries, rest, frame)
        elif isinstance(element, cst.DictElement):
            access.add_entry(entries, evaluate(element.key, frame), evaluate(element.value, frame))
    return frame.new(DictObject(tuple(entries), tuple(rest), origin=frame.origin(node)), node)


def _comprehension(node: cst.ListComp | cst.SetComp | cst.GeneratorExp, frame: Frame) -> Value:
    kind = "set" if isinstance(node, cst.SetComp) else "list"
    items, order = _generate(node.for_in, frame, lambda: (Item(evaluate(node.elt, frame), frame.origin(node.elt)),))
    if kind == "set":
        order = set_order(items)
    return frame.new(ListObject(items, kind, order, frame.origin(node)), node)


def _generate(
    clause: cst.CompFor, frame: Frame, body: Callable[[], tuple[Elem, ...]]
) -> tuple[tuple[Elem, ...], Taint]:
    """The elements of a comprehension and the taint of their order. A short known iterable is unrolled."""
    iterable = evaluate(clause.iter, frame)
    saved = dict(frame.live.vars)
    loop = frame.engine.loop_id(clause)
    each = elements_of(iterable, frame, clause.iter, loop, access.target_name(clause.target))

    def turn(element: Value) -> tuple[Elem, ...]:
        access.bind(clause.target, element, frame)
        condition = CONSTANT
        certain = True
        for test in clause.ifs:
            value = evaluate(test.test, frame)
            known = truth(value, frame)
            if known is False:
                return ()
            if known is None:
                certain = False
                condition = join(condition, frame.deep_taint(value))
        if clause.inner_for_in is not None:
            inner, _ = _generate(clause.inner_for_in, frame, body)
        else:
            inner = body()
        return inner if certain else (Branch(((), inner), condition),)

    def visit(elems: tuple[Elem, ...]) -> tuple[Elem, ...]:
        out: list[Elem] = []
        for number, elem in enumerate(elems):
            if isinstance(elem, Item):
                frame.turns = (*frame.turns, number)
                out.extend(turn(elem.value))
                frame.turns = frame.turns[:-1]
            elif isinstance(elem, Branch):
                out.append(Branch(tuple(visit(option) for option in elem.options), elem.taint))
            else:
                some = elements_of(
                    frame.new(ListObject((elem,))), frame, clause.iter, loop, access.target_name(clause.target)
                )
                inner = turn(some.element)
                if inner:
                    out.append(Loop(inner, some.order, frame.origin(clause.iter)))
        return tuple(out)

    items, order = items_of(iterable, frame, clause.iter)
    if each.known is not None:
        items, order = tuple(Item(value) for value in each.known), CONSTANT
    if order == CONSTANT and len(items) <= MAX_UNROLL:
        result, order = visit(items), CONSTANT
    else:
        inner = turn(each.element)
        result = (Loop(inner, CONSTANT, frame.origin(clause.iter)),) if inner else ()
        order = each.order
    frame.live.vars = saved
    return result, order


def _dict_comprehension(node: cst.DictComp, frame: Frame) -> Value:
    def body() -> tuple[Elem, ...]:
        pair = ListObject((Item(evaluate(node.key, frame)), Item(evaluate(node.value, frame))), "tuple")
        return (Item(frame.new(pair)),)

    items, order = _generate(node.for_in, frame, body)
    entries: list[Entry] = []
    rest: list[Value] = []
    for elem in items:
        if isinstance(elem, Item) and isinstance(elem.value, Ref):
            pair = frame.get(elem.value)
            if isinstance(pair, ListObject):
                key, value = (one.value for one in pair.items if isinstance(one, Item))
                access.add_entry(entries, key, value)
        else:
            rest.extend(_pair_values(elem, frame))
    return frame.new(DictObject(tuple(entries), tuple(rest), order, frame.origin(node)), node)


def _pair_values(elem: Elem, frame: Frame) -> list[Value]:
    if isinstance(elem, Item) and isinstance(elem.value, Ref):
        pair = frame.get(elem.value)
        if isinstance(pair, ListObject):
            return [one.value for one in pair.items if isinstance(one, Item)]
    if isinstance(elem, Loop):
        return [value for inner in elem.body for value in _pair_values(inner, frame)]
    if isinstance(elem, Branch):
        return [value for option in elem.options for inner in option for value in _pair_values(inner, frame)]
    return []


# ---- operators -----------------------------------------------------------------------------------------------------

_ARITHMETIC: dict[type, Callable[[float, float], object]] = {
    cst.Add: lambda a, b: a + b,
    cst.Subtract: lambda a, b: a - b,
    cst.Multiply: lambda a, b: a * b,
    cst.FloorDivide: lambda a, b: a // b,
    cst.Modulo: lambda a, b: a % b,
    cst.Divide: lambda a, b: a / b,
}


def _binary(node: cst.BinaryOperation, frame: Frame) -> Value:
    left = evaluate(node.left, frame)
    right = evaluate(node.right, frame)
    return binary(type(node.operator), left, right, frame, node)


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
        joined = access.combine(operator, left, right, frame, node)
        if joined is not None:
            return joined
    taint = join(frame.deep_taint(left), frame.deep_taint(right))
    return Hole(taint, frame.origin(node))


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
        return frame.new(ListObject((*head, *tail), "list", join(order_a, order_b), frame.origin(node)), node)
    if isinstance(left, Const) and isinstance(right, Const):
        return _arithmetic(cst.Add, left.value, right.value, frame, node)
    if isinstance(left, Hole) and isinstance(right, Const):
        return left
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

    return strings.percent_template(left, positional, named, lambda v: as_text(v, frame, node))


def _unary(node: cst.UnaryOperation, frame: Frame) -> Value:
    value = evaluate(node.expression, frame)
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


def _boolean(node: cst.BooleanOperation, frame: Frame) -> Value:
    left = evaluate(node.left, frame)
    known = truth(left, frame)
    wants = isinstance(node.operator, cst.Or)
    if known is not None and known is wants:
        return left
    before = frame.live.fork()
    right = evaluate(node.right, frame)
    if known is not None:
        return right
    frame.state = merge([before, frame.state])
    if isinstance(left, Hole) and left.shape != "text" and wants and isinstance(right, (Const, Lit)):
        return alt((left, right)) if not isinstance(right, Const) else left
    return alt((left, right), weaken(frame.deep_taint(left)))


def _comparison(node: cst.Comparison, frame: Frame) -> Value:
    left = evaluate(node.left, frame)
    operands = [left]
    answer: bool | None = None
    for target in node.comparisons:
        right = evaluate(target.comparator, frame)
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


def _ternary(node: cst.IfExp, frame: Frame) -> Value:
    condition = evaluate(node.test, frame)
    known = truth(condition, frame)
    if known is not None:
        return evaluate(node.body if known else node.orelse, frame)
    start = frame.live.fork()
    first = evaluate(node.body, frame)
    after_first = frame.state
    frame.state = start
    second = evaluate(node.orelse, frame)
    taint = frame.deep_taint(condition)
    frame.state = merge([after_first, frame.state], taint)
    value = alt((first, second), taint)
    return Alt(value.options, value.taint, frame.origin(node)) if isinstance(value, Alt) else value


# ---- names, attributes, calls --------------------------------------------------------------------------------------


def _name(node: cst.Name, frame: Frame) -> Value:
    value = access.name(node.value, frame, node)
    if isinstance(value, Hole) and value.taint.confidence < Confidence.CERTAIN and value.source == node.value:
        # A parameter is known by its name only, so it is best shown where it is used.
        return Hole(value.taint, frame.origin(node), value.source, value.shape, value.loop, value.steps)
    return value


def _attribute(node: cst.Attribute, frame: Frame) -> Value:
    return access.settle(access.attribute(evaluate(node.value, frame), node.attr.value, frame, node), frame, node)


def _subscript(node: cst.Subscript, frame: Frame) -> Value:
    value = evaluate(node.value, frame)
    if len(node.slice) != 1:
        return Hole(frame.deep_taint(value), frame.origin(node))
    part = node.slice[0].slice
    if isinstance(part, cst.Index):
        return access.item(value, evaluate(part.value, frame), frame, node)
    if isinstance(part, cst.Slice):
        lower = evaluate(part.lower, frame) if part.lower is not None else None
        upper = evaluate(part.upper, frame) if part.upper is not None else None
        step = evaluate(part.step, frame) if part.step is not None else None
        return access.cut(value, lower, upper, step, frame, node)
    return Hole(frame.deep_taint(value), frame.origin(node))


def _call(node: cst.Call, frame: Frame) -> Value:
    return calls.call(node, frame)


def _await(node: cst.Await, frame: Frame) -> Value:
    return evaluate(node.expression, frame)


def _lambda(node: cst.Lambda, frame: Frame) -> Value:
    return Function(frame.unit.path, node, frame)


def _walrus(node: cst.NamedExpr, frame: Frame) -> Value:
    value = evaluate(node.value, frame)
    access.bind(node.target, value, frame)
    return value


def _yield(node: cst.Yield, frame: Frame) -> Value:
    inner = node.value
    if isinstance(inner, cst.From):
        frame.yields.extend(items_of(evaluate(inner.item, frame), frame, inner)[0])
    elif inner is not None:
        frame.yields.append(Item(evaluate(inner, frame), frame.origin(inner)))
    return frame.unknown(node)


_HANDLERS: dict[type, Callable[..., Value]] = {
    cst.SimpleString: _string,
    cst.ConcatenatedString: _concatenated,
    cst.FormattedString: _formatted,
    cst.TemplatedString: _formatted,
    cst.Integer: _number,
    cst.Float: _number,
    cst.Imaginary: _number,
    cst.Ellipsis: _ellipsis,
    cst.List: _list,
    cst.Tuple: _tuple,
    cst.Set: _set,
    cst.Dict: _dict,
    cst.ListComp: _comprehension,
    cst.SetComp: _comprehension,
    cst.GeneratorExp: _comprehension,
    cst.DictComp: _dict_comprehension,
    cst.BinaryOperation: _binary,
    cst.UnaryOperation: _unary,
    cst.BooleanOperation: _boolean,
    cst.Comparison: _comparison,
    cst.IfExp: _ternary,
    cst.Name: _name,
    cst.Attribute: _attribute,
    cst.Subscript: _subscript,
    cst.Call: _call,
    cst.Await: _await,
    cst.Lambda: _lambda,
    cst.NamedExpr: _walrus,
    cst.Yield: _yield,
}
