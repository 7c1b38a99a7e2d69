"""Names, attributes and subscripts: reading them.

Knows: scopes, objects in the heap. Must not know: calls of SDKs, what a prompt is.
"""

from __future__ import annotations

import builtins

import libcst as cst

from prefixlint.flow import history, judge, modules, objects, strings
from prefixlint.flow.engine import Frame
from prefixlint.flow.texts import elements_of
from prefixlint.flow.values import (
    NONE,
    Alt,
    Branch,
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
    Module,
    Ref,
    Splat,
    Super,
    Value,
    alt,
    is_text,
    literal,
)
from prefixlint.flow.volatility import CONSTANT, UNKNOWN, Cause, Taint, Volatility, join

_BUILTINS = frozenset(dir(builtins))
_KEYWORDS = {"None": NONE, "True": Const(True), "False": Const(False)}
_WRITTEN = frozenset({"__name__", "__qualname__", "__doc__", "__module__"})  # what programs say of their own parts
_DATE_FIELDS = frozenset({"month", "day"})
_STEADY_FIELDS = frozenset({"year", "tzinfo", "tzname", "utcoffset", "dst", "timezone", "tz"})


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
                frame.engine.looked.add(word)
                if scope is not frame:
                    frame.engine.import_heap(found, scope.state.heap, frame)
                return found
        scope = scope.parent
    found = modules.global_value(frame, word)
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
    if word in _WRITTEN:
        return Hole(judge.CHOICE, frame.origin(node), word, "text")  # whichever class or function it is
    if isinstance(receiver, Ref):
        obj = frame.peek(receiver)
        if isinstance(obj, Instance):
            frame.engine.looked.add(receiver.id)
            return objects.instance_attribute(receiver, obj, word, frame, node)
        return Method(receiver, word, frame.origin(node))
    if isinstance(receiver, External):
        return _external_attribute(receiver, word, frame, node)
    if isinstance(receiver, Class):
        return objects.class_attribute(receiver, word, frame, node)
    if isinstance(receiver, Module):
        held = modules.member(frame.engine.units[receiver.path], word, frame)
        return held if held is not None else judge.named_hole(frame.engine.knowledge, word, frame.origin(node))
    if isinstance(receiver, Hole):
        return _hole_attribute(receiver, word, frame, node)
    if isinstance(receiver, Super):
        return objects.inherited(receiver, word, frame, node)
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
    module = modules.project_module(dotted, frame)
    return module if module is not None else External(dotted, frame.origin(node))


def _hole_attribute(receiver: Hole, word: str, frame: Frame, node: cst.CSTNode) -> Value:
    origin = frame.origin(node)
    if receiver.taint.cause is Cause.CLOCK:
        if word in _DATE_FIELDS:
            taint = Taint(
                min(receiver.taint.level, Volatility.DAY), receiver.taint.confidence, Cause.CLOCK, receiver.taint.frozen
            )
            return Hole(taint, origin, receiver.source)
        if word in _STEADY_FIELDS:
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
        return _turn(value, key, frame, node)
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


def _turn(conversation: Hole, key: Const, frame: Frame, node: cst.CSTNode) -> Hole:
    """One turn of a conversation, by its place: the first may be the system text, the last the newest question."""
    newest = type(key.value) is int and key.value < 0
    shape = "newest" if newest else "message"
    return Hole(UNKNOWN, frame.origin(node), conversation.source, shape, conversation.loop)


def _dict_item(obj: DictObject, key: Value, frame: Frame, node: cst.CSTNode) -> Value:
    known: str | int | None = literal(key)
    if known is None and isinstance(key, Const) and isinstance(key.value, int):
        known = key.value
    if known is not None:
        entry = obj.get(known)
        if entry is not None and not (entry.maybe and obj.rest):
            return judge.told_by_name(frame.engine.knowledge, entry.value, str(known))
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
            held = run[0].value if isinstance(run[0], Splat) else None
            if isinstance(held, Hole) and held.shape == "history":
                return _turn(held, key, frame, node)
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
    bounds = [index_of(part) for part in (lower, upper, step)]
    known = all(bound is not False for bound in bounds)
    where = slice(*(None if bound is False else bound for bound in bounds))
    text = literal(value)
    if text is not None and known and where.step != 0:
        return Lit(text[where], frame.origin(node))
    if isinstance(value, Alt) and history.open_ended(value, frame):
        return alt(cut(option, lower, upper, step, frame, node) for option in value.options)
    edits = history.sliced(value, lower, upper, frame, node)
    if edits and isinstance(value, Hole):
        return frame.new(ListObject((Splat(value, frame.origin(node)),), "list", CONSTANT, frame.origin(node), edits))
    if isinstance(value, Ref):
        obj = frame.get(value)
        if isinstance(obj, ListObject):
            if known and where.step != 0 and obj.order == CONSTANT and is_plain(obj.items, where):
                return frame.new(ListObject(obj.items[where], obj.kind, CONSTANT, frame.origin(node), edits))
            if lower is None and upper is None:
                return frame.new(ListObject(obj.items, obj.kind, obj.order, frame.origin(node), obj.edits))
            kept = tuple(Branch(((), (one,))) if isinstance(one, Item) else one for one in obj.items)
            return frame.new(ListObject(kept, obj.kind, obj.order, frame.origin(node), edits))
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


def index_of(value: Value | None) -> int | bool | None:
    """A slice bound: a number, None, or False when it is not known."""
    if value is None:
        return None
    if isinstance(value, Const) and (value.value is None or type(value.value) is int):
        return value.value
    return False


def is_plain(items: tuple[Elem, ...], where: slice) -> bool:
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
