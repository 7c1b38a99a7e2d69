"""Values as texts, as sequences and as truth values, seen through the heap.

Knows: what `str(x)`, `for x in y` and `bool(x)` see. Must not know: how values came about, SDK names.
"""

from __future__ import annotations

from dataclasses import dataclass

import libcst as cst

from prefixlint.flow import judge
from prefixlint.flow.engine import Frame
from prefixlint.flow.values import (
    Alt,
    Branch,
    Cat,
    Class,
    Const,
    DictObject,
    Elem,
    External,
    Function,
    Hole,
    Instance,
    Item,
    ListObject,
    Lit,
    Loop,
    Method,
    Origin,
    Ref,
    Rep,
    Splat,
    Value,
    alt,
    literal,
    taint_of,
    text_shape,
)
from prefixlint.flow.volatility import CONSTANT, UNKNOWN, Cause, Taint, Volatility, join

MAX_STEPS_BACK = 3  # places a value came through that a finding lists
MAX_UNROLL = 24  # elements of a known iterable that are visited one by one


def as_text(value: Value, frame: Frame, node: cst.CSTNode, here: bool = False) -> Value:
    """`str(value)`. With `here`, `node` is the place in the text at which the value is written (a replacement field), so
    that is where a reader looks for it; otherwise a value keeps the place it has."""
    if isinstance(value, (Lit, Cat, Rep)):
        return value
    if isinstance(value, Hole):
        origin = value.origin if value.origin is not None and not here else frame.origin(node)
        steps = value.steps
        if here and value.origin is not None and value.origin.node is not node and len(steps) < MAX_STEPS_BACK:
            steps = ((value.origin, "the value comes from here"), *steps)
        return Hole(value.taint, origin, value.source, text_shape(value.shape), value.loop, steps)
    if isinstance(value, Const):
        return Lit(str(value.value), frame.origin(node))
    if isinstance(value, Alt):
        return alt((as_text(option, frame, node, here) for option in value.options), value.taint)
    if isinstance(value, Ref):
        obj = frame.get(value)
        if isinstance(obj, Instance) and obj.cls is not None:
            from prefixlint.flow import binding

            shown = binding.shown(value, obj, frame, node)
            if shown is not None:
                return shown
        from prefixlint.flow import shown as showing

        if showing.address(value, frame):
            return Hole(showing.ADDRESS, frame.origin(node), shape="text")
        if isinstance(obj, Instance) and isinstance(path := obj.get("path"), Lit) and obj.name == "pathlib.Path()":
            return path
        hole = deciding_hole(value, frame)
        taint = frame.deep_taint(value)
        made = getattr(obj, "origin", None)
        if hole is not None and hole.taint == taint:
            origin = frame.origin(node) if here else hole.origin or made or frame.origin(node)
            return Hole(taint, origin, hole.source, "text", hole.loop, hole.steps)
        return Hole(taint, frame.origin(node) if here or made is None else made, shape="text")
    if isinstance(value, External):
        return Hole(judge.external(frame.engine.knowledge, value.name), frame.origin(node), shape="text")
    if isinstance(value, (Function, Class)):
        from prefixlint.flow import shown as showing

        taint = CONSTANT if isinstance(value, Class) else showing.ADDRESS if showing.address(value, frame) else UNKNOWN
        return Hole(taint, frame.origin(node), shape="text")
    if isinstance(value, Method):
        from prefixlint.flow import access

        return as_text(access.settle(value, frame, node), frame, node)
    return Hole(UNKNOWN, frame.origin(node), shape="text")


def deciding_hole(value: Value, frame: Frame, depth: int = 0) -> Hole | None:
    """The hole inside `value` that decides its taint."""
    from prefixlint.flow.engine import MAX_DEEP, object_values

    if isinstance(value, Hole):
        return value
    if depth > MAX_DEEP:
        return None
    inner: list[Value] = []
    if isinstance(value, Ref):
        obj = frame.get(value)
        inner = list(object_values(obj)) if obj is not None else []
    elif isinstance(value, Cat):
        inner = list(value.parts)
    elif isinstance(value, Alt):
        inner = list(value.options)
    elif isinstance(value, Rep):
        inner = [value.body]
    best: Hole | None = None
    for one in inner:
        hole = deciding_hole(one, frame, depth + 1)
        if hole is not None and (best is None or hole.taint.rank > best.taint.rank):
            best = hole
    return best


def is_sequence(value: Value, frame: Frame) -> bool:
    """Whether a value is certainly a list or tuple, or a conversation history."""
    if isinstance(value, Ref):
        return isinstance(frame.get(value), ListObject)
    if isinstance(value, Alt):
        return all(is_sequence(option, frame) for option in value.options)
    return isinstance(value, Hole) and value.shape == "history"


def items_of(value: Value, frame: Frame, node: cst.CSTNode) -> tuple[tuple[Elem, ...], Taint]:
    """The elements of an iterable and the taint of their order."""
    if isinstance(value, Ref):
        obj = frame.get(value)
        if isinstance(obj, ListObject):
            return obj.items, obj.order
        if isinstance(obj, DictObject):
            items: list[Elem] = []
            for entry in obj.entries:
                key = entry.key_value if entry.key_value is not None else _key_value(entry.key)
                one: Elem = Item(key)
                items.append(Branch(((), (one,))) if entry.maybe else one)
            return with_rest(items, obj.rest, frame.origin(node)), obj.order
        if isinstance(obj, Instance) and obj.name == "builtins.open()":
            from prefixlint.flow import paths

            content = obj.get("text")
            return (paths.lines(content), CONSTANT) if isinstance(content, Lit) else ((Splat(value),), CONSTANT)
    if isinstance(value, Alt):
        options: list[tuple[Elem, ...]] = []
        order = CONSTANT
        for option in value.options:
            if isinstance(option, Const) and option.value is None:
                continue
            inner, inner_order = items_of(option, frame, node)
            order = join(order, inner_order)
            if inner not in options:
                options.append(inner)
        if len(options) == 1:
            return options[0], order
        return (Branch(tuple(options), value.taint),), order
    if isinstance(value, Const) and value.value is None:
        return (), CONSTANT
    if isinstance(value, (Lit, Cat, Rep)):  # the characters of a text
        text = literal(value)
        if text is not None and len(text) <= MAX_UNROLL:
            return tuple(Item(Lit(char), frame.origin(node)) for char in text), CONSTANT
        return (Splat(Hole(taint_of(value), frame.origin(node), shape="text"), frame.origin(node)),), CONSTANT
    if isinstance(value, Hole) and value.shape == "set":
        what = judge.DEFAULTED if value.taint.cause is Cause.QUERY_ORDER else UNKNOWN
        element = Hole(what, value.origin, value.source, "", value.loop, value.steps)
        return (Splat(element, frame.origin(node)),), value.taint
    if isinstance(value, Hole) and value.taint.cause in ORDER_CAUSES:
        element = Hole(UNKNOWN, value.origin, value.source, "", value.loop, value.steps)
        return (Splat(element, frame.origin(node)),), value.taint
    return (Splat(value, frame.origin(node)),), CONSTANT


ORDER_CAUSES = frozenset({Cause.SET_ORDER, Cause.FILESYSTEM_ORDER, Cause.COMPLETION_ORDER, Cause.QUERY_ORDER})


def _key_value(key: str | int | None) -> Value:
    return Lit(key) if isinstance(key, str) else Const(key)


def with_rest(entries: list[Elem], rest: tuple[Value, ...], origin: Origin) -> tuple[Elem, ...]:
    """What iterating a mapping gives that also has entries nobody knows: those may stand before the known ones
    (`{**other, "a": 1}`) and behind them, and replace them where they are (`{"a": 1, **other}`)."""
    if not rest:
        return tuple(entries)
    others = [Splat(value, origin) for value in rest]
    known = [one if isinstance(one, Branch) else Branch(((), (one,))) for one in entries]
    return (*others, *known, *others) if known else tuple(others)


def inserted(items: tuple[Elem, ...], index: Value, new: Item) -> tuple[Elem, ...]:
    """The elements of a list after `insert(index, new)`."""
    if isinstance(index, Hole) and index.source == "len":
        return (*items, new)
    if not isinstance(index, Const) or not isinstance(index.value, int):
        return _somewhere(items, new)
    at = index.value
    passed = items[:at] if at >= 0 else items[at:]
    if all(isinstance(elem, Item) for elem in passed):
        return (*items[:at], new, *items[at:])
    ahead = items if at >= 0 else items[::-1]
    known = next(number for number, elem in enumerate(ahead) if not isinstance(elem, Item))
    if at >= 0:
        return (*items[:known], *_somewhere(items[known:], new))
    return (*_somewhere(items[: len(items) - known], new), *items[len(items) - known :])


def backwards(items: tuple[Elem, ...]) -> tuple[Elem, ...]:
    """`items` in reverse order, those of repeated and optional runs too."""
    out: list[Elem] = []
    for elem in reversed(items):
        if isinstance(elem, Branch):
            elem = Branch(tuple(backwards(option) for option in elem.options), elem.taint)
        elif isinstance(elem, Loop):
            elem = Loop(backwards(elem.body), elem.order, elem.origin)
        out.append(elem)
    return tuple(out)


def perhaps(elem: Elem) -> Elem:
    """`elem` in a list that one element was taken out of, nobody knows which."""
    if isinstance(elem, Item):
        return Branch(((), (elem,)))
    if isinstance(elem, Branch):
        return Branch(tuple(tuple(perhaps(inner) for inner in option) for option in elem.options), elem.taint)
    if isinstance(elem, Loop) and len(elem.body) > 1:
        return Loop(tuple(perhaps(inner) for inner in elem.body), elem.order, elem.origin)
    return elem


def _somewhere(items: tuple[Elem, ...], new: Item) -> tuple[Elem, ...]:
    """`items` with `new` at a place that is not known."""
    maybe = Branch(((), (new,)))
    out: list[Elem] = [maybe]
    for elem in items:
        if isinstance(elem, Branch):
            options = tuple(_somewhere(option, new) if len(option) > 1 else option for option in elem.options)
            elem = Branch(options, elem.taint)
        elif isinstance(elem, Loop):
            elem = Loop((Branch((*((inner,) for inner in elem.body), (new,))),), elem.order, elem.origin)
        elif isinstance(elem, Splat):
            elem = Loop((Branch(((elem,), (new,))),))
        out.extend((elem, maybe))
    return tuple(out)


@dataclass(frozen=True)
class Each:
    """What a loop over an iterable sees: the elements one by one if `known`, else any `element`."""

    element: Value
    known: list[Value] | None
    order: Taint


def elements_of(iterable: Value, frame: Frame, node: cst.CSTNode, loop: int, target: str) -> Each:
    """The elements that a loop over `iterable` binds to a variable called `target`."""
    text = literal(iterable)
    if text is not None:
        known: list[Value] | None = [Lit(char) for char in text] if len(text) <= MAX_UNROLL else None
        return Each(Hole(CONSTANT, frame.origin(node), shape="text"), known, CONSTANT)
    items, order = items_of(iterable, frame, node)
    if all(isinstance(item, Item) for item in items) and len(items) <= MAX_UNROLL and order == CONSTANT:
        return Each(CONSTANT_HOLE, [item.value for item in items if isinstance(item, Item)], CONSTANT)
    order = join(order, *(elem.order for elem in items if isinstance(elem, Loop)))
    values = list(_flat(items))
    if values and all(not isinstance(elem, Splat) for elem in _leaves(items)):
        return Each(alt(values), None, order)
    return Each(_element(values, frame, node, loop, target), None, order)


CONSTANT_HOLE = Hole(CONSTANT, None)


def _element(values: list[Value], frame: Frame, node: cst.CSTNode, loop: int, target: str) -> Value:
    """An unknown element: what its own name says, else what the iterable says; it is new in every turn of `loop`."""
    origin = frame.origin(node)
    taint = join(*(frame.deep_taint(value) for value in values)) if values else UNKNOWN
    if taint.level < Volatility.REQUEST and not taint.believed():
        taint = UNKNOWN
    row = judge.by_name(frame.engine.knowledge, target) if target else None
    if (
        row is not None
        and row.taint.believed()
        and not row.stored
        and not (taint.believed() and taint.level > row.taint.level)
    ):
        taint = row.taint
    hole = next((value for value in values if isinstance(value, Hole)), None)
    shape = "message" if taint.cause is Cause.HISTORY else ""
    return Hole(taint, origin, target or (hole.source if hole else ""), shape, loop, hole.steps if hole else ())


def _leaves(items: tuple[Elem, ...]) -> list[Elem]:
    out: list[Elem] = []
    for elem in items:
        if isinstance(elem, Branch):
            for option in elem.options:
                out.extend(_leaves(option))
        elif isinstance(elem, Loop):
            out.extend(_leaves(elem.body))
        else:
            out.append(elem)
    return out


def _flat(items: tuple[Elem, ...]) -> list[Value]:
    return [elem.value for elem in _leaves(items) if isinstance(elem, (Item, Splat))]


def truth(value: Value, frame: Frame) -> bool | None:
    """`bool(value)` if it is certain."""
    if isinstance(value, Const):
        return bool(value.value)
    if isinstance(value, Lit):
        return bool(value.text)
    if isinstance(value, Cat):
        return True if any(isinstance(part, Lit) for part in value.parts) else None
    if isinstance(value, Ref):
        obj = frame.get(value)
        if isinstance(obj, ListObject):
            if any(isinstance(elem, Item) for elem in obj.items):
                return True
            return None if obj.items else False
        if isinstance(obj, DictObject):
            if any(not entry.maybe for entry in obj.entries):
                return True
            return None if obj.entries or obj.rest else False
        return True
    if isinstance(value, Alt):
        answers = {truth(option, frame) for option in value.options}
        return answers.pop() if len(answers) == 1 else None
    if isinstance(value, (Function, Class)):
        return True
    if isinstance(value, External) and value.name == "typing.TYPE_CHECKING":
        return False
    return None
