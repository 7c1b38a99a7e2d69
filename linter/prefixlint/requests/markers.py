"""What a request says to the cache: breakpoints on blocks, tools and the whole request, and options beside them.

Knows: words and arguments from a table, where in a value they stand. Must not know: rules, SDK names, what is legal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import libcst as cst

from prefixlint.flow import access
from prefixlint.flow.engine import Arguments, Frame
from prefixlint.flow.texts import items_of
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
    Loop,
    Origin,
    Ref,
    Splat,
    Value,
    literal,
)
from prefixlint.flow.volatility import CONSTANT, Cause, Volatility
from prefixlint.knowledge.surfaces import Slot
from prefixlint.requests.model import Block, Controls, Marker, Option, Segment
from prefixlint.requests.segments import Choices, Context, segments
from prefixlint.syntax.walk import children, contains
from prefixlint.tokens import ZERO

# ---- markers on something ------------------------------------------------------------------------------------------


def marker(obj: DictObject, place: str, context: Context, choices: Choices, origin: Origin) -> Marker | None:
    """The marker that a dict carries, if it does."""
    for word in context.knowledge.caches.words:
        entry = obj.get(word)
        if entry is not None:
            found = _made(entry.value, word, place, context, choices, entry.origin or obj.origin or origin)
            if found is not None:
                return replace(found, maybe=found.maybe or entry.maybe, part=_type(obj))
    return None


def on_part(obj: DictObject, context: Context, choices: Choices, origin: Origin) -> Marker | None:
    """The marker of a content part, or the one that a part of its own is."""
    found = marker(obj, "part", context, choices, origin)
    if found is None:
        return None
    others = [entry for entry in obj.entries if entry.key not in context.knowledge.caches.words]
    if found.word in context.knowledge.caches.points:
        return replace(found, place="point", beside=bool(others))
    text = obj.get("text")
    return replace(found, empty=text is not None and not text.maybe and literal(text.value) == "")


def _made(
    value: Value, word: str, place: str, context: Context, choices: Choices, origin: Origin
) -> Marker | None:  # fmt: skip
    """The marker that a value means; None for one that is none."""
    frame = context.frame
    value = access.settle(value, frame, context.node)
    looped = bool(frame.loops)
    if isinstance(value, Const):
        return Marker(origin, word, place, choices=choices, looped=looped) if value.value is True else None
    if isinstance(value, Alt):
        found = [_made(option, word, place, context, choices, origin) for option in value.options]
        there = [one for one in found if one is not None]
        if not there:
            return None
        same = len({one.lifetime for one in there}) == 1
        return replace(there[0], lifetime=there[0].lifetime if same else None, maybe=len(there) < len(found))
    obj = frame.get(value) if isinstance(value, Ref) else None
    if isinstance(obj, (DictObject, Instance)):
        return Marker(origin, word, place, lifetime=_lifetime(obj), choices=choices, looped=looped)
    if isinstance(value, Hole):  # it may be None
        return Marker(origin, word, place, lifetime=None, choices=choices, maybe=True, looped=looped)
    return Marker(origin, word, place, lifetime=None, choices=choices, looped=looped)


def _lifetime(obj: DictObject | Instance) -> str | None:
    """The lifetime that a marker asks for: "" for none, None if that is not known."""
    if isinstance(obj, Instance):
        said = obj.get("ttl")
        return "" if said is None else literal(said)
    entry = obj.get("ttl")
    if entry is None:
        return None if obj.rest else ""
    if isinstance(entry.value, Const) and entry.value.value is None:
        return ""
    return None if entry.maybe else literal(entry.value)


def _type(obj: DictObject) -> str:
    entry = obj.get("type")
    return (literal(entry.value) or "") if entry is not None else ""


def hides(value: Value, context: Context) -> bool:
    """Whether a part or a tool is not known, so that it may carry a marker."""
    frame = context.frame
    value = access.settle(value, frame, context.node)
    if isinstance(value, Hole):
        return value.shape != "text"
    if isinstance(value, Alt):
        return any(hides(option, context) for option in value.options)
    obj = frame.get(value) if isinstance(value, Ref) else None
    return isinstance(obj, DictObject) and bool(obj.rest)


def turned(blocks: Sequence[Block], context: Context) -> Marker | None:
    """The marker of blocks that come again with every turn of a loop. All turns are one object here, so in a file that
    takes markers away again nobody knows which of them are left."""
    last = next((block.marker for block in reversed(blocks) if block.marker is not None), None)
    if last is None:
        return None
    return replace(last, many=True, maybe=last.maybe or _takes_away(last.word, context.frame))


def _takes_away(word: str, frame: Frame) -> bool:
    """Whether a file takes a marker off something: `del part[word]`, `.pop(word)`, or a copy of all but that."""
    quoted = rf"[\"']{word}[\"']"
    pattern = rf"\bdel\b.*\[{quoted}\]|\.pop\(\s*{quoted}|!=\s*{quoted}|not in [({{\[]\s*{quoted}"
    return any(re.search(pattern, text) for text in _texts(frame))


def placed(block: Block, argument: str, context: Context) -> Block:
    """A block that came from `argument`: one that stands apart from the conversation is a place of its own."""
    if block.marker is None or argument not in context.knowledge.caches.apart:
        return block
    return replace(block, marker=replace(block.marker, place=argument))


# ---- tools ---------------------------------------------------------------------------------------------------------


def on_tools(value: Value, context: Context) -> tuple[tuple[Marker, ...], bool]:
    """The markers on the tools of a list, and whether there may be more."""
    frame = context.frame
    value = access.settle(value, frame, context.node)
    if isinstance(value, (Const, Alt)):
        return (), isinstance(value, Alt)
    if not isinstance(value, Ref) or not isinstance(frame.get(value), ListObject):
        return (), True
    found: list[Marker] = []
    unseen = _tools(items_of(value, frame, context.node)[0], context, (), found)
    return tuple(found), unseen


def _tools(items: Sequence[Elem], context: Context, choices: Choices, found: list[Marker]) -> bool:
    unseen = False
    for elem in items:
        if isinstance(elem, Item):
            value = access.settle(elem.value, context.frame, context.node)
            unseen |= hides(value, context)
            found.extend(_tool(value, context, choices, elem.origin or context.origin()))
        elif isinstance(elem, Branch):
            context.next_choice += 1
            choice = context.next_choice
            for index, option in enumerate(elem.options):
                unseen |= _tools(option, context, (*choices, (choice, index)), found)
        elif isinstance(elem, Loop):
            inner: list[Marker] = []
            unseen |= _tools(elem.body, context, choices, inner)
            found.extend(replace(one, many=True) for one in inner)
        else:
            unseen |= isinstance(elem, Splat)
    return unseen


def _tool(value: Value, context: Context, choices: Choices, origin: Origin) -> Iterator[Marker]:
    frame = context.frame
    obj = frame.get(value) if isinstance(value, Ref) else None
    if not isinstance(obj, DictObject):
        return
    found = marker(obj, "tool", context, choices, origin)
    if found is not None:
        others = [entry for entry in obj.entries if entry.key not in context.knowledge.caches.words]
        is_point = found.word in context.knowledge.caches.points
        yield replace(found, place="point", beside=bool(others)) if is_point else found
    inside = obj.get("function")
    inner = frame.get(inside.value) if inside is not None and isinstance(inside.value, Ref) else None
    if isinstance(inner, DictObject):
        found = marker(inner, "function", context, choices, origin)
        if found is not None:
            yield found


# ---- the request itself --------------------------------------------------------------------------------------------


def controls(
    surface: str,
    arguments: Arguments,
    value_of: Callable[[Slot], Value | None],
    context: Context,
    blocks: Sequence[Block],
    tools: tuple[tuple[Marker, ...], bool],
) -> Controls:
    """What the arguments of a request say to the cache, beside what its blocks do."""
    frame, knowledge = context.frame, context.knowledge
    options: list[Option] = []
    automatic: Marker | None = None
    first, unseen = list(tools[0]), tools[1]
    injected: list[tuple[int, Marker]] = []
    for means, words in knowledge.caches.options(surface):
        for word in words:
            value = value_of(Slot(word, "switch"))
            if value is None or (isinstance(value, Const) and value.value is None):
                continue
            value = access.settle(value, frame, context.node)
            origin = arguments.written(word.partition(".")[0], frame, context.node)
            if means == "marks":
                automatic = _made(value, word.rpartition(".")[2], "request", context, (), origin) or automatic
            elif means == "injects":
                known = _injected(value, context, blocks, origin, first, injected)
                unseen |= not known
            else:
                options.append(_option(means, word, value, origin, context))
                unseen |= means == "options" and hides(value, context)
    body = arguments.named.get("extra_body")
    unseen |= body is not None and hides(body, context)
    return Controls(
        tuple(first), tuple(injected), automatic, tuple(options),
        unseen or bool(arguments.double_star or arguments.star), _mentioned(frame), bool(frame.loops),
        bool(frame.calls),
    )  # fmt: skip


def _option(means: str, word: str, value: Value, origin: Origin, context: Context) -> Option:
    said: str | bool | None = literal(value)
    if isinstance(value, Const) and isinstance(value.value, bool):
        said = value.value
    worst = Segment(CONSTANT, said if isinstance(said, str) else "", "", origin, ZERO)
    if said is None and not isinstance(value, (Const, Ref)):
        dynamic = [one for one in segments(value, context) if one.text is None]
        worst = max(dynamic, key=lambda one: one.taint.rank, default=worst)
        kept = worst.taint.cause is Cause.IDENTITY and not _is_fresh(worst.source, context)
        if worst.taint.level > Volatility.SESSION and (kept or _made_before(worst.origin, context)):
            worst = replace(worst, taint=replace(worst.taint, level=Volatility.SESSION))
    return Option(means, word.rpartition(".")[2], said, worst)


def _is_fresh(source: str, context: Context) -> bool:
    """Whether an identity, as it is written, is one of a single request: a run or a job makes many of them."""
    word = re.sub(r"\W+$", "", source).rpartition(".")[2].rpartition("[")[2].strip("\"'")
    return any(word.endswith(ending) for ending in context.knowledge.caches.fresh)


def _injected(
    value: Value, context: Context, blocks: Sequence[Block], origin: Origin, first: list[Marker],
    found: list[tuple[int, Marker]],
) -> bool:  # fmt: skip
    """Markers that a library puts in, told by role or number; False if not all of them are known."""
    frame = context.frame
    obj = frame.get(value) if isinstance(value, Ref) else None
    if not isinstance(obj, ListObject):
        return False
    known = True
    for elem in obj.items:
        point = frame.get(elem.value) if isinstance(elem, Item) and isinstance(elem.value, Ref) else None
        if not isinstance(point, DictObject):
            known = False
            continue
        control = point.get("control")
        made = control.value if control is not None else Const(True)
        one = _made(made, "cache_control", "injected", context, (), point.origin or origin)
        if one is None:
            continue
        if _text(point.get("location")) == "tool_config":
            first.append(one)
            continue
        ends = _ends(point, blocks)
        known &= bool(ends)
        found.extend((end, one) for end in ends)
    return known


def _ends(point: DictObject, blocks: Sequence[Block]) -> list[int]:
    """How many blocks the injected markers of a point close."""
    index, role = point.get("index"), _text(point.get("role"))
    if index is not None and isinstance(index.value, Const) and isinstance(index.value.value, int):
        number = index.value.value
        return [len(blocks)] if number == -1 else [1] if number == 0 and blocks else []
    of_role = [end for end, block in enumerate(blocks, 1) if block.role == role and role is not None]
    return of_role[-1:]


def _text(entry: Entry | None) -> str | None:
    return literal(entry.value) if entry is not None else None


# ---- what stands around --------------------------------------------------------------------------------------------


def _mentioned(frame: Frame) -> bool:
    """Whether the file that sends, or the one whose functions are the entry points, speaks of markers anywhere."""
    words = frame.engine.knowledge.caches.mentions
    return any(word in text for text in _texts(frame) for word in words)


def _texts(frame: Frame) -> list[str]:
    """The files in which a request is built, as far as that can be told: where it is sent, and where the entry is."""
    engine = frame.engine
    units = (frame.unit, engine.units.get(engine.main, frame.unit))
    return [unit.tree.text for unit in dict.fromkeys(units)]


def _made_before(origin: Origin, context: Context) -> bool:
    """Whether what stands at `origin` was made in front of a loop in which the request is sent, so that it stays the same
    in all its turns."""
    made = origin.node
    if not isinstance(made, cst.CSTNode) or not context.frame.loops:
        return False
    for sent in (*context.frame.calls, context.node):
        for unit in context.frame.engine.units.values():
            for home in _homes(unit.index.functions, sent):
                if contains(home, made):
                    return any(contains(loop, sent) and not contains(loop, made) for loop in _loops(home))
    unit = context.frame.unit
    if isinstance(unit.tree.module, cst.Module) and origin.path == unit.path and context.frame.function is None:
        return any(contains(loop, context.node) and not contains(loop, made) for loop in _loops(unit.tree.module))
    return False


def _homes(functions: object, node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """The function that `node` stands in."""
    assert isinstance(functions, dict)
    around = [one for one in functions if isinstance(one, cst.FunctionDef) and contains(one, node)]
    if around:
        yield min(around, key=lambda one: sum(1 for other in around if contains(one, other)))


def _loops(home: cst.CSTNode) -> Iterator[cst.CSTNode]:
    todo = [home]
    while todo:
        one = todo.pop()
        if isinstance(one, (cst.For, cst.While)):
            yield one
        todo.extend(children(one))
