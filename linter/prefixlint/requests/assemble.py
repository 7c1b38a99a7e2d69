"""From values to blocks: messages, content parts, tools and images in wire order.

Knows: roles, content parts, markers, how a text becomes segments. Must not know: rules, output, how values came about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import libcst as cst

from prefixlint.flow import access
from prefixlint.flow.engine import Frame
from prefixlint.flow.texts import as_text, items_of
from prefixlint.flow.values import (
    Alt,
    Branch,
    Cat,
    Const,
    DictObject,
    Elem,
    Hole,
    Instance,
    Item,
    ListObject,
    Lit,
    Loop,
    Origin,
    Ref,
    Rep,
    Splat,
    Value,
    holes,
    is_text,
    literal,
)
from prefixlint.flow.volatility import CONSTANT, Cause, Confidence, Taint, Volatility, join
from prefixlint.knowledge.load import Knowledge
from prefixlint.requests.model import Block, BlockKind, Hop, Image, Segment
from prefixlint.syntax.document import Span
from prefixlint.tokens import UNKNOWN_SIZE, ZERO, size_of

TURNS = Taint(Volatility.SESSION, Confidence.LIKELY, Cause.HISTORY)
LOOPED = Taint(Volatility.REQUEST, Confidence.LIKELY, Cause.REQUEST_DATA)
MAX_SEGMENTS = 2_000  # segments of one request; what lies behind is not looked at
_MARKERS = ("cache_control", "cachePoint", "prompt_cache_breakpoint")

Choices = tuple[tuple[int, int], ...]


@dataclass
class Context:
    """What the assembly of one request shares."""

    frame: Frame
    knowledge: Knowledge
    node: cst.CSTNode
    images: list[Image] = field(default_factory=list)
    used: set[int] = field(default_factory=set)  # heap objects that became part of the request
    count: int = 0
    next_choice: int = 0

    def origin(self) -> Origin:
        """Where the request stands."""
        return self.frame.origin(self.node)


# ---- texts to segments ---------------------------------------------------------------------------------------------


def segments(
    value: Value, context: Context, choices: Choices = (), loops: tuple[int, ...] = (), main: bool = True
) -> list[Segment]:
    """The segments of a text, in order."""
    out: list[Segment] = []
    _flatten(value, context, choices, loops, main, out)
    return out


def _flatten(
    value: Value, context: Context, choices: Choices, loops: tuple[int, ...], main: bool, out: list[Segment]
) -> None:
    context.count += 1
    if context.count > MAX_SEGMENTS:
        return
    if isinstance(value, Lit):
        origin = value.origin or context.origin()
        out.append(Segment(CONSTANT, value.text, "", origin, size_of(value.text), (), choices, main, loops))
    elif isinstance(value, Cat):
        for part in value.parts:
            _flatten(part, context, choices, loops, main, out)
    elif isinstance(value, Hole):
        out.append(_hole(value, context, choices, loops, main))
    elif isinstance(value, Alt):
        context.next_choice += 1
        choice = context.next_choice
        value = _given_or_made_up(value)
        sizes = [_static_estimate(option) for option in value.options]
        largest = sizes.index(max(sizes)) if sizes else 0
        for index, option in enumerate(value.options):
            _flatten(option, context, (*choices, (choice, index)), loops, main and index == largest, out)
    elif isinstance(value, Rep):
        context.next_choice += 1
        inner = (*loops, context.next_choice)
        if value.order.level > Volatility.CONSTANT:
            origin = value.origin or context.origin()
            out.append(
                Segment(
                    value.order, None, source_of(origin, "", context), origin, UNKNOWN_SIZE, (), choices, main, inner
                )
            )
        _flatten(value.body, context, choices, inner, main, out)
    elif isinstance(value, Ref):
        # An object where text should stand: whatever becomes of it, its parts are not text in this order.
        origin = context.origin()
        taint = Taint(Volatility.REQUEST, Confidence.POSSIBLE, Cause.UNKNOWN)
        out.append(Segment(taint, None, source_of(origin, "", context), origin, UNKNOWN_SIZE, (), choices, main, loops))
    else:
        text = as_text(access.settle(value, context.frame, context.node), context.frame, context.node)
        if isinstance(text, (Lit, Cat, Alt, Rep, Hole)):
            _flatten(text, context, choices, loops, main, out)


def _given_or_made_up(value: Alt) -> Alt:
    """`given or uuid4()`: what is made up only where nothing is given is most often not sent."""
    if not any(isinstance(option, Hole) and not option.taint.believed() for option in value.options):
        return value
    options = tuple(
        Hole(Taint(one.taint.level, Confidence.POSSIBLE, one.taint.cause), one.origin, one.source, one.shape)
        if isinstance(one, Hole) and one.taint.cause is Cause.RANDOM
        else one
        for one in value.options
    )
    return Alt(options, value.taint, value.origin)


def _hole(value: Hole, context: Context, choices: Choices, loops: tuple[int, ...], main: bool) -> Segment:
    taint = value.taint
    if value.loop and value.loop in context.frame.loops and not taint.believed() and taint.cause is Cause.UNKNOWN:
        taint = LOOPED
    if value.origin is None and taint.believed():  # a value without a place is what was left of many
        taint = Taint(taint.level, Confidence.POSSIBLE, taint.cause)
    origin = value.origin or context.origin()
    hops = tuple(Hop(where, message) for where, message in value.steps)
    return Segment(
        taint, None, source_of(origin, value.source, context), origin, UNKNOWN_SIZE, hops, choices, main, loops
    )


def source_of(origin: Origin, fallback: str, context: Context) -> str:
    """The expression at `origin` as its author wrote it, shortened for a message."""
    unit = context.frame.engine.units.get(origin.path, context.frame.unit)
    home = origin.node.document if isinstance(origin.node, Span) else unit.tree
    return home.code(origin.node) or fallback


def _static_estimate(value: Value) -> int:
    if isinstance(value, Lit):
        return len(value.text)
    if isinstance(value, (Cat, Alt)):
        inner = [_static_estimate(part) for part in (value.parts if isinstance(value, Cat) else value.options)]
        return sum(inner) if isinstance(value, Cat) else max(inner, default=0)
    return _static_estimate(value.body) if isinstance(value, Rep) else 0


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
        return obj.cls is None and obj.get("role") is not None and obj.get("content") is not None
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
    out: list[Block] = []
    if order.level > Volatility.CONSTANT and order.believed():
        out.append(_order_block(order, context.origin(), context, ()))
    for elem in items:
        _element(elem, context, (), True, out)
    return _heads(out)


def _heads(blocks: list[Block]) -> list[Block]:
    """System messages behind the first other message stand in the conversation, not at the head."""
    out: list[Block] = []
    head = True
    for block in blocks:
        if block.kind is BlockKind.SYSTEM and not head:
            out.append(Block(BlockKind.MESSAGE, block.role, block.segments, block.origin, block.marker))
            continue
        if block.kind is not BlockKind.SYSTEM:
            head = False
        out.append(block)
    return out


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
        if fixed or elem.order.level > Volatility.CONSTANT:
            out.extend(inner_blocks)
        else:
            segment = Segment(TURNS, None, source_of(origin, "", context), origin, UNKNOWN_SIZE, (), choices, main)
            out.append(Block(BlockKind.HISTORY, None, (segment,), origin))


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
    marker: Origin | None = None
    if isinstance(obj, DictObject):
        role_entry, content_entry = obj.get("role"), obj.get("content") or obj.get("parts") or obj.get("text")
        role = literal(role_entry.value) if role_entry is not None else None
        content = content_entry.value if content_entry is not None else None
        marker = _marker(obj, origin)
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
    return list(_content(content, kind, role, context, choices, main, origin, marker))


def _content(
    content: Value,
    kind: BlockKind,
    role: str | None,
    context: Context,
    choices: Choices,
    main: bool,
    origin: Origin,
    marker: Origin | None,
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
            out.append(Block(kind, role, block.segments, block.origin, block.marker))
        elif isinstance(elem, Splat):
            out.append(
                Block(kind, role, tuple(segments(elem.value, context, choices, (), main)), elem.origin or origin)
            )
        elif isinstance(elem, Loop):
            _parts(elem.body, context, kind, role, choices, main, origin, out)
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
    marker = _marker(obj, origin)
    kind_entry = obj.get("type")
    row = context.knowledge.parts.get(literal(kind_entry.value) or "") if kind_entry is not None else None
    if row is not None and "image" in row:
        segment = _image(obj, row["image"], row.get("detail"), context, choices, main, origin)
        return Block(BlockKind.MESSAGE, role, (segment,), origin, marker)
    text = obj.get(row["text"]) if row is not None and "text" in row else obj.get("text") or obj.get("content")
    if text is None:
        return Block(BlockKind.MESSAGE, role, (), origin, marker)
    inner = text.value
    nested = frame.get(inner) if isinstance(inner, Ref) else None
    if isinstance(nested, ListObject):
        blocks: list[Block] = []
        _parts(nested.items, context, BlockKind.MESSAGE, role, choices, main, origin, blocks)
        return Block(BlockKind.MESSAGE, role, tuple(s for block in blocks for s in block.segments), origin, marker)
    return Block(BlockKind.MESSAGE, role, tuple(segments(inner, context, choices, (), main)), origin, marker)


def _marker(obj: DictObject, origin: Origin) -> Origin | None:
    for key in _MARKERS:
        entry = obj.get(key)
        if entry is not None and not (isinstance(entry.value, Const) and entry.value.value is None):
            return obj.origin or origin
    return None


# ---- images and tools ----------------------------------------------------------------------------------------------


def _path(obj: DictObject, path: str, context: Context) -> Value | None:
    """The value at `a.b` inside nested dicts."""
    entry = None
    current: DictObject | None = obj
    for key in path.split("."):
        if current is None:
            return None
        entry = current.get(key)
        if entry is None:
            return None
        inner = context.frame.get(entry.value) if isinstance(entry.value, Ref) else None
        current = inner if isinstance(inner, DictObject) else None
    return entry.value if entry is not None else None


def _image(
    obj: DictObject, image: str, detail: str | None, context: Context, choices: Choices, main: bool, origin: Origin
) -> Segment:
    """An image as a segment, noted for the rules about images. `image_url` may be a dict or the URL itself."""
    where = _path(obj, image, context)
    head = image.partition(".")[0]
    if where is None:
        where = _path(obj, head, context)
    taint = context.frame.deep_taint(where) if where is not None else CONSTANT
    known = literal(where) if where is not None else None
    nodes = [hole.origin.node for hole in holes(where) if hole.origin] if where is not None else []
    identity = known if known is not None else " ".join(context.frame.unit.tree.code(node) for node in nodes)
    if detail is not None:
        value = _path(obj, detail, context)
        context.images.append(replace(_noted(value, identity, context, origin), choices=choices))
    return Segment(
        taint,
        known if known is not None else None,
        source_of(origin, "image", context),
        origin,
        UNKNOWN_SIZE,
        (),
        choices,
        main,
    )


def _noted(value: Value | None, identity: str, context: Context, origin: Origin) -> Image:
    if value is None:
        return Image(origin, identity, "auto", None, written=False)
    known = literal(value)
    if known is not None:
        return Image(origin, identity, known)
    taint = context.frame.deep_taint(value)
    if isinstance(value, Alt):
        taint = join(taint, value.taint)
    node = value.origin if isinstance(value, (Hole, Alt)) and value.origin else origin
    segment = Segment(taint, None, source_of(node, "detail", context), node, ZERO)
    return Image(origin, identity, None, segment)
