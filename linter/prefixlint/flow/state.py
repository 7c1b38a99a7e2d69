"""The state of an execution: variables and heap; merging at branches, widening at loops.

Knows: how two states become one. Must not know: statements, syntax trees, SDK names.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import compress
from operator import is_not
from typing import TypeVar

from prefixlint.flow.framing import framed
from prefixlint.flow.values import (
    Alt,
    Branch,
    Cat,
    Const,
    DictObject,
    Edit,
    Elem,
    Entry,
    HeapObject,
    Hole,
    Instance,
    Item,
    ListObject,
    Loop,
    Origin,
    Ref,
    Rep,
    Value,
    alt,
    bounded,
    cat,
    is_text,
    parts_of,
    taint_of,
)
from prefixlint.flow.volatility import CONSTANT, Cause, Confidence, Taint, Volatility, join

K = TypeVar("K")
V = TypeVar("V")
MAX_EDITS = 6  # of one list; a reader has enough to do with these
COUNTER = Taint(Volatility.REQUEST, Confidence.POSSIBLE, Cause.STATE)


class State:
    """Variables of one frame and the heap that all frames of an execution share at this moment."""

    __slots__ = ("heap", "vars")

    def __init__(self, variables: dict[str, Value], heap: dict[int, HeapObject]) -> None:
        self.vars = variables
        self.heap = heap

    def fork(self) -> State:
        """A copy that can change on its own. Objects are immutable, so copying the two dicts is enough."""
        return State(dict(self.vars), dict(self.heap))


def merge(states: Sequence[State | None], taint: Taint = CONSTANT) -> State | None:
    """The state in which each of `states` may be the real one; None stands for a path that does not arrive here."""
    alive = [state for state in states if state is not None]
    if not alive:
        return None
    result = alive[0]
    for other in alive[1:]:
        if other is not result:
            result = _merge_two(result, other, taint)
    return result


def _merge_two(a: State, b: State, taint: Taint) -> State:
    variables = dict(a.vars)
    for name in differing(a.vars, b.vars):
        mine, value = a.vars.get(name), b.vars[name]
        if mine is None:
            variables[name] = value
        elif mine != value:
            variables[name] = alt((mine, value), taint)
    return State(variables, merge_heaps(a.heap, b.heap, taint))


def merge_heaps(a: dict[int, HeapObject], b: dict[int, HeapObject], taint: Taint) -> dict[int, HeapObject]:
    """Both heaps in one; objects that differ become objects that may be either."""
    heap = dict(a)
    for key in differing(a, b):
        mine, theirs = a.get(key), b[key]
        if mine is None:
            heap[key] = theirs
        elif mine != theirs:
            heap[key] = merge_objects(mine, theirs, taint)
    return heap


def differing(a: dict[K, V], b: dict[K, V]) -> list[K]:
    """Keys under which `b` holds another object than `a`, found without a step of Python for each of many keys."""
    return list(compress(b, map(is_not, b.values(), map(a.get, b))))


def merge_objects(a: HeapObject, b: HeapObject, taint: Taint) -> HeapObject:
    """An object that is `a` on one path and `b` on the other."""
    if isinstance(a, ListObject) and isinstance(b, ListObject):
        items = merge_items(a.items, b.items, taint) if a.items != b.items else a.items
        settled = min(a.settled, b.settled) or _settled(a, b) or _settled(b, a)
        return ListObject(items, a.kind, join(a.order, b.order), a.origin, both(a.edits, b.edits), settled)
    if isinstance(a, DictObject) and isinstance(b, DictObject):
        return _merge_dicts(a, b, taint)
    if isinstance(a, Instance) and isinstance(b, Instance):
        fields = dict(a.fields)
        for name, value in b.fields:
            mine = fields.get(name)
            fields[name] = value if mine is None else alt((mine, value), taint)
        return Instance(a.cls, a.name, tuple(fields.items()), a.origin)
    return a


def _settled(grown: ListObject, before: ListObject) -> int:
    """The settled elements of a list that a loop appended to, if there is no more in the one that it did not."""
    head = grown.items[: grown.settled]
    return grown.settled if before.items == head else 0


def both(a: tuple[Edit, ...], b: tuple[Edit, ...]) -> tuple[Edit, ...]:
    """The edits of two lists."""
    return a if a == b or not b else (*a, *(edit for edit in b if edit not in a))[:MAX_EDITS]


def merge_items(a: tuple[Elem, ...], b: tuple[Elem, ...], taint: Taint) -> tuple[Elem, ...]:
    """Elements that are `a` on one path and `b` on the other, common head and tail kept apart."""
    head = 0
    while head < min(len(a), len(b)) and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < min(len(a), len(b)) - head and a[len(a) - 1 - tail] == b[len(b) - 1 - tail]:
        tail += 1
    middle_a, middle_b = a[head : len(a) - tail], b[head : len(b) - tail]
    if not middle_a and not middle_b:
        return a
    options: list[tuple[Elem, ...]] = []
    for middle in (middle_a, middle_b):
        if len(middle) == 1 and isinstance(middle[0], Branch):
            options.extend(option for option in middle[0].options if option not in options)
            taint = join(taint, middle[0].taint)
        elif middle not in options:
            options.append(middle)
    return bounded((*a[:head], Branch(tuple(options), taint), *a[len(a) - tail :]))


def _merge_dicts(a: DictObject, b: DictObject, taint: Taint) -> DictObject:
    entries: list[Entry] = []
    known = {entry.key for entry in a.entries if entry.key is not None}
    for entry in a.entries:
        other = b.get(entry.key) if entry.key is not None else None
        if other is None:
            here = entry.key is None and entry in b.entries
            entries.append(entry if here else Entry(entry.key, entry.value, True, entry.key_value, entry.origin))
        else:
            value = entry.value if entry.value == other.value else alt((entry.value, other.value), taint)
            entries.append(Entry(entry.key, value, entry.maybe or other.maybe, entry.key_value, entry.origin))
    for entry in b.entries:
        if entry.key is None:
            if entry not in a.entries:
                entries.append(Entry(None, entry.value, True, entry.key_value, entry.origin))
        elif entry.key not in known:
            entries.append(Entry(entry.key, entry.value, True, entry.key_value, entry.origin))
    rest = a.rest + tuple(one for one in b.rest if one not in a.rest)
    return DictObject(tuple(entries), rest, join(a.order, b.order), a.origin)


# ---- loops ---------------------------------------------------------------------------------------------------------


def widen(
    before: State, after: State, order: Taint, origin: Origin | None, give_up: bool, steps: bool = False
) -> tuple[State, set[str | int]]:
    """A state that covers `before` and what one more turn of the loop body made of it, and the variables and objects of
    which it says more than `before`. What grew at its end or head becomes a repetition; what changed otherwise a choice,
    or with `give_up` a hole. What only a turn of the body binds or makes is no news: it is bound or made again before it
    is read. With `steps` the turns are steps of one run, not elements of something that was there before."""
    changed: set[str | int] = set()
    variables = dict(before.vars)
    for name in differing(before.vars, after.vars):
        mine, value = before.vars.get(name), after.vars[name]
        if mine is None:
            variables[name] = value
        elif mine != value:
            wider = widen_value(mine, value, order, origin, give_up)
            if wider != mine:
                changed.add(name)
            variables[name] = wider
    heap = dict(before.heap)
    for key in differing(before.heap, after.heap):
        ours, theirs = before.heap.get(key), after.heap[key]
        if ours is None:
            heap[key] = theirs
        elif ours != theirs:
            wide = _widen_object(ours, theirs, order, origin, give_up)
            if steps and isinstance(ours, ListObject) and isinstance(wide, ListObject) and not ours.settled:
                wide = replace(wide, settled=len(ours.items) if wide.items[: len(ours.items)] == ours.items else 0)
            if wide != ours:
                changed.add(key)
            heap[key] = wide
    return State(variables, heap), changed


def widen_value(a: Value, b: Value, order: Taint, origin: Origin | None, give_up: bool) -> Value:
    """`a` before the loop and `b` after a turn, as one value."""
    if isinstance(a, Alt) and all(option in a.options for option in _options(b)):
        return a  # nothing new
    if _is_number(a) and _is_number(b):
        return Hole(COUNTER, origin)
    if is_text(a) and (is_text(b) or isinstance(b, (Cat, Hole))):
        grown = _grown(parts_of(a), parts_of(b), order, origin, lambda rest: cat(rest))
        if grown is not None:
            return cat(grown)
    if give_up:
        if isinstance(a, Ref) or isinstance(b, Ref):
            return alt((a, b))
        hole = Hole(join(taint_of(a), taint_of(b), COUNTER), origin, shape="text" if is_text(a) else "")
        return framed(a, b, hole) if is_text(a) and is_text(b) else hole
    return alt((a, b))


def _is_number(value: Value) -> bool:
    return isinstance(value, Const) and isinstance(value.value, (int, float)) and not isinstance(value.value, bool)


def _grown(
    a: tuple[Value, ...],
    b: tuple[Value, ...],
    order: Taint,
    origin: Origin | None,
    whole: Callable[[tuple[Value, ...]], Value],
) -> tuple[Value, ...] | None:
    """`b` as `a` with something repeated behind or before it, or None."""
    if len(b) > len(a) and b[: len(a)] == a:
        rest = whole(b[len(a) :])
        if a and isinstance(a[-1], Rep):
            body = a[-1].body if a[-1].body == rest else Alt(_options(a[-1].body) + tuple(
                one for one in _options(rest) if one not in _options(a[-1].body)))  # fmt: skip
            return (*a[:-1], Rep(body, join(a[-1].order, order), origin))
        return (*a, Rep(rest, order, origin))
    if len(b) > len(a) and a and b[len(b) - len(a) :] == a:
        rest = whole(b[: len(b) - len(a)])
        if isinstance(a[0], Rep):
            body = a[0].body if a[0].body == rest else Alt((a[0].body, rest))
            return (Rep(body, join(a[0].order, order), origin), *a[1:])
        return (Rep(rest, order, origin), *a)
    return None


def _options(value: Value) -> tuple[Value, ...]:
    return value.options if isinstance(value, Alt) else (value,)


def _widen_object(a: HeapObject, b: HeapObject, order: Taint, origin: Origin | None, give_up: bool) -> HeapObject:
    if isinstance(a, ListObject) and isinstance(b, ListObject):
        return ListObject(
            bounded(_widen_items(a.items, b.items, order, origin)) if a.items != b.items else a.items,
            a.kind, join(a.order, b.order), a.origin, both(a.edits, b.edits), min(a.settled, b.settled),
        )  # fmt: skip
    if isinstance(a, Instance) and isinstance(b, Instance):
        fields = dict(a.fields)
        for name, value in b.fields:
            mine = fields.get(name)
            fields[name] = value if mine is None or mine == value else widen_value(mine, value, order, origin, give_up)
        return Instance(a.cls, a.name, tuple(fields.items()), a.origin)
    if isinstance(a, DictObject) and isinstance(b, DictObject):
        return _widen_dict(a, b, order, origin, give_up)
    return a


def _widen_dict(a: DictObject, b: DictObject, order: Taint, origin: Origin | None, give_up: bool) -> DictObject:
    merged = _merge_dicts(a, b, CONSTANT)
    entries = []
    for entry in merged.entries:
        mine, theirs = (a.get(entry.key), b.get(entry.key)) if entry.key is not None else (None, None)
        value = entry.value
        if mine is not None and theirs is not None and mine.value != theirs.value:
            value = widen_value(mine.value, theirs.value, order, origin, give_up)
        entries.append(Entry(entry.key, value, entry.maybe, entry.key_value, entry.origin))
    grew = len(merged.entries) > len(a.entries) or len(merged.rest) > len(a.rest)
    return DictObject(tuple(entries), merged.rest[:8], join(merged.order, order) if grew else merged.order, a.origin)


def _widen_items(a: tuple[Elem, ...], b: tuple[Elem, ...], order: Taint, origin: Origin | None) -> tuple[Elem, ...]:
    if len(b) > len(a) and b[: len(a)] == a:
        rest = b[len(a) :]
        if a and isinstance(a[-1], Loop):
            if a[-1].body == rest:
                return a
            body: tuple[Elem, ...] = (
                Branch(_runs(a[-1].body) + tuple(r for r in _runs(rest) if r not in _runs(a[-1].body))),
            )
            return (*a[:-1], Loop(body, join(a[-1].order, order), origin))
        return (*a, Loop(rest, order, origin))
    if len(b) > len(a) and a and b[len(b) - len(a) :] == a:
        rest = b[: len(b) - len(a)]
        if isinstance(a[0], Loop) and a[0].body == rest:
            return a
        return (Loop(rest, order, origin), *a)
    if len(b) > len(a) > 0 and a[1:] == b[1 : len(a)] and type(a[0]) is type(b[0]) is Item:
        # The first was written anew, and others came behind: `messages[0] = ...; messages.append(...)`.
        return (Branch(((a[0],), (b[0],))), *_widen_items(a[1:], b[1:], order, origin))
    return merge_items(a, b, CONSTANT)


def _runs(body: tuple[Elem, ...]) -> tuple[tuple[Elem, ...], ...]:
    if len(body) == 1 and isinstance(body[0], Branch):
        return body[0].options
    return (body,)
