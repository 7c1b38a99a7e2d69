"""Orders that nobody fixed: keys of a mapping that is serialised, rows of a query.

Knows: how to look for a sorting keyword or an ORDER BY around a call. Must not know: which functions serialise or query
(a table), what a prompt is.
"""

from __future__ import annotations

import re

import libcst as cst

from prefixlint.flow.engine import MAX_DEEP, Arguments, Frame, object_values
from prefixlint.flow.texts import ORDER_CAUSES
from prefixlint.flow.values import Alt, Const, DictObject, Hole, ListObject, Ref, Value
from prefixlint.flow.volatility import CONSTANT, Cause, Confidence, Taint, Volatility, join
from prefixlint.knowledge.orders import Query, Serialiser, queries, serialisers
from prefixlint.syntax.walk import children, dotted

ROWS = Taint(Volatility.REQUEST, Confidence.POSSIBLE, Cause.QUERY_ORDER)
_ORDERED = re.compile(r"order_by|order by|\.sort\(|sort=|\.order\(|latest\(|sorted\(", re.IGNORECASE)
_MAX_NODES = 3_000  # of a function that is searched for the text of a query


# ---- serialised mappings -------------------------------------------------------------------------------------------


def serialised(name: str, arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value | None:
    """The text of a mapping whose key order is not fixed, or that is sorted; None where neither is the case."""
    row = serialisers().get(name)
    if row is None or not arguments.positional:
        return None
    value = arguments.positional[0]
    keys, rest = _taints(value, frame, 0)
    if keys.level <= Volatility.CONSTANT:
        return None
    if _sorts(row, arguments, frame) or (rest.believed() and rest.level > keys.level):
        return Hole(rest, frame.origin(node), name, "text")
    return Hole(Taint(keys.level, keys.confidence, Cause.JSON_ORDER, keys.frozen), frame.origin(node), name, "text")


def _sorts(row: Serialiser, arguments: Arguments, frame: Frame) -> bool:
    if row.always and not row.unless & arguments.named.keys():
        return True
    for word, wanted in row.sorts.items():
        value = arguments.named.get(word)
        shown = frame.unit.tree.module.code_for_node(arguments.nodes[word]) if word in arguments.nodes else ""
        if value is not None and (wanted in shown or (isinstance(value, Const) and value.value is True)):
            return True
    return False


def _taints(value: Value, frame: Frame, depth: int) -> tuple[Taint, Taint]:
    """The taint of the key orders in a value, and of everything else in it."""
    if isinstance(value, Alt):
        pairs = [_taints(option, frame, depth) for option in value.options]
        return join(CONSTANT, *(keys for keys, _ in pairs)), join(CONSTANT, *(rest for _, rest in pairs))
    obj = frame.get(value) if isinstance(value, Ref) else None
    if obj is None or depth > MAX_DEEP or not isinstance(obj, (DictObject, ListObject)):
        return CONSTANT, frame.deep_taint(value)
    keys, rest = CONSTANT, CONSTANT
    if isinstance(obj, DictObject) and obj.order.cause in ORDER_CAUSES:
        keys = obj.order
    else:
        rest = obj.order
    for one in object_values(obj):
        inner, other = _taints(one, frame, depth + 1)
        keys, rest = join(keys, inner), join(rest, other)
    return keys, rest


# ---- rows of queries -----------------------------------------------------------------------------------------------


def rows(name: str, frame: Frame, node: cst.CSTNode) -> Value | None:
    """The rows of a query that names no order; None if the call is no query in sight, or names one."""
    found = queries().get(name)
    if found is None or not isinstance(node, cst.Call) or not isinstance(node.func, cst.Attribute):
        return None
    code = frame.unit.tree.module.code_for_node(node)
    for query in found:
        said = _said(query, node.func.value, frame) if query.said else ""
        if said is None or (query.chain and not _begins(query, node.func.value)):
            continue
        if not _ORDERED.search(code) and not _ORDERED.search(said):
            return Hole(ROWS, frame.origin(node), name, "set")
    return None


def _begins(query: Query, node: cst.BaseExpression) -> bool:
    """Whether a chain of calls goes through one of the names that make it a query."""
    while isinstance(node, (cst.Call, cst.Attribute, cst.Await)):
        if isinstance(node, cst.Attribute):
            if node.attr.value in query.chain:
                return True
            node = node.value
        else:
            node = node.func if isinstance(node, cst.Call) else node.expression
    return False


def _said(query: Query, receiver: cst.BaseExpression, frame: Frame) -> str | None:
    """The texts of the queries that were put to an object in the function at hand; None if there are none."""
    owner = dotted(receiver)
    todo: list[cst.CSTNode] = [frame.function.node if frame.function is not None else frame.unit.tree.module]
    texts: list[str] = []
    for _ in range(_MAX_NODES):
        if not todo:
            break
        one = todo.pop()
        called = one.func if isinstance(one, cst.Call) else None
        if isinstance(called, cst.Attribute) and called.attr.value in query.said and isinstance(one, cst.Call):
            texts.extend(_text(argument.value, frame) for argument in one.args[:1])
        todo.extend(children(one))
    known = [text for text in texts if "select" in text.lower()]
    return "\n".join(known) if known and owner else None


def _text(node: cst.BaseExpression, frame: Frame) -> str:
    """The text of a query: written there, or in a constant that is named there."""
    if isinstance(node, cst.Name):
        value = frame.engine.evaluate(node, frame)
        return getattr(value, "text", "")
    return frame.unit.tree.module.code_for_node(node)
