"""Methods of texts, lists and dicts.

Knows: what `append`, `insert`, `items`, `strip`, `strftime` ... do. Must not know: SDK names, what a prompt is.
"""

from __future__ import annotations

from collections.abc import Callable

import libcst as cst

from prefixlint.flow import access, binding, history, jinja, paths, strings
from prefixlint.flow.engine import Arguments, Frame
from prefixlint.flow.holes import fill_unknown, hole_method, somewhere
from prefixlint.flow.judge import named_hole
from prefixlint.flow.texts import (
    CONSTANT_HOLE,
    as_text,
    backwards,
    deciding_hole,
    elements_of,
    inserted,
    items_of,
    perhaps,
    with_rest,
)
from prefixlint.flow.values import (
    NONE,
    Alt,
    Branch,
    Const,
    DictObject,
    Elem,
    Entry,
    External,
    Hole,
    Instance,
    Item,
    ListObject,
    Lit,
    Loop,
    Origin,
    Ref,
    Splat,
    Value,
    alt,
    is_text,
    literal,
)
from prefixlint.flow.volatility import CONSTANT, UNKNOWN, Cause, Taint, Volatility, join

_SAME = frozenset({"encode", "decode", "expandtabs", "translate", "casefold", "format_map", "__str__", "normalize"})
_CHANGES: dict[str, Callable[[str], str]] = {
    "upper": str.upper,
    "lower": str.lower,
    "casefold": str.casefold,
    "swapcase": str.swapcase,
}
_TESTS = frozenset(
    {"startswith", "endswith", "isdigit", "isalpha", "isupper", "islower", "isspace", "isnumeric", "isidentifier"}
)
_EXACT = frozenset({"title", "capitalize", "ljust", "rjust", "center", "zfill", "removeprefix", "removesuffix", "expandtabs",
                    "count", "find", "index", "rfind"})  # fmt: skip
# Characters drawn from these are a made-up name, and no examples.
_ALPHABETS = frozenset(
    f"string.{word}"
    for word in ("ascii_letters", "ascii_lowercase", "ascii_uppercase", "digits", "hexdigits", "printable")
)
_LISTS = frozenset({"append", "appendleft", "add", "insert", "extend", "update", "pop", "popleft", "remove", "clear", "reverse",
                    "sort", "copy", "index", "count", "discard", "union", "extendleft", "difference", "intersection"})  # fmt: skip
_BLIND = frozenset({"append", "extend", "appendleft"})  # of these, which do not look at what a list holds


def call(receiver: Value, name: str, arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value | None:
    """The value of `receiver.name(...)`, its effects applied; None if the method is not known."""
    if isinstance(receiver, Ref):
        obj = frame.peek(receiver) if name in _BLIND else frame.get(receiver)
        if isinstance(obj, ListObject):
            return _list_method(receiver, obj, name, arguments, frame, node)
        if isinstance(obj, DictObject):
            return _dict_method(receiver, obj, name, arguments, frame, node)
        if isinstance(obj, Instance) and obj.name == "string.Template()" and name in ("substitute", "safe_substitute"):
            template = obj.get("#0") or obj.get("template")
            return _dollar(template, arguments, frame, node) if template is not None else None
        return _object_method(receiver, obj, name, arguments, frame, node) if isinstance(obj, Instance) else None
    if is_text(receiver):
        return text_method(receiver, name, arguments, frame, node)
    if isinstance(receiver, Hole):
        if name == "from_string" and arguments.positional:
            return jinja.from_string(arguments.positional[0], frame, node)
        return hole_method(receiver, name, arguments, frame, node)
    if isinstance(receiver, Alt):
        refs = [option for option in receiver.options if isinstance(option, Ref)]
        if refs and name in _LISTS:
            return _weak_list_method(refs, name, arguments, frame, node)
        results = [call(option, name, arguments, frame, node) for option in receiver.options if not _is_none(option)]
        if results and all(result is not None for result in results):
            return alt(result for result in results if result is not None)
    return None


def _object_method(
    ref: Ref, obj: Instance, name: str, arguments: Arguments, frame: Frame, node: cst.CSTNode
) -> Value | None:
    """Methods of the library's objects: paths, open files, templates."""
    if obj.name == paths.PATH:
        return paths.path_method(ref, obj, name, arguments, frame, node)
    if obj.name == paths.FILE:
        return paths.file_method(obj, name, frame, node)
    return jinja.method(ref, obj, name, arguments, frame, node)


def _is_none(value: Value) -> bool:
    return isinstance(value, Const) and value.value is None


# ---- texts ---------------------------------------------------------------------------------------------------------


def text_method(receiver: Value, name: str, arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value | None:
    """Methods of str."""
    first = arguments.positional[0] if arguments.positional else None

    def text(value: Value) -> Value:
        return as_text(access.settle(value, frame, node), frame, node)

    if name == "join" and first is not None:
        items, order = items_of(access.settle(first, frame, node), frame, node)
        if isinstance(first, Hole) and order == CONSTANT:
            return text(first)
        return strings.join_list(receiver, ListObject(items, "list", order, frame.origin(node)), text)
    if name in ("format", "format_map"):
        return _format(receiver, name, arguments, frame, node)
    if name in ("strip", "lstrip", "rstrip"):
        characters = literal(first) if first is not None else None
        if first is None or characters is not None:
            return strings.strip(receiver, characters, name != "rstrip", name != "lstrip")
        return receiver
    if name == "replace" and len(arguments.positional) >= 2:
        old = literal(arguments.positional[0])
        new = text(arguments.positional[1])
        if old is not None and len(arguments.positional) == 2:
            return strings.replace(receiver, old, new, arguments.written("1", frame, node))
        return somewhere(receiver, [new])
    if name in _CHANGES:
        return strings.per_literal(receiver, _CHANGES[name])
    if name in ("split", "splitlines", "rsplit", "partition"):
        return _split(receiver, name, arguments, frame, node)
    if name in _TESTS and not _is_exact(receiver, arguments):
        return Hole(CONSTANT, frame.origin(node), shape="bool")
    if name in _EXACT or name in _TESTS:
        return _exact(receiver, name, arguments, frame, node)
    if name in _SAME:
        return receiver
    return None


def _is_exact(receiver: Value, arguments: Arguments) -> bool:
    """Whether a method of a text is asked about known texts only."""
    return literal(receiver) is not None and all(literal(value) is not None for value in arguments.all())


def _exact(receiver: Value, name: str, arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value:
    known = literal(receiver)
    plain = [
        literal(value) if literal(value) is not None else value.value if isinstance(value, Const) else ...
        for value in arguments.positional
    ]
    too_wide = any(isinstance(value, int) and abs(value) > strings.MAX_LITERAL for value in plain)
    if known is not None and ... not in plain and not arguments.named and not too_wide:
        try:
            result = getattr(known, name)(*plain)
        except (TypeError, ValueError):
            return frame.unknown(node)
        return Lit(result, frame.origin(node)) if isinstance(result, str) else Const(result)
    if name in ("count", "find", "index", "rfind"):
        return Hole(frame.deep_taint(receiver), frame.origin(node))
    if name in ("removeprefix", "removesuffix"):
        edge = plain[0] if plain else None
        if isinstance(edge, str):
            return strings.remove_edge(receiver, edge, name == "removeprefix", frame.origin(node))
    return strings.opaque_text(receiver, frame.origin(node))


def _split(receiver: Value, name: str, arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value:
    known = literal(receiver)
    plain = [
        literal(value) if literal(value) is not None else value.value if isinstance(value, Const) else ...
        for value in arguments.positional
    ]
    if known is not None and ... not in plain and not arguments.named:
        try:
            pieces = getattr(known, name)(*plain)
        except (TypeError, ValueError):
            return frame.unknown(node)
        return frame.new(ListObject(tuple(Item(Lit(piece, frame.origin(node))) for piece in pieces), "list"))
    if isinstance(receiver, Hole) and strings.is_clock(receiver) and plain[:1] in (["T"], [" "]):
        day = Taint(
            min(receiver.taint.level, Volatility.DAY), receiver.taint.confidence, Cause.CLOCK, receiver.taint.frozen
        )
        return frame.new(ListObject((Item(strings.with_taint(receiver, day)), Item(receiver)), "list"))
    return frame.new(
        ListObject((Splat(strings.opaque_text(receiver, frame.origin(node)), frame.origin(node)),), "list")
    )


def _format(receiver: Value, name: str, arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value:
    mapping = arguments.positional[0] if name == "format_map" and arguments.positional else None

    def lookup(word: str) -> Value | None:
        if mapping is not None:
            return access.item(mapping, Lit(word), frame, node)
        if word.isdigit():
            index = int(word)
            return arguments.positional[index] if index < len(arguments.positional) else None
        return arguments.named.get(word)

    def fallback(word: str, origin: Origin | None) -> Value:
        for value in arguments.double_star:
            found = access.item(value, Lit(word), frame, node)
            if isinstance(found, Hole) and found.taint.believed():
                return Hole(found.taint, found.origin, word, "text")
        return named_hole(frame.engine.knowledge, word, frame.origin(node))

    def text(value: Value) -> Value:
        return as_text(access.settle(value, frame, node), frame, node)

    if isinstance(receiver, Hole):
        return fill_unknown(receiver, arguments, frame, node)

    def filling(word: str) -> Origin:
        return arguments.written(word, frame, node)

    return strings.format_template(receiver, lookup, text, fallback, filling)


def _dollar(template: Value, arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value:
    mapping = arguments.positional[0] if arguments.positional else None

    def lookup(word: str) -> Value | None:
        found = arguments.named.get(word)
        if found is None and mapping is not None:
            found = access.item(mapping, Lit(word), frame, node)
        return found

    def fallback(word: str, origin: Origin | None) -> Value:
        return named_hole(frame.engine.knowledge, word, frame.origin(node))

    def filling(word: str) -> Origin:
        return arguments.written(word, frame, node)

    return strings.dollar_template(
        template, lookup, lambda v: as_text(access.settle(v, frame, node), frame, node), fallback, filling
    )


# ---- lists ---------------------------------------------------------------------------------------------------------


def _list_method(
    ref: Ref, obj: ListObject, name: str, arguments: Arguments, frame: Frame, node: cst.CSTNode
) -> Value | None:
    if name in _LISTS:
        changed, result = _changed(obj, name, arguments, frame, node)
        if changed is not None:
            frame.put(ref, changed)
        return result
    return None


def _weak_list_method(refs: list[Ref], name: str, arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value:
    from prefixlint.flow.state import merge_objects

    for ref in refs:
        obj = frame.peek(ref) if name in _BLIND else frame.get(ref)
        if isinstance(obj, ListObject):
            changed, _ = _changed(obj, name, arguments, frame, node)
            if changed is not None:
                frame.put(ref, merge_objects(obj, changed, CONSTANT))
    return frame.unknown(node)


def _changed(
    obj: ListObject, name: str, arguments: Arguments, frame: Frame, node: cst.CSTNode
) -> tuple[ListObject | None, Value]:
    """The list after a method, and what the method gives."""
    from prefixlint.flow.evaluate import set_order

    values = [access.settle(value, frame, node) for value in arguments.positional]
    first = values[0] if values else None

    def made(items: tuple[Elem, ...], order: Taint = obj.order) -> ListObject:
        settled = obj.settled if items[: obj.settled] == obj.items[: obj.settled] else 0
        return ListObject(items, obj.kind, order, obj.origin, edits, settled)

    edits = history.after_method(obj, name, values, frame, node)
    if name in ("append", "add") and first is not None:
        item = Item(first, frame.origin(node))
        if obj.kind == "set":
            items = obj.items if item in obj.items else (*obj.items, item)
            return made(items, set_order(items)), NONE
        return made((*obj.items, item)), NONE
    if name == "appendleft" and first is not None:
        return made((Item(first, frame.origin(node)), *obj.items)), NONE
    if name in ("extend", "update", "union") and first is not None:
        items, order = items_of(first, frame, node)
        if obj.kind == "set" or name != "extend":
            both = (*obj.items, *items)
            grown = made(both, join(set_order(both), obj.order) if obj.kind == "set" else join(obj.order, order))
            return (None, frame.new(grown)) if name == "union" else (grown, NONE)
        if order != CONSTANT:
            items = (Loop(items, order, frame.origin(node)),)
        return made((*obj.items, *items)), NONE
    if name == "insert" and len(values) > 1:
        return made(inserted(obj.items, values[0], Item(values[1], frame.origin(node)))), NONE
    if name in ("pop", "popleft"):
        index: Value = Const(0) if name == "popleft" else first if first is not None else Const(-1)
        holder = frame.new(obj)
        result = access.item(holder, index, frame, node)
        binding.remove_item(holder, index, True, frame)
        after = frame.get(holder)
        return (made(after.items) if isinstance(after, ListObject) else None), result
    if name == "clear":
        return made((), CONSTANT), NONE
    if name == "reverse":
        return made(backwards(obj.items)), NONE
    if name == "sort":
        usual = not arguments.named.keys() & {"key", "reverse"}
        return made(sorted_items(obj, frame, node, usual), CONSTANT), NONE
    if name == "copy":
        return None, frame.new(obj)
    if name in ("difference", "intersection"):
        return None, frame.new(obj)
    if name in ("remove", "discard"):
        return made(tuple(perhaps(elem) for elem in obj.items)), NONE
    return None, Hole(CONSTANT if name in ("index", "count") else UNKNOWN, frame.origin(node))


def sorted_items(obj: ListObject, frame: Frame, node: cst.CSTNode, usual: bool = True) -> tuple[Elem, ...]:
    """The elements of a sorted list: their order is fixed now; which one is first is only known of literals in their
    `usual` order."""
    plain = [elem.value for elem in obj.items if isinstance(elem, Item)]
    if usual and len(plain) == len(obj.items) and all(literal(value) is not None for value in plain):
        return tuple(Item(value) for value in sorted(plain, key=lambda value: literal(value) or ""))
    cleaned = tuple(_ordered(elem) for elem in obj.items)
    if len(cleaned) <= 1:
        return cleaned
    return (Loop((Branch(tuple((elem,) for elem in cleaned)),), CONSTANT, frame.origin(node)),)


def _ordered(elem: Elem) -> Elem:
    """An element whose inner order no longer matters."""
    if isinstance(elem, Loop):
        return Loop(tuple(_ordered(inner) for inner in elem.body), CONSTANT, elem.origin)
    if isinstance(elem, Branch):
        return Branch(tuple(tuple(_ordered(inner) for inner in option) for option in elem.options), elem.taint)
    if isinstance(elem, Splat) and isinstance(elem.value, Hole):
        hole = elem.value
        return Splat(Hole(hole.taint, hole.origin, hole.source, "", hole.loop, hole.steps), elem.origin)
    return elem


def reorder(value: Value, taint: Taint, frame: Frame, node: cst.CSTNode) -> Value:
    """A list shuffled in place."""
    for ref, _ in binding.references(value):
        obj = frame.get(ref)
        if isinstance(obj, ListObject):
            frame.put(ref, ListObject(obj.items, obj.kind, join(obj.order, taint), frame.origin(node), obj.edits))
    return NONE


def picked(value: Value, taint: Taint, ordered: bool, frame: Frame, node: cst.CSTNode, source: str) -> Value:
    """Elements of `value` picked or ordered by chance, or by completion."""
    value = access.settle(value, frame, node)
    if taint.cause is Cause.EXAMPLES and (is_text(value) or (isinstance(value, External) and value.name in _ALPHABETS)):
        return Hole(Taint(taint.level, taint.confidence, Cause.RANDOM), frame.origin(node), source, "text")
    if ordered:
        items, order = items_of(value, frame, node)
        return frame.new(ListObject(items, "list", join(order, taint), frame.origin(node)))
    hole = deciding_hole(value, frame)
    steps = hole.steps if hole is not None else ()
    return Hole(join(taint, frame.deep_taint(value)), frame.origin(node), source, "", 0, steps)


# ---- dicts ---------------------------------------------------------------------------------------------------------


def _dict_method(
    ref: Ref, obj: DictObject, name: str, arguments: Arguments, frame: Frame, node: cst.CSTNode
) -> Value | None:
    values = [access.settle(value, frame, node) for value in arguments.positional]
    first = values[0] if values else None
    if name in ("get", "pop", "setdefault") and first is not None:
        default = values[1] if len(values) > 1 else NONE
        known = literal(first)
        entry = obj.get(known) if known is not None else None
        if known is not None and entry is None and not obj.rest and all(one.key is not None for one in obj.entries):
            found = default
        else:
            found = access.item(ref, first, frame, node)
            if (entry is None or entry.maybe) and len(values) > 1:
                found = alt((found, default))
        if name == "pop":
            binding.remove_item(ref, first, True, frame)
        elif name == "setdefault":
            binding.set_item(ref, first, found, frame, node)
        return found
    if name == "update":
        entries, rest = list(obj.entries), list(obj.rest)
        for value in values:
            binding.spread_mapping(value, entries, rest, frame)
        for word, value in arguments.named.items():
            binding.add_entry(entries, Lit(word), value, arguments.written(word, frame, node))
        frame.put(ref, DictObject(tuple(entries), (*rest, *arguments.double_star), obj.order, obj.origin))
        return NONE
    if name == "copy":
        return frame.new(obj)
    if name == "clear":
        frame.put(ref, DictObject((), (), CONSTANT, obj.origin))
        return NONE
    if name in ("items", "values", "keys"):
        items = [_view(entry, name, frame, node) for entry in obj.entries]
        return frame.new(ListObject(with_rest(items, obj.rest, frame.origin(node)), "list", obj.order, obj.origin))
    return None


def _view(entry: Entry, name: str, frame: Frame, node: cst.CSTNode) -> Elem:
    key: Value
    if entry.key_value is not None and entry.key is None:
        key = entry.key_value
    else:
        key = Lit(entry.key) if isinstance(entry.key, str) else Const(entry.key)
    value = entry.value if name == "values" else key
    if name == "items":
        value = frame.new(ListObject((Item(key), Item(entry.value)), "tuple"))
    one: Elem = Item(value, frame.origin(node))
    return Branch(((), (one,))) if entry.maybe else one


def first_element(value: Value, frame: Frame, node: cst.CSTNode) -> Value:
    """`next(iter(value))`."""
    each = elements_of(value, frame, node, 0, "")
    if each.known:
        return each.known[0]
    if each.known is not None:
        return CONSTANT_HOLE
    if each.order != CONSTANT:
        return Hole(join(each.order, frame.deep_taint(each.element)), frame.origin(node))
    return each.element
