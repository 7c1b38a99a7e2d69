"""From values to blocks: messages and content parts in wire order.

Knows: roles, content parts, markers. Must not know: rules, output, how values came about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import libcst as cst

from prefixlint.flow import access
from prefixlint.flow.engine import MAX_DEEP, Frame
from prefixlint.flow.texts import items_of
from prefixlint.flow.values import (
    Alt,
    Branch,
    Const,
    DictObject,
    Elem,
    Hole,
    Instance,
    Item,
    ListObject,
    Loop,
    Origin,
    Ref,
    Splat,
    Value,
    is_text,
    literal,
)
from prefixlint.flow.volatility import Cause, Taint, Volatility
from prefixlint.knowledge.load import Knowledge
from prefixlint.requests import markers
from prefixlint.requests.history import edited
from prefixlint.requests.images import image_segment
from prefixlint.requests.model import ANSWERS, Block, BlockKind, Marker, Segment
from prefixlint.requests.segments import MAX_SEGMENTS, TURNS, Choices, Context, segments, source_of
from prefixlint.syntax.walk import children
from prefixlint.tokens import UNKNOWN_SIZE

# ---- messages ------------------------------------------------------------------------------------------------------


def is_message(value: Value, frame: Frame, knowledge: Knowledge) -> bool:
    """Whether a value is certainly a message: a role/content dict or an object of a message class."""
    obj = frame.get(value) if isinstance(value, Ref) else None
    if isinstance(obj, DictObject):
        role = obj.get("role")
        return role is not None and (obj.get("content") is not None or obj.get("parts") is not None)
    if isinstance(obj, Instance):
        if obj.name.startswith("message:"):
            return True
        if obj.name.partition(".")[0] in knowledge.strangers:
            return False
        return obj.get("role") is not None and obj.get("content") is not None
    if isinstance(obj, ListObject) and obj.kind == "tuple" and len(obj.items) == 2:
        first = obj.items[0]
        role_text = literal(first.value) if isinstance(first, Item) else None
        return role_text is not None and role_text in knowledge.roles
    return False


def has_messages(value: Value, frame: Frame, knowledge: Knowledge) -> bool:
    """Whether a value is a list with at least one certain message in it."""
    obj = frame.get(value) if isinstance(value, Ref) else None
    if not isinstance(obj, ListObject) or is_message(value, frame, knowledge):
        return False
    inside = list(_values(obj.items))
    if any(_other_pair(one, frame, knowledge) for one in inside):
        return False
    return any(is_message(one, frame, knowledge) for one in inside)


def _other_pair(value: Value, frame: Frame, knowledge: Knowledge) -> bool:
    """Whether a value is a pair whose first half is a word, but no role: an item of a dict, not a message."""
    obj = frame.get(value) if isinstance(value, Ref) else None
    if not isinstance(obj, ListObject) or obj.kind != "tuple" or len(obj.items) != 2:
        return False
    word = literal(obj.items[0].value) if isinstance(obj.items[0], Item) else None
    return word is not None and word not in knowledge.roles


def _values(items: Sequence[Elem]) -> Iterator[Value]:
    for elem in items:
        if isinstance(elem, Item):
            yield elem.value
        elif isinstance(elem, Loop):
            yield from _values(elem.body)
        elif isinstance(elem, Branch):
            for option in elem.options:
                yield from _values(option)


def messages(value: Value, context: Context) -> list[Block]:
    """The blocks of a message list, or of a text that stands for one user message."""
    frame = context.frame
    value = access.settle(value, frame, context.node)
    if is_text(value):
        return [Block(BlockKind.MESSAGE, "user", tuple(segments(value, context)), context.origin())]
    if isinstance(value, Ref) and is_message(value, frame, context.knowledge):
        return message(value, context, (), True)
    if isinstance(value, Ref):
        context.used.add(value.id)
    items, order = items_of(value, frame, context.node)
    obj = frame.get(value) if isinstance(value, Ref) else None
    out: list[Block] = []
    if order.level > Volatility.CONSTANT and order.believed():
        out.append(_order_block(order, context.origin(), context, ()))
    settled = obj.settled if isinstance(obj, ListObject) and not obj.edits else 0
    for index, elem in enumerate(items):
        start = len(out)
        _element(elem, context, (), True, out)
        if index < settled:
            out[start:] = [replace(block, settled=True) for block in out[start:]]
        elif settled:
            out[start:] = [replace(block, grown=block.kind is BlockKind.HISTORY) for block in out[start:]]
    return edited(_heads(out), value, context)


def _heads(blocks: list[Block]) -> list[Block]:
    """System messages behind the first other message stand in the conversation, not at the head."""
    out: list[Block] = []
    head = True
    # What an object keeps may have begun with a system text in another method.
    kept = any(block.kind is BlockKind.HISTORY and _is_kept(block) for block in blocks)
    for block in blocks:
        if block.kind is BlockKind.SYSTEM and not head:
            out.append(replace(block, kind=BlockKind.MESSAGE, late=not kept))
            continue
        if block.kind is not BlockKind.SYSTEM:
            head = False
        out.append(block)
    return out


def _is_kept(block: Block) -> bool:
    """Whether earlier turns are read from an attribute."""
    todo: list[object] = [segment.origin.node for segment in block.segments[:1]]
    while todo:
        node = todo.pop()
        if isinstance(node, cst.Attribute):
            return True
        if isinstance(node, cst.CSTNode):
            todo.extend(children(node))
    return False


def _order_block(order: Taint, origin: Origin, context: Context, choices: Choices) -> Block:
    segment = Segment(order, None, source_of(origin, "", context), origin, UNKNOWN_SIZE, (), choices)
    return Block(BlockKind.MESSAGE, None, (segment,), origin)


def _element(elem: Elem, context: Context, choices: Choices, main: bool, out: list[Block]) -> None:
    if len(out) > MAX_SEGMENTS:
        return
    if isinstance(elem, Item):
        out.extend(message(elem.value, context, choices, main, elem.origin))
    elif isinstance(elem, Splat):
        out.append(history(elem.value, elem.origin or context.origin(), context, choices))
    elif isinstance(elem, Branch):
        context.next_choice += 1
        choice = context.next_choice
        for index, option in enumerate(elem.options):
            for inner in option:
                _element(inner, context, (*choices, (choice, index)), main and index == len(elem.options) - 1, out)
    elif isinstance(elem, Loop):
        inner_blocks: list[Block] = []
        for inner in elem.body:
            _element(inner, context, choices, main, inner_blocks)
        fixed = all(segment.stable for block in inner_blocks for segment in block.segments)
        origin = elem.origin or context.origin()
        if elem.order.level > Volatility.CONSTANT:
            out.append(_order_block(elem.order, origin, context, choices))
        if fixed or elem.order.level > Volatility.CONSTANT or any(map(_is_scripted, inner_blocks)):
            out.extend(replace(block, marker=markers.turned((block,), context)) for block in inner_blocks)
        else:
            out.extend(
                block for block in inner_blocks if any(one.taint.cause is Cause.EXPIRING_URL for one in block.segments)
            )
            segment = Segment(TURNS, None, source_of(origin, "", context), origin, UNKNOWN_SIZE, (), choices, main)
            unseen = any(block.open for block in inner_blocks)
            marker = markers.turned(inner_blocks, context)
            out.append(Block(BlockKind.HISTORY, None, (segment,), origin, marker, open=unseen))


def _is_scripted(block: Block) -> bool:
    """Whether a model's answer is written by the program: no conversation has the same one in all its turns."""
    words = (segment.text for segment in block.segments if segment.static and segment.text is not None)
    return block.role in ANSWERS and any(any(map(str.isalpha, text)) for text in words)


def history(value: Value, origin: Origin, context: Context, choices: Choices = ()) -> Block:
    """A run of messages that are not known one by one: earlier turns, which only grow."""
    taint = context.frame.deep_taint(value)
    if taint.level <= Volatility.DEPLOY and taint.believed():  # examples, fixed messages
        kind, seen = BlockKind.MESSAGE, taint
    else:
        kind, seen = BlockKind.HISTORY, TURNS
    segment = Segment(seen, None, source_of(origin, "", context), origin, UNKNOWN_SIZE, (), choices)
    return Block(kind, None, (segment,), origin)


def message(value: Value, context: Context, choices: Choices, main: bool, origin: Origin | None = None) -> list[Block]:
    """The blocks of one message: one for a plain text, one for each content part."""
    frame = context.frame
    value = access.settle(value, frame, context.node)
    origin = origin or context.origin()
    obj = frame.get(value) if isinstance(value, Ref) else None
    if isinstance(value, Ref):
        context.used.add(value.id)
    role: str | None = None
    content: Value | None = None
    marker: Marker | None = None
    if isinstance(obj, DictObject):
        role_entry, content_entry = obj.get("role"), obj.get("content") or obj.get("parts") or obj.get("text")
        role = literal(role_entry.value) if role_entry is not None else None
        content = content_entry.value if content_entry is not None else None
        marker = markers.marker(obj, "message", context, choices, origin)
        origin = obj.origin or origin
        if content is None and role_entry is None:
            return [part_block(value, context, role, choices, main, origin)]
    elif isinstance(obj, Instance):
        found = obj.get("role")
        role = (
            literal(found)
            if found is not None
            else obj.name.removeprefix("message:")
            if obj.name.startswith("message:")
            else None
        )
        content = obj.get("content")
        origin = obj.origin or origin
    elif isinstance(obj, ListObject) and obj.kind == "tuple" and len(obj.items) == 2:
        first, second = obj.items
        if isinstance(first, Item) and isinstance(second, Item):
            role, content = literal(first.value), second.value
    elif is_text(value):
        content = value
    elif isinstance(value, Alt):
        out: list[Block] = []
        context.next_choice += 1
        choice = context.next_choice
        for index, option in enumerate(value.options):
            if not (isinstance(option, Const) and option.value is None):
                out.extend(message(option, context, (*choices, (choice, index)), main and index == 0, origin))
        return out
    elif isinstance(value, Hole):
        if value.shape in ("history", "message") or value.taint.cause is Cause.HISTORY:
            return [history(value, value.origin or origin, context, choices)]
        return [Block(BlockKind.MESSAGE, None, tuple(segments(value, context, choices, (), main)), origin)]
    kind = BlockKind.SYSTEM if role in context.knowledge.system_roles else BlockKind.MESSAGE
    if content is None:
        return [Block(kind, role, (), origin, marker)]
    blocks = list(_content(content, kind, role, context, choices, main, origin, marker))
    if isinstance(obj, DictObject) and obj.rest:  # what it was made from may bring a marker along
        blocks = [replace(block, open=True) for block in blocks]
    return blocks


def _content(
    content: Value,
    kind: BlockKind,
    role: str | None,
    context: Context,
    choices: Choices,
    main: bool,
    origin: Origin,
    marker: Marker | None,
) -> Iterator[Block]:
    """The blocks of a message's content: a text, or a list of parts."""
    frame = context.frame
    content = access.settle(content, frame, context.node)
    obj = frame.get(content) if isinstance(content, Ref) else None
    if not isinstance(obj, ListObject):
        yield Block(kind, role, tuple(segments(content, context, choices, (), main)), origin, marker)
        return
    parts: list[Block] = []
    _parts(obj.items, context, kind, role, choices, main, origin, parts)
    if obj.order.level > Volatility.CONSTANT:
        yield _order_block(obj.order, obj.origin or origin, context, choices)
    if parts and marker is not None and parts[-1].marker is None:
        parts[-1] = replace(parts[-1], marker=marker)
    yield from parts or [Block(kind, role, (), origin, marker)]


def _parts(
    items: Sequence[Elem],
    context: Context,
    kind: BlockKind,
    role: str | None,
    choices: Choices,
    main: bool,
    origin: Origin,
    out: list[Block],
) -> None:
    for elem in items:
        if isinstance(elem, Item):
            block = part_block(elem.value, context, role, choices, main, elem.origin or origin)
            out.append(replace(block, kind=kind, role=role, open=markers.hides(elem.value, context)))
        elif isinstance(elem, Splat):
            inner = tuple(segments(elem.value, context, choices, (), main))
            out.append(Block(kind, role, inner, elem.origin or origin, open=True))
        elif isinstance(elem, Loop):
            turns: list[Block] = []
            _parts(elem.body, context, kind, role, choices, main, origin, turns)
            out.extend(replace(one, marker=markers.turned((one,), context)) for one in turns)
        elif isinstance(elem, Branch):
            context.next_choice += 1
            choice = context.next_choice
            for index, option in enumerate(elem.options):
                last = index == len(elem.options) - 1
                _parts(option, context, kind, role, (*choices, (choice, index)), main and last, origin, out)


def system_parts(items: Sequence[Elem], context: Context, out: list[Block]) -> None:
    """The blocks of a system argument given as a list of parts."""
    _parts(items, context, BlockKind.SYSTEM, "system", (), True, context.origin(), out)


def part_block(value: Value, context: Context, role: str | None, choices: Choices, main: bool, origin: Origin) -> Block:
    """One content part: its text, or an image."""
    frame = context.frame
    value = access.settle(value, frame, context.node)
    obj = frame.get(value) if isinstance(value, Ref) else None
    if not isinstance(obj, DictObject):
        return Block(BlockKind.MESSAGE, role, tuple(segments(value, context, choices, (), main)), origin)
    marker = markers.on_part(obj, context, choices, origin)
    kind_entry = obj.get("type")
    row = context.knowledge.surfaces.parts.get(literal(kind_entry.value) or "") if kind_entry is not None else None
    if row is not None and "image" in row:
        segment = image_segment(obj, row["image"], row.get("detail"), context, choices, main, origin)
        return Block(BlockKind.MESSAGE, role, (segment,), origin, marker)
    text = obj.get(row["text"]) if row is not None and "text" in row else obj.get("text") or obj.get("content")
    if text is None:
        return Block(BlockKind.MESSAGE, role, (), origin, marker)
    inner = text.value
    nested = frame.get(inner) if isinstance(inner, Ref) else None
    if isinstance(nested, ListObject):
        if context.depth >= MAX_DEEP:  # a part that holds itself
            return Block(BlockKind.MESSAGE, role, (), origin, marker)
        blocks: list[Block] = []
        context.depth += 1
        _parts(nested.items, context, BlockKind.MESSAGE, role, choices, main, origin, blocks)
        context.depth -= 1
        marker = marker or next((block.marker for block in reversed(blocks) if block.marker is not None), None)
        return Block(BlockKind.MESSAGE, role, tuple(s for block in blocks for s in block.segments), origin, marker)
    return Block(BlockKind.MESSAGE, role, tuple(segments(inner, context, choices, (), main)), origin, marker)
