"""The header of a request besides tools and schema: settings, the model, what it continues, which list of messages it sends.

Knows: choices between values, calls that answered earlier. Must not know: rules, SDK names (a table says which arguments).
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

import libcst as cst

from prefixlint.flow import access
from prefixlint.flow.engine import object_values
from prefixlint.flow.texts import deciding_hole
from prefixlint.flow.values import Alt, Const, Hole, ListObject, Origin, Ref, Value, literal
from prefixlint.flow.volatility import Taint, Volatility
from prefixlint.requests.definitions import Definition
from prefixlint.requests.model import Continuation, Conversation, Segment, Switch
from prefixlint.requests.segments import Context, source_of
from prefixlint.syntax.walk import children, contains, dotted
from prefixlint.tokens import ZERO

MAX_NESTED = 3  # dicts inside dicts of one setting
MAX_HOMES = 64  # calls whose branches are kept
MAX_SHOWN = 30  # characters of a value in a message


def switch(name: str, value: Value, origin: Origin, context: Context) -> Switch:
    """A setting: its value if that is known, else what the choice between its values depends on."""
    value = access.settle(value, context.frame, context.node)
    definition = Definition(context)
    definition.add(value, name, (), True)
    text = " ".join(segment.text for _, segment in definition.parts if segment.text is not None)
    shown = literal(value) or (str(value.value) if isinstance(value, Const) else source_of(origin, name, context))
    found = _choice(value, origin, context)
    chosen = None
    if found is not None and found[0].level >= Volatility.REQUEST and found[0].believed():
        taint, where = found
        chosen = Segment(taint, None, source_of(where, name, context), where, ZERO)
    return Switch(name, origin, text if definition.whole else None, shown[:MAX_SHOWN], chosen)


def _choice(value: Value, origin: Origin, context: Context, depth: int = 0) -> tuple[Taint, Origin] | None:
    """What the choice between several known values depends on, and where it is made; None if there is no such choice. A
    value that is merely passed on is somebody else's choice, and mostly made once."""
    if isinstance(value, Alt):
        known = [one for one in value.options if literal(one) is not None or isinstance(one, (Const, Ref))]
        return (value.taint, value.origin or origin) if len(known) > 1 else None
    obj = context.frame.get(value) if isinstance(value, Ref) and depth < MAX_NESTED else None
    if obj is None:
        return None
    inner = [_choice(one, origin, context, depth + 1) for one in object_values(obj)]
    return max((one for one in inner if one is not None), key=lambda pair: pair[0].rank, default=None)


def continuation(value: Value, origin: Origin, instructions: Value | None, context: Context) -> Continuation | None:
    """That an earlier response is continued, and which call gave that."""
    frame = context.frame
    value = access.settle(value, frame, context.node)
    if isinstance(value, Const):
        return None
    hole = deciding_hole(value, frame)
    after = None
    if hole is not None and hole.origin is not None and isinstance(hole.origin.node, cst.Attribute):
        holder = hole.origin.node.value
        if hole.origin.path == frame.unit.path and contains(_home(context), holder):
            answer = frame.engine.evaluate(holder, frame)
            if isinstance(answer, Hole) and answer.origin is not None and answer.origin.node is not context.node:
                after = answer.origin
    return Continuation(origin, after, _left_out(instructions, origin))


def _left_out(instructions: Value | None, origin: Origin) -> bool:
    """Whether it depends on the earlier response, written at `origin`, if instructions are given."""
    if not isinstance(instructions, Alt) or instructions.origin is None:
        return False
    choice, word = instructions.origin.node, dotted(origin.node) if isinstance(origin.node, cst.BaseExpression) else ""
    optional = any(isinstance(one, Const) and one.value is None for one in instructions.options)
    return optional and isinstance(choice, cst.IfExp) and bool(word) and _mentions(choice.test, word)


def _mentions(node: cst.CSTNode, word: str) -> bool:
    return (isinstance(node, cst.BaseExpression) and dotted(node) == word) or any(
        _mentions(one, word) for one in children(node)
    )


def _home(context: Context) -> cst.CSTNode:
    """The function that is run, or the module."""
    frame = context.frame
    return frame.function.node if frame.function is not None else frame.unit.tree.module


def conversation(value: Value, context: Context) -> Conversation | None:
    """The list of messages that is sent, and in which branches of its function that is done; None if nothing is known of
    the list, or if it is sent again after an error."""
    value = access.settle(value, context.frame, context.node)
    obj = context.frame.get(value) if isinstance(value, Ref) else None
    if not isinstance(obj, ListObject) or not isinstance(value, Ref):
        return None
    branches = _branches(_home(context), context.node)
    name = f"{context.frame.engine.main}:{value.id}"
    return Conversation(name, branches) if branches is not None else None


@lru_cache(maxsize=MAX_HOMES)  # asked about the same call for each way that leads there
def _branches(home: cst.CSTNode, node: cst.CSTNode) -> tuple[tuple[int, int], ...] | None:
    """The branches around `node`, as the choices of a segment are; None in the handler of an exception."""
    path: list[cst.CSTNode] = [home]
    while path[-1] is not node:
        inner = next((one for one in children(path[-1]) if contains(one, node)), None)
        if inner is None:
            return ()
        path.append(inner)
    found: list[tuple[int, int]] = []
    for outer, one in pairwise(path):
        if isinstance(outer, (cst.ExceptHandler, cst.ExceptStarHandler)):
            return None
        if isinstance(outer, (cst.If, cst.IfExp)) and one is not outer.test:
            found.append((id(outer), int(one is outer.orelse)))
        elif isinstance(outer, (cst.IndentedBlock, cst.Module)):
            for earlier in outer.body:
                if earlier is one:
                    break
                if isinstance(earlier, cst.If) and _leaves(earlier.body):
                    found.append((id(earlier), 1))
    return tuple(found)


def _leaves(body: cst.BaseSuite) -> bool:
    """Whether nothing behind the block is reached from it: every way through its last statement ends elsewhere."""
    last = body.body[-1] if body.body else None
    if isinstance(last, cst.SimpleStatementLine):
        last = last.body[-1]
    if isinstance(last, cst.With):
        return _leaves(last.body)
    if isinstance(last, cst.If):
        other = last.orelse
        return other is not None and _leaves(last.body) and _leaves_otherwise(other)
    if isinstance(last, (cst.Try, cst.TryStar)):
        if last.finalbody is not None and _leaves(last.finalbody.body):
            return True
        ends = last.body if last.orelse is None else last.orelse.body
        return _leaves(ends) and all(_leaves(handler.body) for handler in last.handlers)
    return isinstance(last, (cst.Return, cst.Raise, cst.Continue, cst.Break))


def _leaves_otherwise(other: cst.If | cst.Else) -> bool:
    if isinstance(other, cst.Else):
        return _leaves(other.body)
    return other.orelse is not None and _leaves(other.body) and _leaves_otherwise(other.orelse)
