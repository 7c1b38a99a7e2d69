"""Jinja's own filters on abstract values.

Knows: what they do to texts, lists and their order. Must not know: statements, names of a template, SDK names.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable
from typing import TYPE_CHECKING

from prefixlint.flow import access, strings
from prefixlint.flow.engine import Arguments
from prefixlint.flow.texts import ORDER_CAUSES, as_text, backwards, deciding_hole, elements_of, items_of
from prefixlint.flow.values import (
    EMPTY,
    Branch,
    Const,
    Elem,
    Hole,
    Item,
    ListObject,
    Lit,
    Loop,
    Origin,
    Ref,
    Splat,
    Value,
    is_text,
    literal,
)
from prefixlint.flow.volatility import CONSTANT, UNKNOWN, Cause, Confidence, Taint, Volatility, join

if TYPE_CHECKING:
    from prefixlint.flow.jinja.render import Renderer

CHANCE = Taint(Volatility.CALL, Confidence.CERTAIN, Cause.RANDOM)
_SAME = frozenset({"safe", "escape", "e", "forceescape", "string", "striptags", "urlize", "nl2br", "trans", "markdown"})
_TEXT_METHODS = {"upper": "upper", "lower": "lower", "title": "title", "capitalize": "capitalize", "trim": "strip",
                 "replace": "replace", "center": "center"}  # fmt: skip
_NUMBERS = frozenset({"int", "float", "round", "abs", "filesizeformat", "wordcount", "sum", "min", "max"})
_CHOOSING = frozenset({"select", "reject", "selectattr", "rejectattr"})
_SERIALISING = frozenset({"tojson", "to_json", "to_yaml", "to_nice_json", "pprint", "xmlattr", "urlencode"})


def apply(name: str, value: Value, arguments: Arguments, home: Renderer) -> Value | None:
    """`value | name(...)`; None for a filter that Jinja does not have."""
    if name in _SAME:
        return as_text(value, home.frame, home.node)
    if name in _TEXT_METHODS:
        return _text(_TEXT_METHODS[name], value, arguments, home)
    if name in _NUMBERS:
        return _with_taint(value, home, name)
    if name in _SERIALISING:
        known = literal(value) if name in ("tojson", "to_json") else None
        return Lit(json.dumps(known), home.place) if known is not None else _with_taint(value, home, name)
    if name in _CHOOSING:
        items, order = _items(value, home)
        return _listing(tuple(Branch(((), (elem,))) for elem in items), order, home)
    handler = _HANDLERS.get(name)
    return handler(value, arguments, home) if handler is not None else None


def _text(method: str, value: Value, arguments: Arguments, home: Renderer) -> Value:
    from prefixlint.flow import methods

    text = as_text(value, home.frame, home.node)
    if isinstance(text, Hole):
        return text
    return methods.text_method(text, method, arguments, home.frame, home.node) or text


def _with_taint(value: Value, home: Renderer, name: str) -> Value:
    """A value that depends on another, whose order may still matter."""
    taint = home.frame.deep_taint(value)
    hole = deciding_hole(value, home.frame)
    if name in ("sum", "min", "max", "wordcount") and taint.cause in ORDER_CAUSES:
        taint = CONSTANT
    if hole is not None and hole.taint == taint:
        return Hole(taint, hole.origin or home.place, hole.source, "text", hole.loop, hole.steps)
    return Hole(taint, home.place, name, "text")


def _items(value: Value, home: Renderer) -> tuple[tuple[Elem, ...], Taint]:
    return items_of(value, home.frame, home.node)


def _listing(items: tuple[Elem, ...], order: Taint, home: Renderer) -> Value:
    return home.frame.new(ListObject(items, "list", order, home.place))


def _join(value: Value, arguments: Arguments, home: Renderer) -> Value:
    separator = arguments.get("d", 0) or EMPTY
    key = arguments.get("attribute", 1)
    if isinstance(value, Hole) and value.taint.cause not in ORDER_CAUSES and value.shape != "set":
        return as_text(value, home.frame, home.node)
    if is_text(value):
        return as_text(value, home.frame, home.node)
    items, order = _items(value, home)
    if key is not None:
        items = mapped(items, lambda one: _attribute(one, key, home), home)
    listing = ListObject(items, "list", order, _origin_of_order(value, home))
    separator = separator if is_text(separator) else as_text(separator, home.frame, home.node)
    return strings.join_list(separator, listing, lambda one: as_text(one, home.frame, home.node))


def _origin_of_order(value: Value, home: Renderer) -> Origin | None:
    obj = home.frame.get(value) if isinstance(value, Ref) else None
    return obj.origin if isinstance(obj, ListObject) and obj.origin is not None else home.place


def mapped(items: tuple[Elem, ...], change: Callable[[Value], Value], home: Renderer) -> tuple[Elem, ...]:
    """`items` with every element changed."""
    out: list[Elem] = []
    for elem in items:
        if isinstance(elem, Item):
            out.append(Item(change(elem.value), elem.origin))
        elif isinstance(elem, Splat):
            out.append(Splat(change(elem.value), elem.origin))
        elif isinstance(elem, Branch):
            out.append(Branch(tuple(mapped(option, change, home) for option in elem.options), elem.taint))
        elif isinstance(elem, Loop):
            out.append(Loop(mapped(elem.body, change, home), elem.order, elem.origin))
    return tuple(out)


def _attribute(value: Value, key: Value, home: Renderer) -> Value:
    from prefixlint.flow.jinja.expressions import member

    word = literal(key)
    return member(value, word, home) if word is not None else access.item(value, key, home.frame, home.node)


def _map(value: Value, arguments: Arguments, home: Renderer) -> Value:
    key = arguments.named.get("attribute")
    name = literal(arguments.positional[0]) if arguments.positional else None
    items, order = _items(value, home)

    def change(one: Value) -> Value:
        if key is not None:
            return _attribute(one, key, home)
        found = apply(name, one, Arguments(arguments.positional[1:]), home) if name is not None else None
        return found if found is not None else _with_taint(one, home, name or "map")

    return _listing(mapped(items, change, home), order, home)


def _sort(value: Value, arguments: Arguments, home: Renderer) -> Value:
    from prefixlint.flow import builtin

    plain = not arguments.positional and not arguments.named
    named: dict[str, Value] = {} if plain else {"key": Const(None)}
    return builtin.call("sorted", Arguments([value], named), home.frame, home.node) or value


def _dictsort(value: Value, arguments: Arguments, home: Renderer) -> Value:
    from prefixlint.flow import methods

    pairs = methods.call(value, "items", Arguments(), home.frame, home.node) or value
    return _sort(pairs, Arguments(named={"attribute": Const(None)}), home)


def _as_items(value: Value, arguments: Arguments, home: Renderer) -> Value:
    from prefixlint.flow import methods

    return methods.call(value, "items", Arguments(), home.frame, home.node) or value


def _list(value: Value, arguments: Arguments, home: Renderer) -> Value:
    return value if isinstance(value, Hole) else _listing(*_items(value, home), home)


def _reverse(value: Value, arguments: Arguments, home: Renderer) -> Value:
    if isinstance(value, Hole) or is_text(value):
        return value
    items, order = _items(value, home)
    return _listing(backwards(items), order, home)


def _groups(value: Value, arguments: Arguments, home: Renderer) -> Value:
    """Pairs or lists of elements that are not known one by one."""
    taint = home.frame.deep_taint(value)
    hole = deciding_hole(value, home.frame)
    element = Hole(taint, home.place, hole.source if hole else "", "", 0, hole.steps if hole else ())
    return _listing((Splat(element, home.place),), CONSTANT, home)


def _length(value: Value, arguments: Arguments, home: Renderer) -> Value:
    from prefixlint.flow import builtin

    return builtin.call("len", Arguments([value]), home.frame, home.node) or Hole(UNKNOWN, home.place)


def _first(value: Value, arguments: Arguments, home: Renderer) -> Value:
    return access.item(value, Const(0), home.frame, home.node)


def _last(value: Value, arguments: Arguments, home: Renderer) -> Value:
    return access.item(value, Const(-1), home.frame, home.node)


def _random(value: Value, arguments: Arguments, home: Renderer) -> Value:
    each = elements_of(value, home.frame, home.node, 0, "")
    if each.known is not None and len(each.known) == 1:
        return each.known[0]
    return Hole(CHANCE, home.place, "random", "text")


def _shuffle(value: Value, arguments: Arguments, home: Renderer) -> Value:
    items, order = _items(value, home)
    return _listing(items, join(order, CHANCE), home)


def _format(value: Value, arguments: Arguments, home: Renderer) -> Value:
    frame, node = home.frame, home.node
    return strings.percent_template(
        as_text(value, frame, node),
        arguments.positional,
        arguments.named.get,
        lambda one: as_text(access.settle(one, frame, node), frame, node),
    )


def _indent(value: Value, arguments: Arguments, home: Renderer) -> Value:
    text = as_text(value, home.frame, home.node)
    width, first = arguments.get("width", 0) or Const(4), arguments.get("first", 1)
    size = width.value if isinstance(width, Const) else None
    if not isinstance(size, int) or isinstance(text, Hole):
        return text
    prefix = " " * min(size, 80)
    head = "" if first is None or first == Const(False) else prefix

    def change(plain: str) -> str:
        begin, newline, rest = plain.partition("\n")
        return head + begin + newline + textwrap.indent(rest, prefix)

    return strings.dedent(text, change)


def _opaque(value: Value, arguments: Arguments, home: Renderer) -> Value:
    text = as_text(value, home.frame, home.node)
    return strings.opaque_text(text, None if isinstance(text, Hole) else home.place)


def _moment(value: Value, arguments: Arguments, home: Renderer) -> Value | None:
    """Filters that show a moment in a layout: the layout decides how often the text changes."""
    layout = next((strings.layout_of(one) for one in arguments.all() if literal(one) is not None), None)
    if isinstance(value, Hole) and strings.is_clock(value) and layout is not None and "%" in layout:
        return strings.with_taint(value, strings.granularity(value.taint, layout))
    return None


_HANDLERS: dict[str, Callable[[Value, Arguments, Renderer], Value | None]] = {
    "join": _join,
    "map": _map,
    "sort": _sort,
    "dictsort": _dictsort,
    "items": _as_items,
    "list": _list,
    "unique": _list,
    "reverse": _reverse,
    "groupby": _groups,
    "batch": _groups,
    "slice": _groups,
    "length": _length,
    "count": _length,
    "first": _first,
    "last": _last,
    "random": _random,
    "shuffle": _shuffle,
    "format": _format,
    "indent": _indent,
    "wordwrap": _opaque,
    "truncate": _opaque,
    "strftime": _moment,
    "date": _moment,
    "datetimeformat": _moment,
    "format_datetime": _moment,
    "timestamp_custom": _moment,
}
