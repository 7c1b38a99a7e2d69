"""Walking a tree without entering white space and punctuation, which is most of a libcst tree.

Knows: which fields of a node hold code. Must not know: what the code means.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from functools import lru_cache
from typing import Any

import libcst as cst

_PUNCTUATION = frozenset(
    """
    lpar rpar comma semicolon semicolons equal dot leading_lines header footer indent trailing_whitespace lbracket
    rbracket lbrace rbrace lines_after_decorators asynchronous colon first_colon second_colon operator posonly_ind
    default_indent encoding default_newline has_trailing_newline type_parameters start end conversion separator
    """.split()  # noqa: SIM905 - a list of forty strings reads worse
)
MAX_LOOPS = 32  # loops whose nodes are kept
_FIELDS: dict[type, tuple[str, ...]] = {}


def _code_fields(kind: type) -> tuple[str, ...]:
    names = tuple(
        field.name
        for field in fields(kind)
        if field.name not in _PUNCTUATION and "whitespace" not in field.name and not field.name.startswith("_")
    )
    _FIELDS[kind] = names
    return names


# Node classes are abstract base classes, for which `isinstance` is slow; types are compared instead.
_IS_NODE: dict[type, bool] = {}


def _is_node(kind: type) -> bool:
    known = _IS_NODE[kind] = issubclass(kind, cst.CSTNode)
    return known


def children(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """The nodes directly below `node` that hold code, in source order of the fields."""
    kind = type(node)
    for name in _FIELDS.get(kind) or _code_fields(kind):
        value = getattr(node, name)
        kind = type(value)
        if kind is list or kind is tuple:
            yield from value
        elif _IS_NODE.get(kind) or (kind not in _IS_NODE and _is_node(kind)):
            yield value


def statements(
    body: cst.BaseSuite | Sequence[cst.BaseStatement],
) -> Iterator[cst.BaseStatement | cst.BaseSmallStatement]:
    """The statements of a suite, those that share a line taken apart."""
    kind = type(body)
    lines: Any = body if kind is list or kind is tuple else body.body  # type: ignore[union-attr]
    for line in lines:
        if type(line) is cst.SimpleStatementLine:
            yield from line.body
        else:
            yield line


def dotted(node: cst.BaseExpression) -> str:
    """`a.b.c` of a name or attribute chain; calls and subscripts in it become "()" and "[]"; "" when it is neither."""
    tail: list[str] = []
    one: Any = node
    while True:
        kind = type(one)
        if kind is cst.Attribute:
            tail.append("." + one.attr.value)
            one = one.value
        elif kind is cst.Name:
            return one.value + "".join(reversed(tail))  # type: ignore[no-any-return]
        elif kind is cst.Call:
            tail.append("()")
            one = one.func
        elif kind is cst.Subscript:
            tail.append("[]")
            one = one.value
        elif kind is cst.Await:
            one = one.expression
        else:
            return "".join(reversed(tail)).removeprefix(".")


def written(node: cst.SimpleString) -> str | bytes:
    """The value of a string literal. Where nothing is escaped that is what stands between its quotes, and compiling it,
    as libcst does, would take ten times as long."""
    value = node.value
    if value[0] in "\"'" and "\\" not in value and "\r" not in value:
        quotes = 3 if value[:3] in ('"""', "'''") and len(value) >= 6 else 1
        return value[quotes:-quotes]
    return node.evaluated_value


def contains(node: cst.CSTNode, wanted: cst.CSTNode) -> bool:
    """Whether `wanted` is `node` or stands somewhere in it."""
    todo = [node]
    while todo:
        one = todo.pop()
        if one is wanted:
            return True
        todo.extend(children(one))
    return False


def repeats(loop: cst.CSTNode, wanted: cst.CSTNode) -> bool:
    """The same for a loop, which is asked about each value of each request that is sent in it."""
    return id(wanted) in _inside(loop)


@lru_cache(maxsize=MAX_LOOPS)  # the key keeps the tree alive, so that the numbers in it stay its own
def _inside(node: cst.CSTNode) -> frozenset[int]:
    """The nodes of a tree, by number."""
    found: list[int] = []
    todo = [node]
    while todo:
        one = todo.pop()
        found.append(id(one))
        todo.extend(children(one))
    return frozenset(found)
