"""What was done to the conversation of a request before it is sent, or will be before the next one is.

Knows: edits of lists (of the flow engine), which blocks are earlier turns. Must not know: rules, output, SDK names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import libcst as cst

from prefixlint.flow import history
from prefixlint.flow.engine import Engine
from prefixlint.flow.values import (
    Alt,
    Cat,
    Const,
    DictObject,
    Edit,
    Hole,
    Instance,
    Lit,
    Origin,
    Ref,
    Rep,
    Value,
    holes,
    literal,
)
from prefixlint.flow.volatility import Volatility
from prefixlint.requests.model import Block, BlockKind, Edited, Request, Segment
from prefixlint.requests.segments import TURNS, Context
from prefixlint.syntax.document import Span
from prefixlint.tokens import UNKNOWN_SIZE

_TEXTS = frozenset({"content", "parts", "text", "tool_calls", "output", "arguments"})


def edited(blocks: list[Block], value: Value, context: Context) -> list[Block]:
    """`blocks` of a list of messages, with what was done to it said of the earlier turns."""
    edits = history.edits_of(value, context.frame)
    if not edits:
        return blocks
    loops = context.frame.loops
    known = tuple(
        _edited(edit, context)
        for edit in edits
        if edit.kind == "window" or (edit.lasting and (not edit.loop or edit.loop in loops) and _is_text(edit))
    )
    return [replace(block, edits=known) if block.kind is BlockKind.HISTORY else block for block in blocks]


def _is_text(edit: Edit) -> bool:
    """Whether what is written anew in older turns is their text, and not a marker or a note about them."""
    node = edit.origin.node
    part = node.slice[0].slice if edit.kind == "rewrite" and isinstance(node, cst.Subscript) else None
    key = part.value if isinstance(part, cst.Index) else None
    return not isinstance(key, cst.SimpleString) or key.raw_value in _TEXTS


def _edited(edit: Edit, context: Context) -> Edited:
    role, text = _message(edit.value, context) if edit.value is not None else (None, None)
    grows = text is not None and _varies(text)
    return Edited(
        edit.kind, edit.origin, shown(edit, context.frame.engine), edit.size, edit.rare,
        role in context.knowledge.system_roles, grows,
    )  # fmt: skip


def shown(edit: Edit, engine: Engine) -> str:
    """The edit as its author wrote it, shortened for a message."""
    unit = engine.units.get(edit.origin.path)
    home = edit.origin.node.document if isinstance(edit.origin.node, Span) else unit.tree if unit is not None else None
    return home.code(edit.origin.node) if home is not None else edit.source


def _message(value: Value, context: Context) -> tuple[str | None, Value | None]:
    """Role and content of a message; a text is the content of a message that stays what it was."""
    obj = context.frame.get(value) if isinstance(value, Ref) else None
    if isinstance(obj, DictObject):
        role, content = obj.get("role"), obj.get("content")
        return literal(role.value) if role is not None else None, content.value if content is not None else None
    if isinstance(obj, Instance):
        said = obj.get("role")
        role_text = literal(said) if said is not None else obj.name.removeprefix("message:")
        return role_text, obj.get("content")
    return None, value if isinstance(value, (Lit, Cat, Alt, Rep, Hole)) else None


def _varies(text: Value) -> bool:
    """Whether a text is believed to be another one in the next turn."""
    return any(hole.taint.believed() and hole.taint.level >= Volatility.REQUEST for hole in holes(text))


def kept_window(origin: Origin, source: str, size: Value | None, context: Context) -> Block:
    """Earlier turns of which an object of a library keeps the newest only."""
    known = size.value if isinstance(size, Const) and isinstance(size.value, int) else None
    segment = Segment(TURNS, None, source, origin, UNKNOWN_SIZE)
    return Block(BlockKind.HISTORY, None, (segment,), origin, edits=(Edited("window", origin, source, known),))


def with_later(request: Request, edits: Mapping[tuple[str, str], Iterable[Edit]], engine: Engine) -> Request:
    """`request` with what methods do, after it was sent, to the attribute that holds its conversation."""
    if not edits:
        return request
    blocks = tuple(_later(block, edits, engine) for block in request.blocks)
    return request if blocks == request.blocks else replace(request, blocks=blocks)


def _later(block: Block, edits: Mapping[tuple[str, str], Iterable[Edit]], engine: Engine) -> Block:
    if block.kind is not BlockKind.HISTORY or block.assumed:
        return block
    words = {
        (segment.origin.path, segment.origin.node.attr.value)
        for segment in block.segments
        if isinstance(segment.origin.node, cst.Attribute)
    }
    seen = {edit.origin for edit in block.edits}
    more = [
        Edited(edit.kind, edit.origin, shown(edit, engine), edit.size, edit.rare)
        for word in words
        for edit in edits.get(word, ())
        if edit.origin not in seen and edit.kind in ("window", "drop")
    ]
    return replace(block, edits=(*block.edits, *more)) if more else block
