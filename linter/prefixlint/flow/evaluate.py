"""Expressions to abstract values.

Knows: Python's expressions. Must not know: statements, SDK names, what a prompt is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import libcst as cst

from prefixlint.flow import access, binding, calls, history, operators, paths, strings
from prefixlint.flow.engine import Frame
from prefixlint.flow.narrowing import narrow
from prefixlint.flow.texts import MAX_UNROLL, as_text, elements_of, items_of, truth
from prefixlint.flow.values import (
    Branch,
    Const,
    DictObject,
    Edit,
    Elem,
    Entry,
    Function,
    Hole,
    Item,
    ListObject,
    Lit,
    Loop,
    Ref,
    Value,
    cat,
)
from prefixlint.flow.volatility import CONSTANT, Cause, Confidence, Taint, Volatility, join
from prefixlint.syntax.walk import written

SET_ORDER = Taint(Volatility.PROCESS, Confidence.CERTAIN, Cause.SET_ORDER)


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
            value = written(node)
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
    if "\r" in text:  # as Python reads its source
        text = text.replace("\r\n", "\n").replace("\r", "\n")
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


def _elements(
    nodes: Sequence[cst.BaseElement], frame: Frame, given: list[tuple[cst.BaseElement, Value]] | None = None
) -> tuple[Elem, ...]:
    """The elements of a display; `given` takes the values as they are written."""
    items: list[Elem] = []
    for element in nodes:
        value = evaluate(element.value, frame)
        if given is not None:
            given.append((element, value))
        origin = frame.origin(element.value)
        if type(element) is cst.StarredElement:
            items.extend(items_of(value, frame, element.value)[0])
        else:
            items.append(Item(value, origin))
    return tuple(items)


def _list(node: cst.List, frame: Frame) -> Value:
    given: list[tuple[cst.BaseElement, Value]] = []
    items = _elements(node.elements, frame, given)
    edits = history.displayed(given, frame, node)
    return frame.new(ListObject(items, "list", CONSTANT, frame.origin(node), edits), node)


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
        if type(element) is cst.StarredDictElement:
            binding.spread_mapping(evaluate(element.value, frame), entries, rest, frame)
        elif type(element) is cst.DictElement:
            key = evaluate(element.key, frame)
            binding.add_entry(entries, key, evaluate(element.value, frame), frame.origin(element.value))
    return frame.new(DictObject(tuple(entries), tuple(rest), origin=frame.origin(node)), node)


def _comprehension(node: cst.ListComp | cst.SetComp | cst.GeneratorExp, frame: Frame) -> Value:
    kind = "set" if isinstance(node, cst.SetComp) else "list"
    edits: list[Edit] = []
    body = lambda: (Item(evaluate(node.elt, frame), frame.origin(node.elt)),)  # noqa: E731
    items, order = _generate(node.for_in, frame, body, edits)
    if kind == "set":
        order = set_order(items)
    return frame.new(ListObject(items, kind, order, frame.origin(node), tuple(edits)), node)


def _generate(
    clause: cst.CompFor, frame: Frame, body: Callable[[], tuple[Elem, ...]], edits: list[Edit] | None = None
) -> tuple[tuple[Elem, ...], Taint]:
    """The elements of a comprehension and the taint of their order. A short known iterable is unrolled."""
    iterable = evaluate(clause.iter, frame)
    if edits is not None:
        edits.extend(history.edits_of(iterable, frame))
    saved = dict(frame.live.vars)
    loop = frame.engine.loop_id(clause)
    each = elements_of(iterable, frame, clause.iter, loop, access.target_name(clause.target))

    def turn(element: Value) -> tuple[Elem, ...]:
        binding.bind(clause.target, element, frame)
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
                narrow(test.test, frame, True)
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
                binding.add_entry(entries, key, value)
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


# ---- names, attributes, calls --------------------------------------------------------------------------------------


def _name(node: cst.Name, frame: Frame) -> Value:
    if node.value == "__file__" and (here := paths.file(frame, node)) is not None:
        return here
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
    binding.bind(node.target, value, frame)
    return value


def _give(element: Elem, frame: Frame) -> None:
    """Add an element to what a generator yields; in a loop of the function, any number of any of what it yields there."""
    here = frame.loops[-1] if len(frame.loops) > frame.outside else 0
    last = frame.yields[-1] if frame.yields else None
    if not here:
        frame.yields.append(element)
    elif here == frame.yielding and isinstance(last, Loop):
        first = last.body[0]
        options = first.options if isinstance(first, Branch) else (last.body,)
        if (element,) not in options:
            frame.yields[-1] = Loop((Branch((*options, (element,))),), last.order, last.origin)
    else:
        frame.yields.append(Loop((element,), CONSTANT, getattr(element, "origin", None)))
    frame.yielding = here


def _yield(node: cst.Yield, frame: Frame) -> Value:
    inner = node.value
    if isinstance(inner, cst.From):
        frame.yields.extend(items_of(evaluate(inner.item, frame), frame, inner)[0])
    elif inner is not None:
        _give(Item(evaluate(inner, frame), frame.origin(inner)), frame)
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
    cst.BinaryOperation: operators.binary_node,
    cst.UnaryOperation: operators.unary,
    cst.BooleanOperation: operators.boolean,
    cst.Comparison: operators.comparison,
    cst.IfExp: operators.ternary,
    cst.Name: _name,
    cst.Attribute: _attribute,
    cst.Subscript: _subscript,
    cst.Call: _call,
    cst.Await: _await,
    cst.Lambda: _lambda,
    cst.NamedExpr: _walrus,
    cst.Yield: _yield,
}
