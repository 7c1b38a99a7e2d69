"""Python's own functions, and those of the standard library that pass text or sequences through.

Knows: `str`, `list`, `sorted`, `enumerate`, `zip`, `textwrap.dedent`, `functools.partial` ...
Must not know: what is volatile (a table), SDK names.
"""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Callable

import libcst as cst

from prefixlint.flow import access, binding, chance, datafiles, history, jinja, methods, orders, paths, strings
from prefixlint.flow.engine import Arguments, Frame
from prefixlint.flow.texts import ORDER_CAUSES, as_text, backwards, elements_of, items_of
from prefixlint.flow.values import (
    Alt,
    Branch,
    Class,
    Const,
    DictObject,
    Elem,
    Entry,
    External,
    Function,
    HeapObject,
    Hole,
    Instance,
    Item,
    ListObject,
    Lit,
    Loop,
    Ref,
    Splat,
    Super,
    Value,
    alt,
    is_text,
    literal,
)
from prefixlint.flow.volatility import CONSTANT, UNKNOWN, Cause, Confidence, Taint, Volatility, join

ADDRESS = Taint(Volatility.PROCESS, Confidence.CERTAIN, Cause.OBJECT_REPR)
_SEQUENCES = frozenset(
    {"list", "tuple", "iter", "reversed", "set", "frozenset", "sorted", "enumerate", "zip", "map", "filter"}
)
_MEASURES = frozenset(
    {
        "len",
        "sum",
        "any",
        "all",
        "bool",
        "isinstance",
        "issubclass",
        "hasattr",
        "callable",
        "min",
        "max",
        "abs",
        "round",
        "ord",
    }
)
_DEFAULTS: dict[str, Callable[[], HeapObject]] = {
    "dict": lambda: DictObject(()),
    "list": lambda: ListObject(()),
    "set": lambda: ListObject((), "set"),
}


def call(name: str, arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value | None:
    """The value of a builtin's call; None if it is not known."""
    arguments.positional = [access.settle(value, frame, node) for value in arguments.positional]
    first = arguments.positional[0] if arguments.positional else None
    origin = frame.origin(node)
    if name == "str":
        return Lit("", origin) if first is None else as_text(first, frame, node)
    if name in ("repr", "ascii", "format") and first is not None:
        spec = literal(arguments.positional[1]) if name == "format" and len(arguments.positional) > 1 else ""
        conversion = None if name == "format" else name[0]
        return strings.formatted(first, spec or "", conversion, origin, lambda value: as_text(value, frame, node))
    if name in _SEQUENCES:
        return _sequence(name, arguments, frame, node)
    if name == "dict":
        entries: list[Entry] = []
        rest: list[Value] = []
        if first is not None:
            binding.spread_mapping(first, entries, rest, frame)
        for word, value in arguments.named.items():
            binding.add_entry(entries, Lit(word), value, arguments.written(word, frame, node))
        return frame.new(DictObject(tuple(entries), (*rest, *arguments.double_star), origin=origin))
    if name == "id":
        return Hole(ADDRESS, origin, "id()")
    if name == "getattr" and len(arguments.positional) > 1:
        return _getattr(arguments, frame, node)
    if name == "setattr" and len(arguments.positional) > 2:
        field = literal(arguments.positional[1])
        for ref, _ in binding.references(arguments.positional[0]):
            obj = frame.get(ref)
            if isinstance(obj, Instance) and field is not None:
                frame.put(ref, obj.set(field, arguments.positional[2]))
        return Const(None)
    if name == "next" and first is not None:
        return methods.first_element(first, frame, node)
    if name == "super":
        return _super(frame)
    if name == "range":
        if (
            len(arguments.positional) == 1
            and isinstance(first, Const)
            and isinstance(first.value, int)
            and 0 <= first.value <= 16
        ):
            return frame.new(ListObject(tuple(Item(Const(i)) for i in range(first.value)), "list"))
        taint = join(*(frame.deep_taint(value) for value in arguments.all()))
        # A number of turns that is fixed makes no number of a turn fixed.
        varies = taint.believed() and taint.level > Volatility.DEPLOY
        return Hole(taint if varies else UNKNOWN, origin, "range")
    if name in ("int", "float") and isinstance(first, Const) and isinstance(first.value, (int, float)):
        try:
            return Const(int(first.value) if name == "int" else float(first.value))
        except (ValueError, OverflowError):
            return frame.unknown(node)
    if name in _MEASURES:
        return _measure(name, arguments, frame, node)
    return None


def _measure(name: str, arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value:
    origin = frame.origin(node)
    first = arguments.positional[0] if arguments.positional else None
    if name == "len" and isinstance(first, Ref):
        obj = frame.get(first)
        if isinstance(obj, ListObject) and all(isinstance(elem, Item) for elem in obj.items) and obj.kind != "set":
            return Const(len(obj.items))
    if name == "len" and first is not None and literal(first) is not None:
        return Const(len(literal(first) or ""))
    if name in ("isinstance", "issubclass", "hasattr", "callable", "bool", "any", "all"):
        return Hole(CONSTANT, origin, shape="bool")
    taints = [frame.deep_taint(value) for value in arguments.all()]
    taint = join(*(CONSTANT if taint.cause in ORDER_CAUSES else taint for taint in taints))
    return Hole(taint, origin, name, "number")


def _sequence(name: str, arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value:
    from prefixlint.flow.evaluate import set_order

    first = arguments.positional[0] if arguments.positional else None
    origin = frame.origin(node)
    if first is None:
        return frame.new(ListObject((), "set" if name in ("set", "frozenset") else "list", origin=origin))
    if name == "map" and len(arguments.positional) > 1:
        return _map(arguments, frame, node)
    if name == "filter" and len(arguments.positional) > 1:
        first = arguments.positional[1]
    items, order = items_of(first, frame, node)
    edits = history.edits_of(first, frame)
    if name in ("set", "frozenset"):
        if items and all(isinstance(elem, Splat) for elem in items) and isinstance(first, Hole):
            order = Taint(Volatility.PROCESS, Confidence.CERTAIN, Cause.SET_ORDER)
        else:
            order = set_order(items)
        return frame.new(ListObject(items, "set", order, origin))
    if name == "sorted":
        plain = not arguments.named.keys() & {"key", "reverse"}
        drawn = chance.by_chance(arguments.named["key"], frame, node) if "key" in arguments.named else None
        if drawn is not None:
            return frame.new(ListObject(items, "list", drawn, origin))
        listing = ListObject(methods.sorted_items(ListObject(items), frame, node, plain), "list", CONSTANT, origin)
        if isinstance(first, Hole) and first.taint.cause in ORDER_CAUSES:
            return frame.new(ListObject((Splat(Hole(UNKNOWN, first.origin, first.source), origin),), "list"))
        return frame.new(listing)
    if name == "reversed":
        return frame.new(ListObject(backwards(items), "list", order, origin, edits))
    if name == "enumerate":
        begin = arguments.get("start", 1)
        known = begin.value if isinstance(begin, Const) else 0 if begin is None else None
        start = known if isinstance(known, int) else None
        return frame.new(ListObject(_enumerated(items, start, frame, node), "list", order, origin, edits))
    if name == "zip":
        return _zip(arguments, frame, node)
    if name == "filter":
        items = tuple(Branch(((), (elem,))) if isinstance(elem, Item) else elem for elem in items)
    if isinstance(first, Hole) and name in ("list", "tuple", "iter") and order == CONSTANT:
        return first
    kind = "tuple" if name == "tuple" else "list"
    return frame.new(ListObject(items, kind, order, origin, edits))


def _enumerated(items: tuple[Elem, ...], start: int | None, frame: Frame, node: cst.CSTNode) -> tuple[Elem, ...]:
    """Pairs of a number and an element; the number is known (from `start` on) as long as every element before is."""
    out: list[Elem] = []
    for elem in items:
        if isinstance(elem, Item):
            number: Value = Const(start) if start is not None else Hole(CONSTANT, frame.origin(node), "index", "number")
            out.append(Item(frame.new(ListObject((Item(number), elem), "tuple")), elem.origin))
            start = start + 1 if start is not None else None
            continue
        start = None
        if isinstance(elem, Branch):
            options = tuple(_enumerated(option, None, frame, node) for option in elem.options)
            out.append(Branch(options, elem.taint))
        elif isinstance(elem, Loop):
            out.append(Loop(_enumerated(elem.body, None, frame, node), elem.order, elem.origin))
        elif isinstance(elem, Splat):
            element = elem.value if not isinstance(elem.value, Hole) else Hole(
                elem.value.taint, elem.value.origin, elem.value.source, "", elem.value.loop, elem.value.steps)  # fmt: skip
            pair = (Item(Hole(CONSTANT, frame.origin(node), "index")), Item(element))
            out.append(Loop((Item(frame.new(ListObject(pair, "tuple")), elem.origin),), CONSTANT, elem.origin))
    return tuple(out)


def _zip(arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value:
    columns = [items_of(value, frame, node)[0] for value in arguments.positional]
    if columns and all(all(isinstance(elem, Item) for elem in column) for column in columns):
        rows = tuple(Item(frame.new(ListObject(tuple(row), "tuple"))) for row in zip(*columns, strict=False))
        return frame.new(ListObject(rows, "list", origin=frame.origin(node)))
    cells = []
    for value in arguments.positional:
        each = elements_of(value, frame, node, 0, "")
        cells.append(
            Item(each.element if each.known is None else Alt(tuple(each.known)) if each.known else frame.unknown(node))
        )
    return frame.new(
        ListObject((Loop((Item(frame.new(ListObject(tuple(cells), "tuple"))),)),), "list", origin=frame.origin(node))
    )


def _map(arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value:
    from prefixlint.flow import calls

    function, iterable = arguments.positional[0], arguments.positional[1]
    each = elements_of(iterable, frame, node, 0, "")
    if not isinstance(node, cst.Call):
        return frame.unknown(node)

    def one(value: Value) -> Item:
        if isinstance(function, (Function, External, Class)):
            return Item(calls.apply(function, Arguments(positional=[value]), frame, node), frame.origin(node))
        return Item(Hole(frame.deep_taint(value), frame.origin(node)))

    if each.known is not None:
        return frame.new(ListObject(tuple(one(value) for value in each.known), "list", origin=frame.origin(node)))
    return frame.new(ListObject((Loop((one(each.element),), CONSTANT),), "list", each.order, frame.origin(node)))


def _getattr(arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value:
    word = literal(arguments.positional[1])
    if word is None:
        return Hole(join(UNKNOWN, frame.deep_taint(arguments.positional[0])), frame.origin(node))
    found = access.settle(access.attribute(arguments.positional[0], word, frame, node), frame, node)
    steady = isinstance(found, Hole) and (not found.taint.believed() or found.taint.level <= Volatility.DEPLOY)
    if len(arguments.positional) > 2 and steady:
        return alt((arguments.positional[2], found))  # the default is what most leave it at
    return found


def _super(frame: Frame) -> Value:
    """`super()`: what the first parameter of the method around it holds, seen from behind the method's class."""
    scope: Frame | None = frame
    while scope is not None:
        info = scope.function
        tree = info.node if info is not None else None
        if info is not None and info.owner is not None and isinstance(tree, cst.FunctionDef):
            first = [*tree.params.posonly_params, *tree.params.params][:1]
            receiver = scope.state.vars.get(first[0].name.value) if first and scope.state is not None else None
            obj = frame.get(receiver) if isinstance(receiver, Ref) else None
            cls = obj.cls if isinstance(obj, Instance) else receiver
            if receiver is not None and isinstance(cls, Class):
                return Super(receiver, cls, info.owner.node)
        scope = scope.parent
    return Hole(UNKNOWN, None, "super()")


# ---- standard library ----------------------------------------------------------------------------------------------


def library(name: str, arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value | None:
    """Functions of the standard library that keep the text they are given; None for others."""
    handler = _LIBRARY.get(name)
    for answer in (
        paths.function,
        datafiles.function,
        jinja.function,
        history.function,
        chance.function,
        orders.serialised,
    ):
        found = answer(name, arguments, frame, node) if handler is None else None
        if found is not None:
            return found
    if handler is None:
        return None
    arguments.positional = [access.settle(value, frame, node) for value in arguments.positional]
    return handler(arguments, frame, node)


def _dedent(arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value | None:
    first = arguments.get("text", 0)
    return strings.dedent(as_text(first, frame, node)) if first is not None else None


def _cleandoc(arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value | None:
    first = arguments.get("doc", 0)
    return strings.dedent(as_text(first, frame, node), inspect.cleandoc) if first is not None else None


def _indent(arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value | None:
    text, prefix = arguments.get("text", 0), arguments.get("prefix", 1)
    if text is None:
        return None
    known = literal(prefix) if prefix is not None else None
    if known is None or not is_text(text):
        return as_text(text, frame, node)
    return strings.dedent(text, lambda plain: textwrap.indent(plain, known))


def _template(arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value | None:
    first = arguments.get("template", 0)
    if first is None:
        return None
    return frame.new(Instance(None, "string.Template()", (("template", first),), frame.origin(node)))


def _partial(arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value | None:
    if not arguments.positional:
        return None
    fields = [("func", arguments.positional[0])]
    fields.extend((f"#{index}", value) for index, value in enumerate(arguments.positional[1:]))
    fields.extend(arguments.named.items())
    return frame.new(Instance(None, "functools.partial()", tuple(fields), frame.origin(node)))


def _chain(arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value | None:
    items: list[Elem] = []
    for value in arguments.positional:
        items.extend(items_of(value, frame, node)[0])
    edits = history.spread(arguments.positional, frame)
    return frame.new(ListObject(tuple(items), "list", CONSTANT, frame.origin(node), edits))


def _from_keys(arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value | None:
    first = arguments.get("iterable", 0)
    if first is None:
        return None
    items, order = items_of(first, frame, node)
    kept = tuple(dict.fromkeys(items)) if all(isinstance(elem, Item) for elem in items) else items
    return frame.new(ListObject(kept, "list", order, frame.origin(node)))


def _copy(arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value | None:
    first = arguments.get("x", 0)
    if isinstance(first, Ref):
        obj = frame.get(first)
        return frame.new(obj) if obj is not None else None
    return first


def _cast(arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value | None:
    return arguments.get("val", 1)


def _defaultdict(arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value | None:
    return frame.new(DictObject((), origin=frame.origin(node)))


def _deque(arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value | None:
    first = arguments.get("iterable", 0)
    items = items_of(first, frame, node)[0] if first is not None else ()
    return frame.new(ListObject(items, "list", CONSTANT, frame.origin(node), history.bounded(arguments, frame, node)))


def _field(arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value | None:
    """`dataclasses.field` and `pydantic.Field`: the default, or what the factory makes."""
    default = arguments.get("default", 0)
    if default is not None:
        return default
    factory = arguments.named.get("default_factory")
    if isinstance(factory, External):
        make = _DEFAULTS.get(factory.name.removeprefix("builtins."))
        if make is not None:
            return frame.new(make())
    if factory is not None and isinstance(node, cst.Call):
        from prefixlint.flow import calls

        return calls.apply(factory, Arguments(), frame, node)
    return None


_LIBRARY: dict[str, Callable[[Arguments, Frame, cst.CSTNode], Value | None]] = {
    "textwrap.dedent": _dedent,
    "inspect.cleandoc": _cleandoc,
    "textwrap.indent": _indent,
    "string.Template": _template,
    "functools.partial": _partial,
    "itertools.chain": _chain,
    "builtins.dict.fromkeys": _from_keys,
    "copy.copy": _copy,
    "copy.deepcopy": _copy,
    "typing.cast": _cast,
    "collections.defaultdict": _defaultdict,
    "collections.deque": _deque,
    "collections.OrderedDict": lambda arguments, frame, node: call("dict", arguments, frame, node),
    "dataclasses.field": _field,
    "pydantic.Field": _field,
}
