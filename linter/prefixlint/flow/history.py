"""What is done to a list of any number of elements elsewhere than at its end: the event, with what decides whether it
breaks a prefix every turn or only now and then.

Whether such a list is a conversation, and whether it is sent, is for others to say; an edit travels with the list.
Knows: slices, `pop`, `insert`, `del`, bounded deques, the table of functions that trim; tests around a statement.
Must not know: SDK names (a table), requests, rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import libcst as cst

from prefixlint.flow import guards
from prefixlint.flow.engine import Arguments, Frame
from prefixlint.flow.state import both
from prefixlint.flow.texts import items_of
from prefixlint.flow.values import Alt, Const, Edit, HeapObject, Hole, Item, ListObject, Ref, Splat, Value
from prefixlint.knowledge.history import trimmers
from prefixlint.syntax.walk import dotted

_MANY = 8  # elements dropped at once from which on the loss is paid for by the turns until the next time
_HEAD = 3  # places that count as the head of a list
_LAST = 1  # a window of one element is no conversation, but its newest turn


def edits_of(value: Value, frame: Frame) -> tuple[Edit, ...]:
    """What was done to a list, or to one of those that a value may be."""
    if isinstance(value, Ref):
        obj = frame.get(value)
        return obj.edits if isinstance(obj, ListObject) else ()
    found: tuple[Edit, ...] = ()
    for option in value.options if isinstance(value, Alt) else ():
        found = both(found, edits_of(option, frame))
    return found


def spread(values: Iterable[Value], frame: Frame) -> tuple[Edit, ...]:
    """The edits of all lists that one list is made of."""
    found: tuple[Edit, ...] = ()
    for value in values:
        found = both(found, edits_of(value, frame))
    return found


def marked(value: Value, edits: tuple[Edit, ...], frame: Frame) -> None:
    """Say of a list that it has been edited."""
    for ref in _refs(value):
        obj = frame.get(ref)
        if edits and isinstance(obj, ListObject):
            frame.put(ref, replace(obj, edits=both(edits, obj.edits)))


def _refs(value: Value) -> list[Ref]:
    options = value.options if isinstance(value, Alt) else (value,)
    return [option for option in options if isinstance(option, Ref)]


def open_ended(value: Value, frame: Frame) -> bool:
    """Whether a value is a list whose elements are not all known one by one."""
    if isinstance(value, Hole):
        return value.shape == "history"
    if isinstance(value, Ref):
        obj = frame.get(value)
        return isinstance(obj, ListObject) and not _plain(obj)
    return isinstance(value, Alt) and any(open_ended(option, frame) for option in value.options)


def listed(receiver: Value, target: cst.BaseExpression, frame: Frame) -> Value:
    """A conversation that nobody in sight made becomes a list when it is changed, so that the change is not lost."""
    if (
        not isinstance(receiver, Hole)
        or receiver.shape != "history"
        or not isinstance(target, (cst.Name, cst.Attribute))
    ):
        return receiver
    listing = frame.new(ListObject((Splat(receiver, receiver.origin),), "list", origin=frame.origin(target)), target)
    from prefixlint.flow import binding

    binding.bind(target, listing, frame)
    return listing


# ---- windows -------------------------------------------------------------------------------------------------------


def sliced(value: Value, lower: Value | None, upper: Value | None, frame: Frame, node: cst.CSTNode) -> tuple[Edit, ...]:
    """The edits of `value[lower:upper]`, its own among them if it keeps the newest elements only."""
    before = edits_of(value, frame)
    part = _slice(node)
    if part is None or not open_ended(value, frame) or not isinstance(node, cst.Subscript):
        return before
    if part.lower is None or (part.upper is not None and _near_head(lower if lower is not None else Const(0))):
        kept = _kept(part.upper, upper) if part.upper is not None else None
        return (
            before if kept in (None, _LAST) else both((Edit("older", frame.origin(node), dotted(node.value)),), before)
        )
    size = _kept(part.lower, lower)
    if size is None or size == _LAST or (upper is not None and not _is_end(upper)):
        return before
    name = dotted(node.value)
    known = size if size > 0 else None
    edit = Edit("window", frame.origin(node), name, known, guards.beyond(part.lower, known, name, frame, node))
    return both((edit,), before)


def _slice(node: cst.CSTNode) -> cst.Slice | None:
    part = node.slice[0].slice if isinstance(node, cst.Subscript) and len(node.slice) == 1 else None
    return part if isinstance(part, cst.Slice) else None


def _is_end(upper: Value) -> bool:
    return isinstance(upper, Const) and upper.value is None


def _kept(written: cst.BaseExpression, lower: Value | None) -> int | None:
    """How many elements a slice from `written` on keeps, counted from the end: a number, 0 if that is not known, None
    if it does not count from the end."""
    if isinstance(lower, Const) and type(lower.value) is int:
        return -lower.value if lower.value < 0 else None
    if isinstance(written, cst.UnaryOperation) and isinstance(written.operator, cst.Minus):
        return 0
    if isinstance(written, cst.BinaryOperation) and isinstance(written.operator, cst.Subtract):
        return 0 if dotted(guards.called(written.left)) == "len" else None
    return None


def bounded(arguments: Arguments, frame: Frame, node: cst.CSTNode) -> tuple[Edit, ...]:
    """The edits of a deque: one with a length forgets its oldest elements."""
    first, length = arguments.get("iterable", 0), arguments.get("maxlen", 1)
    before = edits_of(first, frame) if first is not None else ()
    if length is None or (isinstance(length, Const) and (length.value is None or length.value in (0, _LAST))):
        return before
    size = length.value if isinstance(length, Const) and isinstance(length.value, int) else None
    return both((Edit("window", frame.origin(node), "", size, False, True),), before)


def function(name: str, arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value | None:
    """What a function gives that trims a conversation; None if it is no such function."""
    row = trimmers().get(name)
    value = arguments.get(row.argument, row.position) if row is not None else None
    if row is None or value is None:
        return None
    items, order = items_of(value, frame, node)
    written = arguments.nodes.get(row.argument, arguments.nodes.get(str(row.position)))
    source = dotted(written) if isinstance(written, cst.BaseExpression) else ""
    edits = both((Edit("window", frame.origin(node), source),), edits_of(value, frame))
    return frame.new(ListObject(items, "list", order, frame.origin(node), edits), node)


# ---- changes in place ----------------------------------------------------------------------------------------------


def after_method(obj: ListObject, name: str, values: list[Value], frame: Frame, node: cst.CSTNode) -> tuple[Edit, ...]:
    """The edits of a list after a method."""
    if name == "clear":
        return ()
    if name in ("extend", "update", "union") and values:
        return both(obj.edits, edits_of(values[0], frame))
    target = node.func.value if isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute) else None
    if target is None or name not in ("pop", "popleft", "insert", "appendleft"):
        return obj.edits
    if _plain(obj):
        return obj.edits
    if name in ("pop", "popleft"):
        index = values[0] if values else Const(0 if name == "popleft" else -1)
        return taken(obj, index, target, frame, node)
    new = values[-1] if values else None
    if name == "insert" and not (len(values) > 1 and _near_head(values[0])):
        return obj.edits
    if not _lasts(target, frame) or guards.asks_for(dotted(target), frame, node):
        return obj.edits
    return _logged(
        Edit("insert", frame.origin(node), dotted(target), None, False, True, new, _loop(target, frame)), obj, frame
    )


def _near_head(index: Value) -> bool:
    return isinstance(index, Const) and isinstance(index.value, int) and 0 <= index.value < _HEAD


def taken(
    obj: ListObject, index: Value, target: cst.BaseExpression, frame: Frame, node: cst.CSTNode
) -> tuple[Edit, ...]:
    """The edits of a list after one element was taken out. Taken out once, it is another way to read a list; taken out
    when there are too many, it moves all that follow."""
    if not _near_head(index) or _plain(obj):
        return obj.edits
    tests = list(guards.tests_around(frame, node))
    if not guards.limited(tests, frame):
        return obj.edits
    name = dotted(target)
    return _logged(Edit("drop", frame.origin(node), name, None, guards.two_limits(tests, frame), True), obj, frame)


def cut_out(
    obj: ListObject, part: cst.Slice, target: cst.BaseExpression, frame: Frame, node: cst.CSTNode
) -> tuple[Edit, ...]:
    """The edits of a list after `del list[lower:upper]`."""
    if part.upper is None or _plain(obj):
        return obj.edits
    lower = frame.engine.evaluate(part.lower, frame) if part.lower is not None else Const(0)
    upper = frame.engine.evaluate(part.upper, frame)
    if not _near_head(lower):
        return obj.edits
    name, origin = dotted(target), frame.origin(node)
    size = _kept(part.upper, upper)
    if size is not None:
        known = size if size > 0 else None
        return _logged(
            Edit("window", origin, name, known, guards.beyond(part.upper, known, name, frame, node), True), obj, frame
        )
    if not guards.limited(list(guards.tests_around(frame, node)), frame):
        return obj.edits
    number = upper.value if isinstance(upper, Const) and isinstance(upper.value, int) else 0
    many = number >= _MANY or guards.divides(part.upper)
    return _logged(Edit("drop", origin, name, None, many, True), obj, frame)


def written(obj: ListObject, index: Value, value: Value, frame: Frame, node: cst.CSTNode) -> tuple[Edit, ...]:
    """The edits of a list after `list[index] = value`."""
    target = node.value if isinstance(node, cst.Subscript) else None
    if target is None or not (_near_head(index) and _lasts(target, frame)) or _plain(obj):
        return obj.edits
    return _logged(
        Edit("replace", frame.origin(node), dotted(target), None, False, True, value, _loop(target, frame)), obj, frame
    )


def rewritten(target: cst.Subscript, value: Value, frame: Frame) -> None:
    """`list[0]["content"] = value`: something inside an element near the head is written anew."""
    inner = target.value
    if frame.engine.older:
        _rewritten_older(target, frame)
    if not isinstance(inner, cst.Subscript) or not _lasts(inner.value, frame) or len(inner.slice) != 1:
        return
    part = inner.slice[0].slice
    if not isinstance(part, cst.Index) or not _near_head(frame.engine.evaluate(part.value, frame)):
        return
    holder = frame.engine.evaluate(inner.value, frame)
    if open_ended(holder, frame):
        edit = Edit(
            "replace", frame.origin(target), dotted(inner.value), None, False, True, value, _loop(inner.value, frame)
        )
        _log(edit, frame)
        marked(holder, (edit,), frame)


def _rewritten_older(target: cst.Subscript, frame: Frame) -> None:
    """Something in an older element is written anew, in a loop over all but the newest: `for turn in turns[:-5]:
    turn["content"] = ...`, `for index in indexes[:-5]: turns[index]["content"] = ...`."""
    inner = target.value
    name = dotted(inner.value) if isinstance(inner, cst.Subscript) else frame.engine.older[-1]
    value = frame.live.vars.get(name)
    if value is None or not isinstance(inner, (cst.Subscript, cst.Name)):
        return
    value = listed(value, cst.Name(name), frame)
    if open_ended(value, frame):
        marked(value, (Edit("rewrite", frame.origin(target), name, None, False, True),), frame)


@contextmanager
def visited(iterable: Value, frame: Frame) -> Iterator[None]:
    """A loop over a list that was edited: what grows in it holds what is left of that list, and where it leaves out the
    newest elements, what it writes anew are older ones."""
    edits = edits_of(iterable, frame)
    if not edits:
        yield
        return
    before = dict(frame.live.heap)
    older = [edit.source for edit in edits if edit.kind == "older"][:1]
    frame.engine.older.extend(older)
    try:
        yield
    finally:
        del frame.engine.older[len(frame.engine.older) - len(older) :]
    if frame.state is not None:
        _copied(before, edits, frame)


def replaced(obj: ListObject, part: cst.Slice, value: Value, frame: Frame, node: cst.CSTNode) -> tuple[Edit, ...]:
    """The edits of a list after `list[lower:upper] = value` or `del list[lower:upper]`."""
    if not isinstance(node, cst.Subscript):
        return obj.edits
    new = frame.get(value) if isinstance(value, Ref) else None
    if isinstance(new, ListObject) and not new.items:
        return cut_out(obj, part, node.value, frame, node)
    given = edits_of(value, frame)
    return both(given, obj.edits) if part.lower is not None or part.upper is not None else given


def _copied(before: dict[int, HeapObject], edits: tuple[Edit, ...], frame: Frame) -> None:
    """Lists that grew in a loop over an edited list hold what is left of that."""
    for key, obj in list(frame.live.heap.items()):
        old = before.get(key)
        if isinstance(obj, ListObject) and obj is not old and isinstance(old, ListObject) and obj.items != old.items:
            frame.put(Ref(key), replace(obj, edits=both(edits, obj.edits)))


def _plain(obj: ListObject) -> bool:
    return all(isinstance(elem, Item) for elem in obj.items)


def added(left: Value, right: Value, frame: Frame, node: cst.CSTNode) -> tuple[Edit, ...]:
    """The edits of `left + right`; something put in front of a list is one, should the sum become that list."""
    found = both(edits_of(left, frame), edits_of(right, frame))
    first = frame.get(left) if isinstance(left, Ref) else None
    if isinstance(first, ListObject) and isinstance(node, cst.BinaryOperation) and open_ended(right, frame):
        return _put_in_front(first, node.right, found, frame, node)
    return found


def displayed(elements: list[tuple[cst.BaseElement, Value]], frame: Frame, node: cst.CSTNode) -> tuple[Edit, ...]:
    """The edits of `[a, *b]`: those of what is spread out, and what stands in front of it."""
    stars = [(one, value) for one, value in elements if isinstance(one, cst.StarredElement)]
    found = spread((value for _, value in stars), frame)
    if len(stars) == 1 and not isinstance(elements[0][0], cst.StarredElement) and open_ended(stars[0][1], frame):
        return _put_in_front(ListObject((Item(elements[0][1]),)), stars[0][0].value, found, frame, node)
    return found


def _put_in_front(
    first: ListObject, rest: cst.BaseExpression, found: tuple[Edit, ...], frame: Frame, node: cst.CSTNode
) -> tuple[Edit, ...]:
    name = dotted(rest)
    if (
        name
        and first.items
        and all(isinstance(elem, Item) for elem in first.items)
        and isinstance(first.items[0], Item)
    ):
        return both((Edit("insert", frame.origin(node), name, None, False, False, first.items[0].value),), found)
    return found


def assigned(target: cst.CSTNode, value: Value, frame: Frame) -> None:
    """What was cut out of a list, or put in front of it, becomes that list: then it stays so."""
    edits = edits_of(value, frame)
    if not edits or not isinstance(target, (cst.Name, cst.Attribute, cst.Subscript)):
        return
    if isinstance(target, cst.Subscript) and (part := _slice(target)) is not None and part.lower is part.upper is None:
        target = target.value
    name = dotted(target)
    if not name or not isinstance(target, (cst.Name, cst.Attribute)) or not _lasts(target, frame):
        return
    changed = tuple(
        replace(edit, lasting=True, loop=_loop(target, frame)) if edit.source == name else edit for edit in edits
    )
    if changed != edits:
        for ref in _refs(value):
            obj = frame.get(ref)
            if isinstance(obj, ListObject) and obj.edits:
                frame.put(ref, replace(obj, edits=tuple(one for one in changed if _same(one, obj.edits))))
        for edit in changed:
            if edit.source == name:
                _log(edit, frame)


def _same(edit: Edit, others: tuple[Edit, ...]) -> bool:
    return any(edit.origin == other.origin and edit.kind == other.kind for other in others)


def _logged(edit: Edit, obj: ListObject, frame: Frame) -> tuple[Edit, ...]:
    _log(edit, frame)
    return both((edit,), obj.edits)


def _log(edit: Edit, frame: Frame) -> None:
    """Remember what is done to an attribute, for calls of methods that come before it in the next turn."""
    head, _, word = edit.source.partition(".")
    if head == "self" and word and edit.lasting:
        known = frame.engine.edits.setdefault((frame.unit.path, word), [])
        if edit not in known:
            known.append(edit)


def _lasts(target: cst.BaseExpression, frame: Frame) -> bool:
    """Whether what a name or attribute holds is still there in the next turn of a conversation."""
    if isinstance(target, cst.Attribute):
        in_making = frame.function is not None and frame.function.name in ("__init__", "__post_init__")
        return dotted(target).startswith("self.") and not in_making
    return isinstance(target, cst.Name) and any(target.value in names for names in frame.entered)


def _loop(target: cst.BaseExpression, frame: Frame) -> int:
    """The loop whose turns see what a variable holds; 0 for an attribute, which outlives all of them."""
    return frame.loops[-1] if frame.loops and isinstance(target, cst.Name) else 0
