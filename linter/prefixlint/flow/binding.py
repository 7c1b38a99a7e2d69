"""Binding and changing: names, attributes, subscripts, slices; entries of mappings.

Knows: what assignment and deletion do to objects in the heap. Must not know: calls of SDKs, what a prompt is.
"""

from __future__ import annotations

import libcst as cst

from prefixlint.flow import history, judge, objects
from prefixlint.flow.access import index_of, is_plain, settle, target_name
from prefixlint.flow.engine import Frame
from prefixlint.flow.texts import ORDER_CAUSES, elements_of, items_of
from prefixlint.flow.values import (
    Alt,
    Branch,
    Const,
    DictObject,
    Elem,
    Entry,
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
    literal,
)
from prefixlint.flow.volatility import CONSTANT, join


def bind(target: cst.CSTNode, value: Value, frame: Frame) -> None:
    """`target = value`, whatever the target is."""
    if type(target) is cst.Name:
        frame.live.vars[target.value] = judge.told_by_name(
            frame.engine.knowledge, settle(value, frame, target), target.value
        )
    elif isinstance(target, (cst.Tuple, cst.List)):
        _unpack(target, value, frame)
    elif isinstance(target, cst.StarredElement):
        bind(target.value, value, frame)
    elif isinstance(target, cst.Attribute):
        receiver = frame.engine.evaluate(target.value, frame)
        _set_attribute(receiver, target.attr.value, settle(value, frame, target), frame)
    elif isinstance(target, cst.Subscript):
        receiver = history.listed(frame.engine.evaluate(target.value, frame), target.value, frame)
        part = target.slice[0].slice if len(target.slice) == 1 else None
        if isinstance(part, cst.Index):
            history.rewritten(target, value, frame)
            set_item(receiver, frame.engine.evaluate(part.value, frame), settle(value, frame, target), frame, target)
        elif isinstance(part, cst.Slice):
            _set_slice(receiver, part, value, frame, target)


def _unpack(target: cst.Tuple | cst.List, value: Value, frame: Frame) -> None:
    elements = target.elements
    columns = _columns(value, len(elements), frame)
    if columns and not any(isinstance(one, cst.StarredElement) for one in elements):
        for element, column in zip(elements, columns, strict=True):
            bind(element.value, alt(column), frame)
        return
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


def _columns(value: Value, width: int, frame: Frame) -> list[tuple[Value, ...]]:
    """What stands at each place in a choice of tuples that all have `width` known elements; empty if it is none."""
    rows: list[tuple[Value, ...]] = []
    for option in value.options if isinstance(value, Alt) else ():
        obj = frame.get(option) if isinstance(option, Ref) else None
        if not isinstance(obj, ListObject) or obj.order != CONSTANT:
            return []
        row = tuple(elem.value for elem in obj.items if isinstance(elem, Item))
        if len(row) != width or len(obj.items) != width:
            return []
        rows.append(row)
    return list(zip(*rows, strict=True))


def _set_attribute(receiver: Value, word: str, value: Value, frame: Frame) -> None:
    if isinstance(receiver, Ref):
        obj = frame.peek(receiver)
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
        obj = frame.peek(ref)
        if isinstance(obj, DictObject):
            entries = list(obj.entries)
            known = literal(key)
            old = obj.get(known) if known is not None else None
            if not sure and old is not None:
                add_entry(entries, key, alt((old.value, value)), frame.origin(node))
            elif not sure and known is not None:  # only one of several objects gets it
                entries.append(Entry(known, value, True, origin=frame.origin(node)))
            else:
                add_entry(entries, key, value, frame.origin(node))
            frame.put(ref, DictObject(tuple(entries), obj.rest, obj.order, obj.origin))
        elif isinstance(obj, ListObject):
            frame.engine.looked.add(ref.id)  # which element that is depends on what it holds
            frame.put(ref, _with_item(obj, key, value, sure, frame, node))
        elif isinstance(obj, Instance):
            known = literal(key)
            if known is not None:
                frame.put(ref, obj.set(known, value))


def _with_item(obj: ListObject, key: Value, value: Value, sure: bool, frame: Frame, node: cst.CSTNode) -> ListObject:
    items = list(obj.items)
    new = Item(value, frame.origin(node))
    edits = history.written(obj, key, value, frame, node)
    if isinstance(key, Const) and isinstance(key.value, int) and sure:
        index = key.value if key.value >= 0 else len(items) + key.value
        side = items[: index + 1] if key.value >= 0 else items[index:] if index >= 0 else []
        if 0 <= index < len(items) and all(map(_is_one, side)):
            items[index] = new
            return ListObject(tuple(items), obj.kind, obj.order, obj.origin, edits)
        if key.value == -1 and items and isinstance(items[-1], (Splat, Loop)):  # the last of any number of elements
            return ListObject((*items, new), obj.kind, obj.order, obj.origin, edits)
    changed = tuple(Branch(((elem,), (new,))) if isinstance(elem, Item) else elem for elem in items)
    return ListObject(changed, obj.kind, obj.order, obj.origin, edits)


def _is_one(elem: Elem) -> bool:
    """Whether this is one element, whichever."""
    return isinstance(elem, Item) or (
        isinstance(elem, Branch) and all(len(option) == 1 and isinstance(option[0], Item) for option in elem.options)
    )


def _set_slice(receiver: Value, part: cst.Slice, value: Value, frame: Frame, node: cst.CSTNode) -> None:
    new, order = items_of(value, frame, node)
    evaluate = frame.engine.evaluate
    lower = index_of(evaluate(part.lower, frame)) if part.lower is not None else None
    upper = index_of(evaluate(part.upper, frame)) if part.upper is not None else None
    for ref, _ in references(receiver):
        obj = frame.get(ref)
        if not isinstance(obj, ListObject):
            continue
        items = list(obj.items)
        edits = history.replaced(obj, part, value, frame, node)
        if lower is not False and upper is not False and is_plain(obj.items, slice(lower, lower)):
            items[slice(lower, upper)] = new
            frame.put(ref, ListObject(tuple(items), obj.kind, join(obj.order, order), obj.origin, edits))
        else:
            frame.put(ref, ListObject((*obj.items, Branch(((), new))), obj.kind, obj.order, obj.origin, edits))


def references(value: Value) -> list[tuple[Ref, bool]]:
    """The objects a value may name, and whether it is certain."""
    if isinstance(value, Ref):
        return [(value, True)]
    if isinstance(value, Alt):
        return [(option, False) for option in value.options if isinstance(option, Ref)]
    return []


def delete(target: cst.CSTNode, frame: Frame) -> None:
    """`del target`."""
    if type(target) is cst.Name:
        frame.live.vars.pop(target.value, None)
    elif isinstance(target, cst.Tuple):
        for element in target.elements:
            delete(element.value, frame)
    elif isinstance(target, cst.Subscript) and len(target.slice) == 1:
        receiver = history.listed(frame.engine.evaluate(target.value, frame), target.value, frame)
        part = target.slice[0].slice
        if isinstance(part, cst.Slice):
            _set_slice(receiver, part, frame.new(ListObject(())), frame, target)
        if not isinstance(part, cst.Index):
            return
        key = frame.engine.evaluate(part.value, frame)
        for ref, sure in references(receiver):
            remove_item(ref, key, sure, frame, target)


def remove_item(ref: Ref, key: Value, sure: bool, frame: Frame, node: cst.CSTNode | None = None) -> None:
    """Remove an element or entry, as `del` and `pop` do."""
    obj = frame.get(ref)
    if isinstance(obj, DictObject):
        known = literal(key)
        if known is None:
            entries = tuple(Entry(e.key, e.value, True, e.key_value, e.origin) for e in obj.entries)
        elif sure:
            entries = tuple(entry for entry in obj.entries if entry.key != known)
        else:
            entries = tuple(
                Entry(e.key, e.value, e.maybe or e.key == known, e.key_value, e.origin) for e in obj.entries
            )
        frame.put(ref, DictObject(entries, obj.rest, obj.order, obj.origin))
    elif isinstance(obj, ListObject):
        items = list(obj.items)
        edits = obj.edits
        if isinstance(node, cst.Subscript):
            edits = history.taken(obj, key, node.value, frame, node)
        if isinstance(key, Const) and isinstance(key.value, int) and sure and items:
            index = key.value if key.value >= 0 else len(items) + key.value
            side = items[: index + 1] if key.value >= 0 else items[max(index, 0) :]
            if 0 <= index < len(items) and all(isinstance(elem, Item) for elem in side):
                del items[index]
                frame.put(ref, ListObject(tuple(items), obj.kind, obj.order, obj.origin, edits))
                return
        kept = tuple(Branch(((), (elem,))) if isinstance(elem, Item) else elem for elem in items)
        frame.put(ref, ListObject(kept, obj.kind, obj.order, obj.origin, edits))


# ---- mappings ------------------------------------------------------------------------------------------------------


def add_entry(entries: list[Entry], key: Value, value: Value, origin: Origin | None = None) -> None:
    """Set `key` in `entries`: an existing key keeps its place, as in a dict."""
    known: str | int | None = literal(key)
    if known is None and isinstance(key, Const) and isinstance(key.value, int):
        known = key.value
    if known is not None:
        for index, entry in enumerate(entries):
            if entry.key == known:
                entries[index] = Entry(known, value, origin=origin)
                return
        entries.append(Entry(known, value, origin=origin))
        return
    for entry in entries:
        if entry.key is None and entry.key_value == key and entry.value == value:
            return
    entries.append(Entry(None, value, True, key, origin))


def spread_mapping(value: Value, entries: list[Entry], rest: list[Value], frame: Frame) -> None:
    """`**value` in a dict display or call."""
    if isinstance(value, Ref):
        obj = frame.get(value)
        if isinstance(obj, DictObject):
            for entry in obj.entries:
                if entry.key is None or entry.maybe:
                    old = next((one for one in entries if one.key == entry.key and entry.key is not None), None)
                    if old is not None:
                        entries[entries.index(old)] = Entry(
                            old.key, alt((old.value, entry.value)), old.maybe, origin=entry.origin
                        )
                    else:
                        entries.append(entry)
                else:
                    key = Lit(entry.key) if isinstance(entry.key, str) else Const(entry.key)
                    add_entry(entries, key, entry.value, entry.origin)
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
                    entries.append(Entry(entry.key, entry.value, True, entry.key_value, entry.origin))
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
