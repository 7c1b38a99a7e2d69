"""Names, attributes and subscripts: reading them, binding them, changing them.

Knows: scopes, objects in the heap, what assignment does. Must not know: calls of SDKs, what a prompt is.
"""

from __future__ import annotations

import builtins

import libcst as cst

from prefixlint.flow import judge, objects, strings
from prefixlint.flow.engine import Frame
from prefixlint.flow.texts import ORDER_CAUSES, elements_of, items_of
from prefixlint.flow.values import (
    NONE,
    Alt,
    Branch,
    Class,
    Const,
    DictObject,
    Elem,
    Entry,
    External,
    Function,
    Hole,
    Instance,
    Item,
    ListObject,
    Lit,
    Loop,
    Method,
    Ref,
    Splat,
    Value,
    alt,
    is_text,
    literal,
)
from prefixlint.flow.volatility import CONSTANT, UNKNOWN, Cause, Taint, Volatility, join

_BUILTINS = frozenset(dir(builtins))
_KEYWORDS = {"None": NONE, "True": Const(True), "False": Const(False)}
_DATE_FIELDS = frozenset({"year", "month", "day"})
_ZONE_FIELDS = frozenset({"tzinfo", "tzname", "utcoffset", "dst", "timezone", "tz"})


def name(word: str, frame: Frame, node: cst.CSTNode) -> Value:
    """The value of a variable: local, enclosing, global, builtin, in this order."""
    known = _KEYWORDS.get(word)
    if known is not None:
        return known
    scope: Frame | None = frame
    while scope is not None:
        if scope.state is not None:
            found = scope.state.vars.get(word)
            if found is not None:
                if scope is not frame:
                    frame.engine.import_heap(found, scope.state.heap, frame)
                return found
        scope = scope.parent
    found = objects.global_value(frame, word)
    if found is not None:
        return found
    if word in _BUILTINS:
        return External(f"builtins.{word}", frame.origin(node))
    return judge.named_hole(frame.engine.knowledge, word, frame.origin(node))


def target_name(node: cst.CSTNode) -> str:
    """The name a loop binds, for judging by name; the last name of a tuple (`for i, question in ...`)."""
    if isinstance(node, cst.Name):
        return node.value
    if isinstance(node, cst.Attribute):
        return node.attr.value
    return ""


# ---- attributes ----------------------------------------------------------------------------------------------------


def attribute(receiver: Value, word: str, frame: Frame, node: cst.CSTNode) -> Value:
    """`receiver.word`."""
    if isinstance(receiver, Ref):
        obj = frame.get(receiver)
        if isinstance(obj, Instance):
            return objects.instance_attribute(receiver, obj, word, frame, node)
        return Method(receiver, word, frame.origin(node))
    if isinstance(receiver, External):
        return _external_attribute(receiver, word, frame, node)
    if isinstance(receiver, Class):
        return objects.class_attribute(receiver, word, frame, node)
    if isinstance(receiver, Hole):
        return _hole_attribute(receiver, word, frame, node)
    if isinstance(receiver, Alt) and not is_text(receiver):
        options = [one for one in receiver.options if not (isinstance(one, Const) and one.value is None)]
        if not options:
            return frame.unknown(node)
        found = [attribute(option, word, frame, node) for option in options]
        # A method of one of several values is one of several methods with one name: kept as one.
        return Method(receiver, word, frame.origin(node)) if all(type(one) is Method for one in found) else alt(found)
    return Method(receiver, word, frame.origin(node))


def _external_attribute(receiver: External, word: str, frame: Frame, node: cst.CSTNode) -> Value:
    knowledge = frame.engine.knowledge
    dotted = f"{receiver.name}.{word}"
    source = knowledge.attributes.get(dotted)
    if source is not None:
        return Hole(source.taint, frame.origin(node), word, source.shape)
    if "()" in receiver.name and word in knowledge.client_passes:
        return receiver
    if receiver.name.endswith("()"):
        found = objects.project_value(frame, dotted)
        if found is not None:
            return found
    return External(dotted, frame.origin(node))


def _hole_attribute(receiver: Hole, word: str, frame: Frame, node: cst.CSTNode) -> Value:
    origin = frame.origin(node)
    if receiver.taint.cause is Cause.CLOCK:
        if word in _DATE_FIELDS:
            taint = Taint(
                min(receiver.taint.level, Volatility.DAY), receiver.taint.confidence, Cause.CLOCK, receiver.taint.frozen
            )
            return Hole(taint, origin, receiver.source)
        if word in _ZONE_FIELDS:
            return Hole(judge.STABLE, origin, word)
        return Method(receiver, word, origin)
    return Method(receiver, word, origin)


def settle(value: Value, frame: Frame, node: cst.CSTNode) -> Value:
    """A value that is used as such: `user.name`, which was kept as a possible method, becomes an attribute."""
    if not isinstance(value, Method):
        return value
    receiver = value.receiver
    if isinstance(receiver, Method):
        receiver = settle(receiver, frame, node)
    origin = value.origin or frame.origin(node)
    row = judge.by_name(frame.engine.knowledge, value.name)
    inherited = frame.deep_taint(receiver)
    config = inherited.cause is Cause.ENVIRONMENT and inherited.believed()
    field = (
        row is not None and row.stored and not (isinstance(receiver, Ref) and isinstance(frame.get(receiver), Instance))
    )
    if row is not None and row.taint.believed() and not config and not field:
        taint = row.taint
        return Hole(taint, origin, value.name, row.shape)
    hole = receiver if isinstance(receiver, Hole) else None
    if inherited.believed():
        source = hole.source if hole else value.name
        return Hole(inherited, origin, source, "", hole.loop if hole else 0, hole.steps if hole else ())
    return Hole(join(UNKNOWN, inherited), origin, value.name, "", hole.loop if hole else 0)


# ---- subscripts ----------------------------------------------------------------------------------------------------


def item(value: Value, key: Value, frame: Frame, node: cst.CSTNode) -> Value:
    """`value[key]`."""
    value = settle(value, frame, node)
    if isinstance(value, Ref):
        obj = frame.get(value)
        if isinstance(obj, DictObject):
            return _dict_item(obj, key, frame, node)
        if isinstance(obj, ListObject):
            return _list_item(obj, key, frame, node)
        if isinstance(obj, Instance):
            known = literal(key)
            found = obj.get(known) if known is not None else None
            return found if found is not None else frame.unknown(node)
    if isinstance(value, Alt) and not is_text(value):
        return alt(item(option, key, frame, node) for option in value.options)
    if isinstance(value, Hole) and value.shape == "history" and isinstance(key, Const):
        # One turn of a conversation, by its place: the first may be the system text, the last the newest question.
        return Hole(UNKNOWN, frame.origin(node), value.source, "message", value.loop)
    known = literal(key)
    if known is not None and isinstance(value, (Hole, External)):
        if isinstance(value, External):
            source = frame.engine.knowledge.attributes.get(value.name)
            if source is not None:
                return Hole(source.taint, frame.origin(node), known)
        return settle(Method(value, known, frame.origin(node)), frame, node)
    if isinstance(value, Lit) and isinstance(key, Const) and isinstance(key.value, int):
        try:
            return Lit(value.text[key.value], value.origin)
        except IndexError:
            return frame.unknown(node)
    taint = frame.deep_taint(value)
    if isinstance(value, Hole):
        return Hole(taint, frame.origin(node), value.source, "", value.loop, value.steps)
    return Hole(taint if taint.believed() else join(taint, UNKNOWN), frame.origin(node))


def _dict_item(obj: DictObject, key: Value, frame: Frame, node: cst.CSTNode) -> Value:
    known: str | int | None = literal(key)
    if known is None and isinstance(key, Const) and isinstance(key.value, int):
        known = key.value
    if known is not None:
        entry = obj.get(known)
        if entry is not None and not (entry.maybe and obj.rest):
            return entry.value
        values = ([entry.value] if entry is not None else []) + list(obj.rest)
        if entry is None and not obj.rest:
            values = [one.value for one in obj.entries if one.key is None]
        if not values:
            return judge.named_hole(frame.engine.knowledge, str(known), frame.origin(node))
        return alt(values)
    values = [entry.value for entry in obj.entries] + list(obj.rest)
    if values and (all(is_text(one) or isinstance(one, Const) for one in values) or len(values) == 1):
        return alt(values, frame.deep_taint(key))
    if values and all(isinstance(one, (Ref, Function)) for one in values):
        return alt(values, frame.deep_taint(key))
    return frame.unknown(node)


def _list_item(obj: ListObject, key: Value, frame: Frame, node: cst.CSTNode) -> Value:
    if isinstance(key, Const) and isinstance(key.value, int) and obj.order == CONSTANT:
        index = key.value
        run = obj.items if index >= 0 else obj.items[::-1]
        steps = index if index >= 0 else -index - 1
        ahead = run[: steps + 1]
        if len(ahead) == steps + 1 and all(isinstance(elem, Item) for elem in ahead):
            last = ahead[-1]
            return last.value if isinstance(last, Item) else frame.unknown(node)
        if index == -1 and run and isinstance(run[0], (Splat, Loop)) and steps == 0:
            obj = ListObject((run[0],), obj.kind, obj.order, obj.origin)
    ref = frame.new(obj)
    each = elements_of(ref, frame, node, 0, "")
    if each.known:
        return alt(each.known)
    return each.element if each.known is None else frame.unknown(node)


def cut(
    value: Value, lower: Value | None, upper: Value | None, step: Value | None, frame: Frame, node: cst.CSTNode
) -> Value:
    """`value[lower:upper:step]`."""
    value = settle(value, frame, node)
    bounds = [_index(part) for part in (lower, upper, step)]
    known = all(bound is not False for bound in bounds)
    where = slice(*(None if bound is False else bound for bound in bounds))
    text = literal(value)
    if text is not None and known and where.step != 0:
        return Lit(text[where], frame.origin(node))
    if isinstance(value, Ref):
        obj = frame.get(value)
        if isinstance(obj, ListObject):
            if known and where.step != 0 and obj.order == CONSTANT and _plain(obj.items, where):
                return frame.new(ListObject(obj.items[where], obj.kind, CONSTANT, frame.origin(node)))
            if lower is None and upper is None:
                return frame.new(ListObject(obj.items, obj.kind, obj.order, frame.origin(node)))
            kept = tuple(Branch(((), (one,))) if isinstance(one, Item) else one for one in obj.items)
            return frame.new(ListObject(kept, obj.kind, obj.order, frame.origin(node)))
    if strings.is_clock(value) and isinstance(value, Hole) and known and where.start in (None, 0) and where.stop == 10:
        taint = Taint(min(value.taint.level, Volatility.DAY), value.taint.confidence, Cause.CLOCK, value.taint.frozen)
        return strings.with_taint(value, taint, frame.origin(node))
    if isinstance(value, Hole):
        return Hole(value.taint, frame.origin(node), value.source, value.shape, value.loop, value.steps)
    if is_text(value) or isinstance(value, Alt):
        return (
            value
            if isinstance(upper, (Hole, type(None))) or not isinstance(upper, Const)
            else strings.opaque_text(value, frame.origin(node))
        )
    return Hole(join(frame.deep_taint(value), UNKNOWN), frame.origin(node))


def _index(value: Value | None) -> int | bool | None:
    """A slice bound: a number, None, or False when it is not known."""
    if value is None:
        return None
    if isinstance(value, Const) and (value.value is None or type(value.value) is int):
        return value.value
    return False


def _plain(items: tuple[Elem, ...], where: slice) -> bool:
    """Whether `where` cuts `items` exactly: all known one by one, or only from a known head or tail."""
    if all(isinstance(elem, Item) for elem in items):
        return True
    head = next((index for index, elem in enumerate(items) if not isinstance(elem, Item)), len(items))
    tail = next((index for index, elem in enumerate(reversed(items)) if not isinstance(elem, Item)), len(items))
    if where.step not in (None, 1):
        return False
    if isinstance(where.start, int) and 0 <= where.start <= head and where.stop is None:
        return True
    if where.start in (None, 0) and isinstance(where.stop, int) and 0 <= where.stop <= head:
        return True
    return where.start in (None, 0) and isinstance(where.stop, int) and -tail <= where.stop < 0


# ---- binding -------------------------------------------------------------------------------------------------------


def bind(target: cst.CSTNode, value: Value, frame: Frame) -> None:
    """`target = value`, whatever the target is."""
    if isinstance(target, cst.Name):
        frame.live.vars[target.value] = judged(settle(value, frame, target), target.value, frame)
    elif isinstance(target, (cst.Tuple, cst.List)):
        _unpack(target, value, frame)
    elif isinstance(target, cst.StarredElement):
        bind(target.value, value, frame)
    elif isinstance(target, cst.Attribute):
        receiver = frame.engine.evaluate(target.value, frame)
        _set_attribute(receiver, target.attr.value, settle(value, frame, target), frame)
    elif isinstance(target, cst.Subscript):
        receiver = frame.engine.evaluate(target.value, frame)
        part = target.slice[0].slice if len(target.slice) == 1 else None
        if isinstance(part, cst.Index):
            set_item(receiver, frame.engine.evaluate(part.value, frame), settle(value, frame, target), frame, target)
        elif isinstance(part, cst.Slice):
            _set_slice(receiver, part, value, frame, target)


def judged(value: Value, word: str, frame: Frame) -> Value:
    """An unknown value that is given a telling name: the name says what it is, as it would of a parameter."""
    if isinstance(value, Hole) and not value.taint.believed():
        row = judge.by_name(frame.engine.knowledge, word)
        if row is not None and row.taint.believed() and not row.stored:
            return Hole(row.taint, value.origin, word, value.shape or row.shape, value.loop, value.steps)
    return value


def _unpack(target: cst.Tuple | cst.List, value: Value, frame: Frame) -> None:
    elements = target.elements
    items, order = items_of(value, frame, target)
    star = next((index for index, one in enumerate(elements) if isinstance(one, cst.StarredElement)), None)
    plain = all(isinstance(elem, Item) for elem in items) and order == CONSTANT
    if plain and star is None and len(items) == len(elements):
        for element, one in zip(elements, items, strict=True):
            if isinstance(one, Item):
                bind(element.value, one.value, frame)
        return
    if plain and star is not None and len(items) >= len(elements) - 1:
        tail = len(elements) - star - 1
        for element, one in zip(elements[:star], items[:star], strict=True):
            if isinstance(one, Item):
                bind(element.value, one.value, frame)
        middle = items[star : len(items) - tail]
        bind(elements[star].value, frame.new(ListObject(middle)), frame)
        for element, one in zip(elements[star + 1 :], items[len(items) - tail :], strict=True):
            if isinstance(one, Item):
                bind(element.value, one.value, frame)
        return
    if isinstance(value, Hole) and value.taint.cause in ORDER_CAUSES:  # `done, pending = wait(...)`
        for element in elements:
            bind(element.value, value, frame)
        return
    for element in elements:
        each = elements_of(value, frame, element.value, 0, target_name(element.value))
        found = (
            each.element if each.known is None else (alt(each.known) if each.known else frame.unknown(element.value))
        )
        if isinstance(found, Hole):
            loop = value.loop if isinstance(value, Hole) else 0
            found = Hole(found.taint, frame.origin(element.value), found.source, found.shape, loop, found.steps)
        bind(element.value, found, frame)


def _set_attribute(receiver: Value, word: str, value: Value, frame: Frame) -> None:
    if isinstance(receiver, Ref):
        obj = frame.get(receiver)
        if isinstance(obj, Instance):
            frame.put(receiver, obj.set(word, value))
    elif isinstance(receiver, Alt):
        for option in receiver.options:
            if isinstance(option, Ref):
                obj = frame.get(option)
                if isinstance(obj, Instance):
                    old = obj.get(word)
                    frame.put(option, obj.set(word, value if old is None else alt((old, value))))


def set_item(receiver: Value, key: Value, value: Value, frame: Frame, node: cst.CSTNode) -> None:
    """`receiver[key] = value`."""
    for ref, sure in references(receiver):
        obj = frame.get(ref)
        if isinstance(obj, DictObject):
            entries = list(obj.entries)
            known = literal(key)
            old = obj.get(known) if known is not None else None
            if not sure and old is not None:
                add_entry(entries, key, alt((old.value, value)))
            else:
                add_entry(entries, key, value)
            frame.put(ref, DictObject(tuple(entries), obj.rest, obj.order, obj.origin))
        elif isinstance(obj, ListObject):
            frame.put(ref, _with_item(obj, key, value, sure, frame, node))
        elif isinstance(obj, Instance):
            known = literal(key)
            if known is not None:
                frame.put(ref, obj.set(known, value))


def _with_item(obj: ListObject, key: Value, value: Value, sure: bool, frame: Frame, node: cst.CSTNode) -> ListObject:
    items = list(obj.items)
    new = Item(value, frame.origin(node))
    if isinstance(key, Const) and isinstance(key.value, int) and sure:
        index = key.value if key.value >= 0 else len(items) + key.value
        side = items[: index + 1] if key.value >= 0 else items[index:] if index >= 0 else []
        if 0 <= index < len(items) and all(isinstance(elem, Item) for elem in side):
            items[index] = new
            return ListObject(tuple(items), obj.kind, obj.order, obj.origin)
        if key.value == -1 and items and isinstance(items[-1], (Splat, Loop)):  # the last of any number of elements
            return ListObject((*items, new), obj.kind, obj.order, obj.origin)
    changed = tuple(Branch(((elem,), (new,))) if isinstance(elem, Item) else elem for elem in items)
    return ListObject(changed, obj.kind, obj.order, obj.origin)


def _set_slice(receiver: Value, part: cst.Slice, value: Value, frame: Frame, node: cst.CSTNode) -> None:
    new, order = items_of(value, frame, node)
    evaluate = frame.engine.evaluate
    lower = _index(evaluate(part.lower, frame)) if part.lower is not None else None
    upper = _index(evaluate(part.upper, frame)) if part.upper is not None else None
    for ref, _ in references(receiver):
        obj = frame.get(ref)
        if not isinstance(obj, ListObject):
            continue
        items = list(obj.items)
        if lower is not False and upper is not False and _plain(obj.items, slice(lower, lower)):
            items[slice(lower, upper)] = new
            frame.put(ref, ListObject(tuple(items), obj.kind, join(obj.order, order), obj.origin))
        else:
            frame.put(ref, ListObject((*obj.items, Branch(((), new))), obj.kind, obj.order, obj.origin))


def references(value: Value) -> list[tuple[Ref, bool]]:
    """The objects a value may name, and whether it is certain."""
    if isinstance(value, Ref):
        return [(value, True)]
    if isinstance(value, Alt):
        return [(option, False) for option in value.options if isinstance(option, Ref)]
    return []


def delete(target: cst.CSTNode, frame: Frame) -> None:
    """`del target`."""
    if isinstance(target, cst.Name):
        frame.live.vars.pop(target.value, None)
    elif isinstance(target, cst.Tuple):
        for element in target.elements:
            delete(element.value, frame)
    elif isinstance(target, cst.Subscript) and len(target.slice) == 1:
        receiver = frame.engine.evaluate(target.value, frame)
        part = target.slice[0].slice
        if isinstance(part, cst.Slice):
            _set_slice(receiver, part, frame.new(ListObject(())), frame, target)
        if not isinstance(part, cst.Index):
            return
        key = frame.engine.evaluate(part.value, frame)
        for ref, sure in references(receiver):
            remove_item(ref, key, sure, frame)


def remove_item(ref: Ref, key: Value, sure: bool, frame: Frame) -> None:
    """Remove an element or entry, as `del` and `pop` do."""
    obj = frame.get(ref)
    if isinstance(obj, DictObject):
        known = literal(key)
        if known is None:
            entries = tuple(Entry(e.key, e.value, True, e.key_value) for e in obj.entries)
        elif sure:
            entries = tuple(entry for entry in obj.entries if entry.key != known)
        else:
            entries = tuple(Entry(e.key, e.value, e.maybe or e.key == known, e.key_value) for e in obj.entries)
        frame.put(ref, DictObject(entries, obj.rest, obj.order, obj.origin))
    elif isinstance(obj, ListObject):
        items = list(obj.items)
        if isinstance(key, Const) and isinstance(key.value, int) and sure and items:
            index = key.value if key.value >= 0 else len(items) + key.value
            side = items[: index + 1] if key.value >= 0 else items[max(index, 0) :]
            if 0 <= index < len(items) and all(isinstance(elem, Item) for elem in side):
                del items[index]
                frame.put(ref, ListObject(tuple(items), obj.kind, obj.order, obj.origin))
                return
        kept = tuple(Branch(((), (elem,))) if isinstance(elem, Item) else elem for elem in items)
        frame.put(ref, ListObject(kept, obj.kind, obj.order, obj.origin))


# ---- mappings ------------------------------------------------------------------------------------------------------


def add_entry(entries: list[Entry], key: Value, value: Value) -> None:
    """Set `key` in `entries`: an existing key keeps its place, as in a dict."""
    known: str | int | None = literal(key)
    if known is None and isinstance(key, Const) and isinstance(key.value, int):
        known = key.value
    if known is not None:
        for index, entry in enumerate(entries):
            if entry.key == known:
                entries[index] = Entry(known, value)
                return
        entries.append(Entry(known, value))
        return
    for entry in entries:
        if entry.key is None and entry.key_value == key and entry.value == value:
            return
    entries.append(Entry(None, value, True, key))


def spread_mapping(value: Value, entries: list[Entry], rest: list[Value], frame: Frame) -> None:
    """`**value` in a dict display or call."""
    if isinstance(value, Ref):
        obj = frame.get(value)
        if isinstance(obj, DictObject):
            for entry in obj.entries:
                if entry.key is None or entry.maybe:
                    old = next((one for one in entries if one.key == entry.key and entry.key is not None), None)
                    if old is not None:
                        entries[entries.index(old)] = Entry(old.key, alt((old.value, entry.value)), old.maybe)
                    else:
                        entries.append(entry)
                else:
                    add_entry(entries, Lit(entry.key) if isinstance(entry.key, str) else Const(entry.key), entry.value)
            rest.extend(obj.rest)
            return
    if isinstance(value, Alt):
        parts: list[tuple[list[Entry], list[Value]]] = []
        for option in value.options:
            mine: list[Entry] = []
            spread_mapping(option, mine, rest, frame)
            parts.append((mine, rest))
        for mine, _ in parts:
            for entry in mine:
                if all(any(other.key == entry.key for other in theirs) for theirs, _ in parts):
                    add_entry(entries, Lit(str(entry.key)), entry.value)
                elif not any(other.key == entry.key for other in entries):
                    entries.append(Entry(entry.key, entry.value, True, entry.key_value))
        return
    if isinstance(value, Const):
        return
    rest.append(value)


def combine(operator: type, left: Value, right: Value, frame: Frame, node: cst.CSTNode) -> Value | None:
    """`|`, `&`, `-`, `^` of dicts and sets; None if they are neither."""
    a = frame.get(left) if isinstance(left, Ref) else None
    b = frame.get(right) if isinstance(right, Ref) else None
    if operator in (cst.BitOr, cst.BitOrAssign) and (isinstance(a, DictObject) or isinstance(b, DictObject)):
        entries: list[Entry] = []
        rest: list[Value] = []
        spread_mapping(left, entries, rest, frame)
        spread_mapping(right, entries, rest, frame)
        return frame.new(DictObject(tuple(entries), tuple(rest), origin=frame.origin(node)), node)
    sets = [obj for obj in (a, b) if isinstance(obj, ListObject) and obj.kind == "set"]
    if sets:
        items = (*items_of(left, frame, node)[0], *(items_of(right, frame, node)[0] if operator is cst.BitOr else ()))
        order = join(*(obj.order for obj in sets))
        return frame.new(ListObject(tuple(dict.fromkeys(items)), "set", order, frame.origin(node)))
    if isinstance(left, Hole) and left.shape == "set":
        return left
    return None


def shown(ref: Ref, obj: Instance, frame: Frame, node: cst.CSTNode) -> Value | None:
    """What `str()` of an object of the program gives through its own `__str__`, or None."""
    return objects.shown(ref, obj, frame, node)
