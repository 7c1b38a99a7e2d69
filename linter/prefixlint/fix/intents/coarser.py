"""A clock that is printed in full where only the date is spoken of.

Knows: how datetime and time are formatted. Must not know: prompts, rules.
"""

from __future__ import annotations

import re

import libcst as cst

from prefixlint.finding import Edit
from prefixlint.fix.intents.code import Code, Unsure
from prefixlint.fix.intents.mend import Mend
from prefixlint.fix.intents.moving import said
from prefixlint.fix.intents.strings import Literal, literal_around

MAX_BEFORE = 60  # characters in front of a value that are searched for what it is called
DATE = "%Y-%m-%d"
_READINGS = frozenset({"now", "utcnow", "today"})
_DATE = re.compile(r"(?<![a-z])(?:date|today|day)(?![a-z])", re.IGNORECASE)
_TIME = re.compile(r"(?<![a-z])(?:time|timestamp|datetime|clock|hours?|minutes?|now|moment)(?![a-z])", re.IGNORECASE)
# A date, and behind it nothing but a time of day.
_FORMAT = re.compile(
    r"(?P<date>(?:[^%]|%[-#]?[aAbBdmyYju])*%[-#]?[dj](?:[^%]|%[-#]?[aAbBdmyYju])*?)(?:[ ,T_@-]|\bat\b)*%[-#]?[HI](?:%[-#]?[HIMSfpZz]|[:. ,()Z-]|UTC|GMT)*"
)


def to_the_day(code: Code, node: cst.CSTNode) -> Mend:
    """A reading of the clock, printed without the time of day."""
    reading = _reading(code, node)
    parent = code.parents.get(reading)
    if isinstance(parent, cst.FormattedStringExpression) and _is_reading(reading):
        _check(_words_before(code, parent))
        if parent.conversion is not None or parent.equal is not None:
            raise Unsure
        if parent.format_spec is None:
            end = code.outer(reading)[1]
            return _mend(code.edit(end, end, f":{DATE}"))
        first = code.span(parent.format_spec[0])[0]
        last = code.span(parent.format_spec[-1])[1]
        return _mend(code.edit(first, last, _shorter(code.text.text[first:last])))
    _check(_name_of(code, reading) or _words_around(code, reading))
    if not isinstance(reading, cst.Call) or not isinstance(reading.func, cst.Attribute):
        raise Unsure
    method = reading.func.attr.value
    if method == "isoformat" and not reading.args and _is_reading(reading.func.value):
        at = code.outer(reading.func.value)[1]
        return _mend(code.edit(at, at, ".date()"))
    text = reading.args[0].value if method == "strftime" and reading.args else None
    if not isinstance(text, cst.SimpleString) or text.prefix or "\\" in text.value:
        raise Unsure
    start, end = code.span(text)
    quote = len(text.quote)
    return _mend(code.edit(start + quote, end - quote, _shorter(said(text))))


def _mend(edit: Edit) -> Mend:
    return Mend("unsafe", "Send only the date.", (edit,))


def _reading(code: Code, node: cst.CSTNode) -> cst.BaseExpression:
    """The reading with what is done to it: `.strftime(...)`, `.isoformat()`."""
    if isinstance(node, cst.Name):
        node = code.bound(node)[0] or node
    if not isinstance(node, cst.BaseExpression):
        raise Unsure
    while True:
        parent = code.parents.get(node)
        call = code.parents.get(parent) if isinstance(parent, cst.Attribute) and parent.value is node else None
        if not isinstance(call, cst.Call):
            return node
        node = call


def _is_reading(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute) and node.func.attr.value in _READINGS


def _shorter(text: str) -> str:
    """A format without its time of day. Raises `Unsure`."""
    found = _FORMAT.fullmatch(text)
    if found is None or not found["date"].strip():
        raise Unsure
    return found["date"].rstrip(" ,")


def _check(words: str) -> None:
    """Raise `Unsure` unless the words for a value say that it is a date, and no time."""
    if not _DATE.search(words.replace("_", " ")) or _TIME.search(words.replace("_", " ")):
        raise Unsure


def _name_of(code: Code, node: cst.CSTNode) -> str:
    """The variable or keyword that a value is bound to; "" if it is none."""
    parent = code.parents.get(node)
    if isinstance(parent, cst.Assign) and len(parent.targets) == 1 and isinstance(parent.targets[0].target, cst.Name):
        return parent.targets[0].target.value
    return parent.keyword.value if isinstance(parent, cst.Arg) and parent.keyword is not None else ""


def _words_around(code: Code, node: cst.CSTNode) -> str:
    """The text in front of a value in the literal that it stands in."""
    for one in code.above(node):
        if isinstance(one, cst.FormattedStringExpression):
            return _words_before(code, one)
        if not isinstance(one, (cst.Call, cst.Arg, cst.Attribute)):
            break
    raise Unsure


def _words_before(code: Code, value: cst.FormattedStringExpression) -> str:
    literal = Literal(code, literal_around(code, value.expression))
    at = literal.index(value.expression)
    return re.split(r"[\n\0]|[.!?]\s", literal.text[max(0, at - MAX_BEFORE) : at])[-1]
