"""The tool list of a request: what its order and its members depend on.

Knows: lists, loops and branches of abstract values. Must not know: rules, SDK names.
"""

from __future__ import annotations

from collections.abc import Sequence

from prefixlint.flow import access
from prefixlint.flow.texts import items_of
from prefixlint.flow.values import Alt, Branch, Const, Elem, Hole, Item, ListObject, Loop, Origin, Ref, Splat, Value
from prefixlint.flow.volatility import Cause, Taint, Volatility
from prefixlint.requests.model import Segment, ToolSet
from prefixlint.requests.segments import Context, source_of
from prefixlint.tokens import ZERO


def tool_set(value: Value, context: Context) -> ToolSet | None:
    """What order and members of a tool list depend on."""
    frame = context.frame
    value = access.settle(value, frame, context.node)
    if isinstance(value, Const):
        return None
    items, order = items_of(value, frame, context.node)
    origin = context.origin()
    obj = frame.get(value) if isinstance(value, Ref) else None
    if isinstance(obj, ListObject) and obj.origin is not None:
        origin = obj.origin
    elif isinstance(value, Hole) and value.origin is not None:
        origin = value.origin
    orders, members = [(order, origin)], []
    if isinstance(value, Alt):
        members.append((value.taint, origin))
    _tool_taints(items, origin, orders, members)
    worst = max(orders, key=lambda pair: pair[0].rank)
    member = max(members, key=lambda pair: pair[0].rank, default=None)
    ordered = worst if worst[0].level > Volatility.CONSTANT and worst[0].cause is not Cause.NONE else None
    varied = member if member is not None and member[0].level >= Volatility.USER else None
    return ToolSet(origin, _depends(ordered, context), _depends(varied, context))


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
