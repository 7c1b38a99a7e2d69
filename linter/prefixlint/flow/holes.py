"""Methods of values that are not known: clocks, times, dates, and anything else.

Knows: what `strftime`, `date`, `get`, `format` give when only the kind of the receiver is known. Must not know: SDK names, what a prompt is.
"""

from __future__ import annotations

import libcst as cst

from prefixlint.flow import access, strings
from prefixlint.flow.engine import Arguments, Frame
from prefixlint.flow.judge import STABLE
from prefixlint.flow.texts import ORDER_CAUSES, as_text
from prefixlint.flow.values import (
    NONE,
    DictObject,
    Hole,
    Lit,
    Ref,
    Value,
    alt,
    cat,
    holes,
    is_text,
    literal,
    taint_of,
    text_shape,
)
from prefixlint.flow.volatility import UNKNOWN, Cause, Taint, Volatility, join, weaken


def fill_unknown(template: Hole, arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value:
    """A template whose text is not in sight: the arguments stand somewhere in it, so the places are unknown; what
    surely stays the same is not known to stand behind them."""
    values: list[Value] = []
    for value in arguments.all():
        mapping = frame.get(value) if isinstance(value, Ref) else None
        if isinstance(mapping, DictObject):
            values.extend(entry.value for entry in mapping.entries)
            values.extend(mapping.rest)
        else:
            values.append(value)
    parts: list[Value] = [Hole(template.taint, template.origin, template.source, "text")]
    parts.extend(_put_in(access.settle(value, frame, node), frame, node) for value in values)
    return cat(parts)


def _put_in(value: Value, frame: Frame, node: cst.CSTNode) -> Value:
    """What a template that is not in sight makes of a value. Of objects it shows some part or other, not their address."""
    text = as_text(value, frame, node)
    if all(one.taint.cause is not Cause.OBJECT_REPR for one in holes(text)):
        return text
    return Hole(UNKNOWN, frame.origin(node), shape="text")


def somewhere(text: Value, inserted: list[Value]) -> Value:
    """`text` with something put into it nobody knows where: at its end, where it stands in front of the least."""
    telling = [value for value in inserted if taint_of(value).believed() and taint_of(value).level > Volatility.DEPLOY]
    return cat([text, *telling]) if telling else text


_DATE_METHODS = frozenset({"date", "today", "toordinal", "weekday", "isoweekday", "isocalendar", "fromordinal"})
_CLOCK_METHODS = frozenset({"isoformat", "astimezone", "replace", "time", "timestamp", "ctime", "utcnow", "timetuple", "to_iso8601_string",
                            "format", "humanize", "total_seconds", "localize", "normalize", "to", "shift", "__str__"})  # fmt: skip


def _steady(value: Value) -> bool:
    return isinstance(value, Hole) and (not value.taint.believed() or value.taint.level <= Volatility.DEPLOY)


def hole_method(receiver: Hole, name: str, arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value | None:
    """A method of a value that is not known; None if its name says nothing."""
    origin = frame.origin(node)
    if receiver.taint.cause is Cause.CLOCK:
        day = Taint(
            min(receiver.taint.level, Volatility.DAY), receiver.taint.confidence, Cause.CLOCK, receiver.taint.frozen
        )
        if name == "strftime" or name == "format":
            layout = strings.layout_of(arguments.positional[0]) if arguments.positional else None
            if name == "strftime" and layout is not None and "%" not in layout:
                return Lit(layout, origin)
            taint = (
                strings.granularity(receiver.taint, layout) if layout is not None and "%" in layout else receiver.taint
            )
            return Hole(taint, origin, receiver.source, "text", receiver.loop, receiver.steps)
        if name in _DATE_METHODS:
            return Hole(day, origin, receiver.source, "date", receiver.loop, receiver.steps)
        if name == "replace" and {"hour", "minute", "second"} <= set(arguments.named):
            return Hole(day, origin, receiver.source, "date", receiver.loop, receiver.steps)
        if name in _CLOCK_METHODS:
            return Hole(receiver.taint, origin, receiver.source, receiver.shape, receiver.loop, receiver.steps)
    if name in ("tzname", "utcoffset", "dst"):  # of a time zone, at whatever time
        return Hole(STABLE, origin, name)
    if receiver.shape == "history" and name in ("append", "extend", "insert", "pop", "clear"):
        return NONE
    if receiver.shape == "set" and name in ("copy", "union", "difference", "intersection"):
        return receiver
    if name == "keys" and receiver.taint.cause not in ORDER_CAUSES:
        # What the fields of a record are called changes far less often than what they hold.
        return Hole(weaken(receiver.taint), origin, receiver.source, "", receiver.loop, receiver.steps)
    if name in ("items", "keys", "values", "copy", "split", "splitlines", "get", "model_dump", "dict", "to_dict", "model_dump_json",
                "json", "title", "tolist", "to_string", "result", "hex", "strftime") and not (name == "get" and arguments.positional
                and literal(arguments.positional[0]) is not None):  # fmt: skip
        return Hole(receiver.taint, origin, receiver.source, "", receiver.loop, receiver.steps)
    if name == "get" and arguments.positional:
        found = access.item(receiver, arguments.positional[0], frame, node)
        default = arguments.positional[1] if len(arguments.positional) > 1 else None
        # The default of a setting is what most leave it at. Only one that is a template, or varies, tells anything.
        if default is not None and is_text(default) and _steady(found) and "{" in (literal(default) or "{"):
            return alt((default, found))
        return found
    if name == "replace" and len(arguments.positional) >= 2:
        new = as_text(access.settle(arguments.positional[1], frame, node), frame, node)
        text = Hole(receiver.taint, origin, receiver.source, "text", receiver.loop, receiver.steps)
        return somewhere(text, [new])
    if name in ("strip", "lstrip", "rstrip", "lower", "upper", "encode", "decode", "capitalize", "removeprefix",
                "removesuffix", "isoformat", "as_posix", "resolve", "absolute", "expanduser"):  # fmt: skip
        taint = join(receiver.taint, *(frame.deep_taint(value) for value in arguments.all()))
        return Hole(
            taint if taint.believed() else receiver.taint,
            origin,
            receiver.source,
            text_shape(receiver.shape),
            receiver.loop,
            receiver.steps,
        )
    if name == "join" and arguments.positional:
        return as_text(arguments.positional[0], frame, node)
    if (
        name in ("format", "format_map")
        and receiver.shape in ("text", "short", "")
        and (arguments.named or arguments.positional or arguments.double_star)
    ):
        return fill_unknown(receiver, arguments, frame, node)
    return None
