"""The tool list of a request: what its order and its members depend on, and what each tool says.

Knows: lists, loops and branches of abstract values. Must not know: rules, SDK names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from prefixlint.flow import access
from prefixlint.flow.texts import items_of
from prefixlint.flow.values import (
    Alt,
    Branch,
    Const,
    DictObject,
    Elem,
    Hole,
    Item,
    ListObject,
    Loop,
    Origin,
    Ref,
    Splat,
    Value,
    literal,
)
from prefixlint.flow.volatility import Cause, Taint, Volatility
from prefixlint.knowledge.tools import tools as table
from prefixlint.requests.definitions import Definition
from prefixlint.requests.model import Block, BlockKind, Segment, Tool, ToolSet
from prefixlint.requests.segments import Choices, Context, source_of
from prefixlint.tokens import ZERO


def tool_set(value: Value, context: Context) -> ToolSet | None:
    """What order and members of a tool list depend on, and what is known of the tools."""
    frame = context.frame
    value = access.settle(value, frame, context.node)
    if isinstance(value, Const):
        return None
    items, order = items_of(value, frame, context.node)
    origin = context.origin()
    obj = frame.get(value) if isinstance(value, Ref) else None
    if isinstance(obj, ListObject) and obj.origin is not None:
        origin = obj.origin
    elif isinstance(value, (Hole, Alt)) and value.origin is not None:
        origin = value.origin
    orders, members = [(order, origin)], []
    runs = [items]
    if isinstance(value, Alt):
        if any(_holds_tools(option, context) for option in value.options):
            members.append((value.taint, origin))
        elif len(items) == 1 and isinstance(items[0], Branch):
            runs = list(items[0].options)  # a list that is merely passed on, or not, is somebody else's choice
    for run in runs:
        _tool_taints(run, origin, orders, members)
    worst = max(orders, key=lambda pair: pair[0].rank)
    member = max(members, key=lambda pair: pair[0].rank, default=None)
    ordered = worst if worst[0].level > Volatility.CONSTANT and worst[0].cause is not Cause.NONE else None
    varied = member if member is not None and member[0].level >= Volatility.USER else None
    return ToolSet(
        origin,
        _depends(ordered, context),
        _depends(varied, context),
        tuple(_tools(items, context, origin, (), True)),
        not isinstance(value, Alt) and all(isinstance(elem, Item) for elem in items),
        _is_optional(value, items),
    )


def blocks(tools: ToolSet) -> Iterator[Block]:
    """A block for each tool of which something is known."""
    for tool in tools.tools:
        if tool.parts:
            yield Block(
                BlockKind.TOOLS, None, tuple(segment for _, segment in tool.parts), tool.origin
            )  # fmt: skip


def joined(first: ToolSet | None, second: ToolSet | None) -> ToolSet | None:
    """The tools of two arguments, one list behind the other."""
    if first is None or second is None:
        return first or second
    return replace(
        second,
        order=second.order or first.order,
        membership=second.membership or first.membership,
        tools=first.tools + second.tools,
        closed=first.closed and second.closed,
    )


def fitted(tools: ToolSet | None, provider: str | None, api: str) -> ToolSet | None:
    """The tools with what this provider offers instead of another list."""
    device = table().device(provider, api)
    return replace(tools, subset=device.subset, late=device.late, off=device.off) if tools is not None else None


def _holds_tools(value: Value, context: Context) -> bool:
    """Whether a list has members whatever happens: one that may be empty is left out where it is."""
    obj = context.frame.get(value) if isinstance(value, Ref) else None
    return isinstance(obj, ListObject) and any(isinstance(elem, Item) for elem in obj.items)


def _is_optional(value: Value, items: Sequence[Elem]) -> bool:
    """Whether the list is sent or left out, but never in part."""
    if isinstance(value, Alt):
        known = [one for one in value.options if not (isinstance(one, Const) and one.value is None)]
        return len(known) == 1 < len(value.options)
    only = items[0] if len(items) == 1 else None
    return isinstance(only, Branch) and len(only.options) == 2 and () in only.options


def _tools(items: Sequence[Elem], context: Context, origin: Origin, choices: Choices, main: bool) -> Iterator[Tool]:
    for elem in items:
        if isinstance(elem, Item):
            yield _tool(elem.value, elem.origin or origin, context, choices, main)
        elif isinstance(elem, Loop):
            yield from _tools(elem.body, context, elem.origin or origin, choices, main)
        elif isinstance(elem, Branch):
            context.next_choice += 1
            choice = context.next_choice
            for index, option in enumerate(elem.options):
                last = main and index == len(elem.options) - 1
                yield from _tools(option, context, origin, (*choices, (choice, index)), last)


def _tool(value: Value, origin: Origin, context: Context, choices: Choices, main: bool) -> Tool:
    definition = Definition(context)
    definition.add(value, "", choices, main)
    obj = context.frame.get(value) if isinstance(value, Ref) else None
    name = definition.name
    if isinstance(obj, DictObject):
        origin = obj.origin or origin
        kind = obj.get("type")
        own = obj.get("name") is None and obj.get("function") is None
        if name is None and own and kind is not None:  # a tool of the provider's own has no other name
            name = literal(kind.value)
    return Tool(name, origin, tuple(definition.parts), definition.whole, choices)


def _tool_taints(
    items: Sequence[Elem], origin: Origin, orders: list[tuple[Taint, Origin]], members: list[tuple[Taint, Origin]]
) -> None:
    for elem in items:
        if isinstance(elem, Loop):
            orders.append((elem.order, elem.origin or origin))
            _tool_taints(elem.body, elem.origin or origin, orders, members)
        elif isinstance(elem, Branch):
            first = next(
                (inner.origin for option in elem.options for inner in option if isinstance(inner, (Item, Splat, Loop))),
                None,
            )
            members.append((elem.taint, first or origin))
            for option in elem.options:
                _tool_taints(option, origin, orders, members)


def _depends(pair: tuple[Taint, Origin] | None, context: Context) -> Segment | None:
    if pair is None:
        return None
    taint, origin = pair
    return Segment(taint, None, source_of(origin, "", context), origin, ZERO)
