"""Requests without an SDK: a body that is posted to an address.

Knows: where a transport takes address and body (a table says), JSON texts made of dicts. Must not know: rules, blocks.
"""

from __future__ import annotations

from dataclasses import replace

import libcst as cst

from prefixlint.flow import access
from prefixlint.flow.engine import Arguments, CallEvent, Frame
from prefixlint.flow.values import Alt, DictObject, Hole, Ref, Value
from prefixlint.knowledge.load import Knowledge
from prefixlint.knowledge.surfaces import Surface, Transport
from prefixlint.requests import assemble
from prefixlint.requests.callee import UNSURE, Callee, shown
from prefixlint.syntax.walk import children, dotted

_DUMPS = frozenset({"dumps", "dump_json", "encode", "bytes", "str"})


def posted(
    event: CallEvent, transport: Transport, knowledge: Knowledge
) -> tuple[Surface, Arguments, str | None] | None:
    """The surface, the arguments and the provider of a body that is sent; None if it is no request to a model."""
    frame = event.frame
    found = (
        (word, mapping(event.arguments.named[word], frame, event.node))
        for word in transport.bodies
        if word in event.arguments.named
    )
    word, body = next(((word, body) for word, body in found if body is not None), ("", None))
    if body is None:
        return None
    address = event.arguments.get(transport.url, transport.position)
    url = shown(access.settle(address, frame, event.node)) if address is not None else ""
    surface = knowledge.surfaces.path(url.rstrip("\0"))
    keys = {entry.key for entry in body.entries if isinstance(entry.key, str)}
    if surface is None and "/" not in url.replace("://", ""):
        surface = knowledge.surfaces.body(keys)
        messages = body.get("messages")
        if messages is not None and not assemble.has_messages(messages.value, frame, knowledge):
            surface = None
    if surface is None:
        return None
    arguments = spread(body)
    node = event.arguments.nodes.get(word, event.node)
    arguments.nodes.update(dict.fromkeys(arguments.named, node))
    provider = knowledge.host(url) or (UNSURE if surface.common else None)
    return surface, arguments, provider


def inside(event: CallEvent, word: str) -> Arguments:
    """The arguments of a call that passes them in one body, together with those beside it."""
    value = event.arguments.named.get(word)
    body = mapping(value, event.frame, event.node) if value is not None else None
    found = spread(body) if body is not None else Arguments()
    found.named.update((name, one) for name, one in event.arguments.named.items() if name != word)
    return found


def spread(body: DictObject) -> Arguments:
    """The entries of a body as arguments."""
    named = {entry.key: entry.value for entry in body.entries if isinstance(entry.key, str)}
    return Arguments([], named, {}, [], list(body.rest))


def mapping(value: Value, frame: Frame, node: cst.CSTNode, depth: int = 0) -> DictObject | None:
    """The dict that a value is, or that it is the JSON text of."""
    value = access.settle(value, frame, node)
    if isinstance(value, Ref):
        obj = frame.get(value)
        return obj if isinstance(obj, DictObject) else None
    if isinstance(value, Alt):
        inner = (mapping(option, frame, node, depth + 1) for option in value.options)
        return next((one for one in inner if one is not None), None)
    if isinstance(value, Hole) and value.origin is not None and value.origin.path == frame.unit.path and depth < 4:
        made = value.origin.node
        if isinstance(made, cst.Call) and dotted(made.func).rpartition(".")[2] in _DUMPS and _inside(made, frame):
            target = made.args[0].value if made.args else None
            if isinstance(made.func, cst.Attribute) and made.func.attr.value == "encode":
                target = made.func.value
            if target is not None:
                return mapping(frame.engine.evaluate(target, frame), frame, node, depth + 1)
    return None


def _inside(node: cst.CSTNode, frame: Frame) -> bool:
    """Whether `node` is written in the function that `frame` runs, so that its names mean there what they mean here."""
    todo: list[cst.CSTNode] = [frame.function.node if frame.function is not None else frame.unit.tree.module]
    while todo:
        one = todo.pop()
        if one is node:
            return True
        todo.extend(children(one))
    return False


def answered(callee: Callee, provider: str | None) -> Callee:
    """The callee with the provider behind the address."""
    return replace(callee, provider=provider)
