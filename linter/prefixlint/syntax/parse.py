"""From text to a libcst tree, and from nodes back to places and text.

Knows: libcst's parser, positions and code generation. Must not know: prompts, values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

import libcst as cst

from prefixlint.finding import Place
from prefixlint.source import SourceError

if TYPE_CHECKING:
    from prefixlint.syntax.notebook import Notebook
    from prefixlint.syntax.places import Places

K = TypeVar("K")
V = TypeVar("V")
MAX_SOURCE = 60  # characters of an expression that a message quotes


@contextmanager
def trusted() -> Iterator[None]:
    """Each node checks itself when it is made, which takes a fifth of the time of parsing. Nodes that the parser makes
    are right; the check is for those that programs make. And half of all nodes are the blanks and line ends between
    the others: of these one is made for each text, which saves a tenth of the time and much memory. Whoever parses many
    texts does it in one of these, since Python forgets what it knows of all classes of nodes when this begins or ends."""
    check = cst.CSTNode.__post_init__
    if check is _unchecked:
        yield
        return
    cst.CSTNode.__post_init__ = _unchecked  # type: ignore[method-assign]
    for name, shared in _SHARED.items():
        setattr(cst, name, shared)
    try:
        yield
    finally:
        cst.CSTNode.__post_init__ = check  # type: ignore[method-assign]
        for name, kind in _BLANKS.items():
            setattr(cst, name, kind)


def _unchecked(self: cst.CSTNode) -> None:
    pass


def _by_identity() -> None:
    """Nodes are compared by identity, but libcst says so in Python, and in each class of its own: that costs more than all
    else that is done with a set of nodes. The same is said in C."""
    kinds: list[type] = [cst.CSTNode]
    while kinds:
        kind = kinds.pop()
        setattr(kind, "__hash__", object.__hash__)  # noqa: B010 - no method of the class that mypy sees
        setattr(kind, "__eq__", object.__eq__)  # noqa: B010
        kinds.extend(kind.__subclasses__())


_by_identity()


class _Kept(dict[K, V]):
    """What `make` makes of a key, made once."""

    def __init__(self, make: Callable[[K], V]) -> None:
        self._make = make

    def __missing__(self, key: K) -> V:
        made = self[key] = self._make(key)
        return made


_spaces = _Kept(cst.SimpleWhitespace)
_newlines = _Kept(cst.Newline)
_TRAILING = cst.TrailingWhitespace
_ends: _Kept[tuple[str, str | None], cst.TrailingWhitespace] = _Kept(
    lambda key: _TRAILING(whitespace=_spaces[key[0]], newline=_newlines[key[1]])
)


def _trailing(
    whitespace: cst.SimpleWhitespace, newline: cst.Newline, comment: cst.Comment | None = None
) -> cst.TrailingWhitespace:
    if comment is not None:
        return _TRAILING(whitespace=whitespace, newline=newline, comment=comment)
    return _ends[whitespace.value, newline.value]


_BLANKS = {name: getattr(cst, name) for name in ("SimpleWhitespace", "Newline", "TrailingWhitespace")}
_SHARED: dict[str, Callable[..., cst.CSTNode]] = {
    "SimpleWhitespace": lambda value: _spaces[value],
    "Newline": lambda value=None: _newlines[value],
    "TrailingWhitespace": _trailing,
}


class Tree:
    """A parsed file. Positions are computed when they are asked for, since they cost as much as parsing."""

    def __init__(self, path: str, text: str, above: int = 0, notebook: Notebook | None = None) -> None:
        """Parse `text`, in front of which `above` lines of the file are left out, or which is the module of `notebook`.
        Raises `SourceError` for what is no Python."""
        self.path = path
        self._above = above
        self.notebook = notebook
        self._codes: dict[cst.CSTNode, str] = {}
        self.text = text
        self._places: Places | None = None
        try:
            with trusted():
                self.module = cst.parse_module(text)
        except cst.ParserSyntaxError as error:
            # libcst counts columns from 0 and its lines from 1.
            reason = error.message.removeprefix("parser error: ").strip() or "invalid syntax"
            raise SourceError(f"cannot parse: {reason}", error.raw_line, error.raw_column + 1) from None
        except RecursionError:
            raise SourceError("cannot parse: nested too deeply") from None
        except Exception as error:  # the native parser raises bare exceptions for some tokens
            raise SourceError(
                f"cannot parse: {str(error).splitlines()[0] if str(error) else 'invalid source'}"
            ) from None

    def place(self, node: object) -> Place:
        """Where `node` stands, as 1-based code points; the first character if it is not part of this tree."""
        span = self.span(node)
        if span is not None:
            return self.placed(span)
        place = Place(self.path, 1, 1, 1, 1)
        return place if self.notebook is None else self.notebook.located(place)

    def span(self, node: object) -> tuple[int, int, int, int] | None:
        """First line, first column, last line, column behind the last in the text of this tree: lines from 1, columns from
        0, in code points, parentheses around it left out; None if `node` is not part of it."""
        if self._places is None:
            from prefixlint.syntax.places import Places

            self._places = Places(self.module, self.text)
        return self._places.span(node) if isinstance(node, cst.CSTNode) else None

    def placed(self, span: tuple[int, int, int, int]) -> Place:
        """The place of such a span, as 1-based code points."""
        place = Place(self.path, span[0] + self._above, span[1] + 1, span[2] + self._above, span[3] + 1)
        return place if self.notebook is None else self.notebook.located(place)

    def source(self, node: object) -> str:
        """The source of `node` as it is written."""
        return self.module.code_for_node(node) if isinstance(node, cst.CSTNode) else ""

    def code(self, node: object) -> str:
        """The source of `node` on one line, shortened for a message."""
        if not isinstance(node, cst.CSTNode):
            return ""
        known = self._codes.get(node)
        if known is None:
            try:
                known = " ".join(self.module.code_for_node(node).split())
            except RecursionError:
                known = "..."
            if len(known) > MAX_SOURCE:
                known = known[: MAX_SOURCE - 3].rstrip() + "..."
            self._codes[node] = known
        return known
