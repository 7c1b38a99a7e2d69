"""Placeholders in texts that a library fills later: `{name}`, `{{ name }}`, `{% for ... %}`.

Knows: the template syntaxes that libraries for prompts take. Must not know: which library takes which (a table), blocks, rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import libcst as cst

from prefixlint.flow import functions, judge, strings
from prefixlint.flow.engine import Arguments, Frame
from prefixlint.flow.texts import as_text
from prefixlint.flow.values import EMPTY, Alt, Function, Hole, Lit, Origin, Rep, Value, alt, cat, parts_of
from prefixlint.flow.volatility import CONSTANT, UNKNOWN, Cause

SYNTAXES = {"f-string": "format", "jinja": "jinja2", "handlebars": "mustache", "semantic-kernel": "mustache"}
_TAGS = re.compile(r"(\{\{\{?.*?\}?\}\}|\{%.*?%\}|\{#.*?#\})", re.DOTALL)
_WORD = re.compile(r"[A-Za-z_]\w*")
_BRACES = re.compile(r"\{(?:\w+:)?([A-Za-z_]\w*)(?:\.\w+)*\??\}")
_FOR = re.compile(r"\{%-?\s*for\s+([\w\s,]+?)\s+in\s+(.*?)-?%\}", re.DOTALL)
_SET = re.compile(r"\{%-?\s*set\s+(\w+)\s*=\s*(.*?)-?%\}", re.DOTALL)
_LITERAL = frozenset({"true", "false", "none", "loop", "not", "True", "False", "None"})


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


def _jinja(part: Lit, filling: Filling) -> Value:
    return _Jinja(_TAGS.split(part.text), part.origin, filling).read()


_READERS: dict[str, Callable[[Lit, Filling], Value]] = {"braces": _braces, "mustache": _mustache, "jinja2": _jinja}


class _Jinja:
    """One pass over the tags of a Jinja template: expressions by name, loops repeated, conditions a choice."""

    def __init__(self, pieces: list[str], origin: Origin | None, filling: Filling) -> None:
        self.pieces = list(enumerate(pieces))
        self.origin = origin
        self.filling = filling
        self.names: dict[str, str] = {}  # variables of the template, and the name they were taken from

    def read(self) -> Value:
        """The whole text; what closes nothing is passed over."""
        out: list[Value] = []
        while self.pieces:
            out.append(self._until())
        return cat(out)

    def _until(self, *closing: str) -> Value:
        """Up to a tag that begins with one of `closing`, which is left where it is."""
        out: list[Value] = []
        while self.pieces:
            index, piece = self.pieces[0]
            word = _tag(piece) if index % 2 else ""
            if word and word in closing:
                return cat(out)
            self.pieces.pop(0)
            if not index % 2:
                out.append(Lit(piece, self.origin))
            elif piece.startswith("{{"):
                out.append(self._expression(piece))
            elif word == "for":
                out.append(self._loop(piece))
            elif word == "if":
                out.append(self._choice())
            elif word == "set":
                self._set(_SET.match(piece))
        return cat(out)

    def _expression(self, piece: str) -> Value:
        inside = piece.strip("{}- ")
        word = self._root(inside)
        if word is None:
            return Hole(CONSTANT, self.origin, piece, "text")
        return self.filling.text(word, self.origin)

    def _root(self, expression: str) -> str | None:
        if expression[:1] in "'\"":
            return None
        for match in _WORD.finditer(expression):
            if match[0] not in _LITERAL:
                return self.names.get(match[0], match[0])
        return None

    def _loop(self, piece: str) -> Value:
        match = _FOR.match(piece)
        source = self._root(match[2]) if match else None
        if match and source is not None:
            self.names.update(dict.fromkeys(_WORD.findall(match[1]), source))
        body = self._until("endfor", "else")
        if self._take() == "else":
            self._until("endfor")
            self._take()
        return Rep(body, CONSTANT, self.origin)

    def _choice(self) -> Value:
        options = [self._until("elif", "else", "endif")]
        last = self._take()
        while last in ("elif", "else"):
            options.append(self._until("elif", "else", "endif"))
            seen, last = last, self._take()
            if seen == "else":
                return alt(options)
        return alt([*options, EMPTY])

    def _set(self, match: re.Match[str] | None) -> None:
        source = self._root(match[2]) if match else None
        if match and source is not None:
            self.names[match[1]] = source

    def _take(self) -> str:
        """The word of the next tag, which is thereby read."""
        return _tag(self.pieces.pop(0)[1]) if self.pieces else ""


def _tag(piece: str) -> str:
    word = _WORD.search(piece) if piece.startswith("{%") else None
    return word[0] if word else ""
