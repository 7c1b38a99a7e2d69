"""String literals character by character: what each piece of the source means, how a piece is taken out or put in.

Knows: prefixes, quotes, escapes, f-strings, implicit concatenation. Must not know: prompts, which piece is moved and why.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

import libcst as cst

from prefixlint.finding import Edit
from prefixlint.fix.intents.code import Code, Unsure
from prefixlint.syntax.walk import contains

HOLE = "\0"  # stands for a value in the flat text of a literal
String = cst.SimpleString | cst.FormattedString | cst.ConcatenatedString
_ESCAPED = re.compile(
    r"\\(?:\r\n|\r|\n|[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]*\}|.)|\r\n|.", re.DOTALL
)
_RAW = re.compile(r"\r\n|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One literal of a concatenation: its node, its prefix in lower case, its quotes."""

    node: cst.SimpleString | cst.FormattedString
    prefix: str
    quote: str


@dataclass(frozen=True, slots=True)
class Atom:
    """One character of the text, or one value in it (`node` is then its expression), with the offsets of its source."""

    start: int
    end: int
    value: str
    leaf: Leaf
    node: cst.FormattedStringExpression | None = None


class Literal:
    """A string literal of any form."""

    def __init__(self, code: Code, node: String) -> None:
        """Raises `Unsure` for bytes and the like."""
        self.code = code
        self.node = node
        self.leaves = [_leaf(one) for one in _flat(node)]
        self.atoms = [atom for leaf in self.leaves for atom in self._atoms(leaf) if atom.value]
        self.text = "".join(atom.value for atom in self.atoms)

    def _atoms(self, leaf: Leaf) -> Iterator[Atom]:
        start, end = self.code.span(leaf.node)
        at = start + len(leaf.prefix) + len(leaf.quote)
        if isinstance(leaf.node, cst.SimpleString):
            yield from self._characters(leaf, at, end - len(leaf.quote))
            return
        for part in leaf.node.parts:
            if isinstance(part, cst.FormattedStringExpression):
                first, last = self.code.span(part)
                if first != at or self.code.text.text[first] != "{" or self.code.text.text[last - 1] != "}":
                    raise Unsure
                yield Atom(first, last, HOLE, leaf, part)
                at = last
            elif isinstance(part, cst.FormattedStringText):
                yield from self._characters(leaf, at, at + len(part.value))
                at += len(part.value)
        if at != end - len(leaf.quote):
            raise Unsure

    def _characters(self, leaf: Leaf, start: int, end: int) -> Iterator[Atom]:
        raw = self.code.text.text[start:end]
        formatted = "f" in leaf.prefix
        at = 0
        while at < len(raw):
            if formatted and raw[at : at + 2] in ("{{", "}}"):
                yield Atom(start + at, start + at + 2, raw[at], leaf)
                at += 2
                continue
            found = (_RAW if "r" in leaf.prefix else _ESCAPED).match(raw, at)
            if found is None:
                raise Unsure
            yield Atom(start + at, start + found.end(), _meaning(found.group()), leaf)
            at = found.end()

    def index(self, node: cst.CSTNode) -> int:
        """The number of the value that `node` is part of. Raises `Unsure`."""
        for number, atom in enumerate(self.atoms):
            if atom.node is not None and contains(atom.node, node):
                return number
        raise Unsure

    def without(self, first: int, last: int) -> list[Edit]:
        """The edits that take the characters from `first` to the one in front of `last` out. Raises `Unsure` if nothing is
        left."""
        rest = [*self.atoms[:first], *self.atoms[last:]]
        if not rest:
            raise Unsure
        edits: list[Edit] = []
        for number, leaf in enumerate(self.leaves):
            gone = [atom for atom in self.atoms[first:last] if atom.leaf is leaf]
            if not gone:
                continue
            kept = [atom for atom in rest if atom.leaf is leaf]
            start, end = self.code.span(leaf.node)
            if not kept:
                edits.append(self._whole(number, start, end))
                continue
            if leaf.prefix == "f" and all(atom.node is None and atom.value not in "{}" for atom in kept):
                edits.append(self.code.edit(start, start + 1, ""))  # it holds no values any more
            edits.append(self.code.edit(gone[0].start, gone[-1].end, ""))
        return edits

    def _whole(self, number: int, start: int, end: int) -> Edit:
        """The edit that takes one literal of a concatenation out, and what stands between it and the next."""
        if number + 1 < len(self.leaves):
            following = self.code.span(self.leaves[number + 1].node)[0]
            between = self.code.text.text[end:following]
            end = following
        else:
            before = self.code.span(self.leaves[number - 1].node)[1]
            between = self.code.text.text[before:start]
            start = before
        if between.strip():  # a comment
            raise Unsure
        return self.code.edit(start, end, "")

    def rendered(self, first: int, last: int, quote: str) -> str:
        """The characters and values from `first` to the one in front of `last` as they are written in an f-string with
        these quotes. Raises `Unsure`."""
        parts: list[str] = []
        for atom in self.atoms[first:last]:
            if atom.node is None:
                parts.append(escaped(atom.value, quote))
                continue
            source = self.code.text.text[atom.start : atom.end]
            if quote[0] in source or any(sign in source for sign in "\\\n\r#"):
                raise Unsure
            parts.append(source)
        return "".join(parts)

    def appended(self, moved: Literal, first: int, last: int, between: str) -> list[Edit]:
        """The edits that put a piece of the literal `moved` at the end of this one, behind `between`."""
        leaf = self.leaves[-1]
        if "r" in leaf.prefix:
            raise Unsure
        start, end = self.code.span(leaf.node)
        text = escaped(between, leaf.quote) + moved.rendered(first, last, leaf.quote)
        edits = [self.code.edit(end - len(leaf.quote), end - len(leaf.quote), text)]
        if "f" not in leaf.prefix:
            if leaf.prefix or any(atom.value in "{}" for atom in self.atoms if atom.leaf is leaf):
                raise Unsure
            edits.insert(0, self.code.edit(start, start, "f"))
        return edits


def escaped(text: str, quote: str) -> str:
    """Text as it is written inside an f-string with these quotes."""
    found: list[str] = []
    for sign in text:
        if sign in "{}":
            found.append(sign * 2)
        elif sign == "\n":
            found.append("\\n")
        elif sign == "\\" or (sign == quote[0]):
            found.append("\\" + sign)
        elif sign.isprintable():
            found.append(sign)
        else:
            found.append(sign.encode("unicode_escape").decode("ascii"))
    return "".join(found)


def quotes_for(*sources: str) -> str:
    """Quotes for an f-string that holds values with these sources, in any version of Python. Raises `Unsure`."""
    for quote in ('"', "'"):
        if not any(quote in source for source in sources):
            return quote
    raise Unsure


def literal_around(code: Code, node: cst.CSTNode) -> String:
    """The whole literal, of any form, that `node` is a value in. Raises `Unsure`."""
    for one in code.above(node):
        if isinstance(one, cst.FormattedString):
            found: String = one
            while isinstance(parent := code.parents.get(found), cst.ConcatenatedString):
                found = parent
            return found
        if isinstance(one, (cst.BaseStatement, cst.BaseSmallStatement, cst.BaseComp, cst.Lambda)):
            break
    raise Unsure


def _flat(node: String) -> Iterator[cst.SimpleString | cst.FormattedString]:
    todo: list[cst.CSTNode] = [node]
    while todo:
        one = todo.pop()
        if isinstance(one, cst.ConcatenatedString):
            todo += (one.right, one.left)
        elif (isinstance(one, (cst.SimpleString, cst.FormattedString)) and not one.lpar) or (
            isinstance(one, (cst.SimpleString, cst.FormattedString)) and one is node
        ):
            yield one
        else:
            raise Unsure


def _leaf(node: cst.SimpleString | cst.FormattedString) -> Leaf:
    opening = node.start if isinstance(node, cst.FormattedString) else node.prefix + node.quote
    prefix = opening.rstrip("\"'")
    if "b" in prefix.lower():
        raise Unsure
    return Leaf(node, prefix.lower(), opening[len(prefix) :])


def _meaning(raw: str) -> str:
    """The character that a piece of a literal stands for; "" for a line that is continued."""
    if raw in ("\r\n", "\r"):
        return "\n"
    if len(raw) == 1:
        return raw
    if raw[1] in "\r\n":
        return ""
    quote = '"' if raw[1] == "'" else "'"
    try:
        value = ast.literal_eval(f"{quote}{raw}{quote}")
    except (SyntaxError, ValueError):
        raise Unsure from None
    if not isinstance(value, str) or len(value) != 1:  # an escape that Python does not know
        raise Unsure
    return value
