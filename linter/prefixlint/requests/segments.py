"""From texts to segments: what is literal, what varies, in which branch and loop it stands.

Knows: the text domain, sizes. Must not know: messages, roles, rules, how values came about.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import libcst as cst

from prefixlint.flow import access
from prefixlint.flow.engine import Frame
from prefixlint.flow.texts import as_text
from prefixlint.flow.values import Alt, Cat, Hole, Lit, Origin, Ref, Rep, Value
from prefixlint.flow.volatility import CONSTANT, Cause, Confidence, Taint, Volatility
from prefixlint.knowledge.load import Knowledge
from prefixlint.requests.model import Hop, Image, Segment
from prefixlint.syntax.document import Span
from prefixlint.syntax.walk import repeats
from prefixlint.tokens import SHORT_SIZE, UNKNOWN_SIZE, size_of

TURNS = Taint(Volatility.SESSION, Confidence.LIKELY, Cause.HISTORY)
LOOPED = Taint(Volatility.REQUEST, Confidence.LIKELY, Cause.REQUEST_DATA)
SHORT = frozenset({"word", "number", "bool", "short"})  # shapes of values that are no text to speak of
MAX_SEGMENTS = 2_000  # segments of one request; what lies behind is not looked at

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
    depth: int = 0  # content parts inside content parts

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
    if not any(isinstance(option, Hole) and option.taint.cause is not Cause.RANDOM for option in value.options):
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
    size = SHORT_SIZE if value.shape in SHORT else UNKNOWN_SIZE
    hops = tuple(Hop(where, message) for where, message in value.steps)
    return Segment(
        taint, None, source_of(origin, value.source, context), origin, size, hops, choices, main, loops,
        _in_turn(value, context),
    )  # fmt: skip


def _in_turn(value: Hole, context: Context) -> bool:
    """Whether a value is made anew in each turn of a loop in which the request is sent."""
    if not context.frame.loops or value.taint.level < Volatility.REQUEST:
        return False
    if value.loop:
        return value.loop in context.frame.loops
    node = value.origin.node if value.origin is not None else None
    inside = [one for one, number in context.frame.engine.loops.items() if number in context.frame.loops]
    return isinstance(node, cst.CSTNode) and any(repeats(loop, node) for loop in inside)


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
