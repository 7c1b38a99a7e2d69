"""Placeholders in texts that a library fills later: `{name}`, `{{ name }}`, `{% for ... %}`.

Knows: the template syntaxes that libraries for prompts take. Must not know: which library takes which (a table), blocks, rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import libcst as cst

from prefixlint.flow import functions, jinja, judge, strings
from prefixlint.flow.engine import Arguments, Frame
from prefixlint.flow.texts import as_text
from prefixlint.flow.values import Alt, Cat, Function, Hole, Lit, Origin, Value, alt, cat, parts_of
from prefixlint.flow.volatility import UNKNOWN, Cause

SYNTAXES = {"f-string": "format", "jinja": "jinja2", "handlebars": "mustache", "semantic-kernel": "mustache"}
_TAGS = re.compile(r"(\{\{\{?.*?\}?\}\}|\{%.*?%\}|\{#.*?#\})", re.DOTALL)
_WORD = re.compile(r"[A-Za-z_]\w*")
_BRACES = re.compile(r"\{(?:\w+:)?([A-Za-z_]\w*)(?:\.\w+)*\??\}")


@dataclass(frozen=True)
class Filling:
    """Who says what stands in a placeholder: the values that are given, else its name."""

    frame: Frame
    node: cst.CSTNode
    given: dict[str, Value] = field(default_factory=dict)

    def value(self, word: str) -> Value | None:
        """The given value of a placeholder; a function is called when the text is made."""
        found = self.given.get(word)
        return result_of(found, self.frame, self.node) if isinstance(found, Function) else found

    def text(self, word: str, origin: Origin | None) -> Value:
        """What stands in the placeholder `word`, as text."""
        found = self.value(word)
        return self.shown(found) if found is not None else self.named(word, origin)

    def named(self, word: str, origin: Origin | None) -> Value:
        """What the name of a placeholder says."""
        root = _WORD.search(word)
        where = origin or self.frame.origin(self.node)
        hole = judge.named_hole(self.frame.engine.knowledge, root[0] if root else word, where)
        return Hole(hole.taint, hole.origin, "{" + word + "}", "text")

    def turns(self, word: str, origin: Origin | None) -> Value:
        """A list of messages that is put in the place of `word`: earlier turns if it is called so; else what was done in
        the current one (`agent_scratchpad`), or fixed messages."""
        row = judge.by_name(self.frame.engine.knowledge, word)
        earlier = row is not None and row.taint.cause is Cause.HISTORY
        taint = row.taint if row is not None else UNKNOWN
        return Hole(taint, origin or self.frame.origin(self.node), word, "history" if earlier else "")

    def shown(self, value: Value) -> Value:
        """A given value as text."""
        return as_text(value, self.frame, self.node)


def result_of(function: Function, frame: Frame, node: cst.CSTNode) -> Value:
    """What a function of the program gives to a library that calls it; its parameters are judged by their names."""
    return functions.invoke(function, Arguments(), frame, node)


def fill(value: Value, syntax: str, filling: Filling) -> Value:
    """A text with its placeholders filled, where it is literal."""
    syntax = SYNTAXES.get(syntax, syntax)
    if not filling.given:  # nobody fills it in sight: it is the template itself that a reader has to look at
        value = _placed(value, filling.frame)
    if syntax == "jinja2":
        found = jinja.from_text(value, filling.given, filling.frame, filling.node)
        return found if found is not None else value
    if syntax == "format":
        return strings.format_template(value, filling.value, filling.shown, filling.named)
    if syntax == "dollar":
        return strings.dollar_template(value, filling.value, filling.shown, filling.named)
    reader = _READERS.get(syntax)
    if reader is None:
        return value
    out: list[Value] = []
    for part in parts_of(value):
        if isinstance(part, Alt):
            out.append(alt((fill(option, syntax, filling) for option in part.options), part.taint))
        elif isinstance(part, Lit) and "{" in part.text:
            out.append(reader(part, filling))
        else:
            out.append(part)
    return cat(out)


def _placed(value: Value, frame: Frame) -> Value:
    """A text whose string literals know where each piece of them stands."""
    if isinstance(value, Lit):
        origin = frame.engine.inside(value, 0, len(value.text))
        return value if origin is None or origin is value.origin else Lit(value.text, origin)
    if isinstance(value, Cat):
        return Cat(tuple(_placed(part, frame) for part in value.parts))
    if isinstance(value, Alt):
        return Alt(tuple(_placed(option, frame) for option in value.options), value.taint, value.origin)
    return value


def _braces(part: Lit, filling: Filling) -> Value:
    """`{name}` wherever a plain name stands in braces; everything else is text."""
    out: list[Value] = []
    at = 0
    for match in _BRACES.finditer(part.text):
        out.append(Lit(part.text[at : match.start()], part.origin))
        out.append(filling.text(match[1], part.origin))
        at = match.end()
    out.append(Lit(part.text[at:], part.origin))
    return cat(out)


def _mustache(part: Lit, filling: Filling) -> Value:
    out: list[Value] = []
    for index, piece in enumerate(_TAGS.split(part.text)):
        if not index % 2 or not piece.startswith("{{"):
            out.append(Lit(piece, part.origin))
            continue
        inside = piece.strip("{} ")
        word = _WORD.search(inside)
        if word is not None and inside[:1] not in ("#", "/", "^", "!", ">"):
            out.append(filling.text(word[0], part.origin))
    return cat(out)


_READERS: dict[str, Callable[[Lit, Filling], Value]] = {"braces": _braces, "mustache": _mustache}
