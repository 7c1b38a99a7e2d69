"""Jinja templates as syntax trees whose outputs and texts know where they stand. jinja2 parses; nothing is rendered.

jinja2's nodes have lines only. Its lexer gives the tokens in order, so the offsets of the pieces are found by walking
along; the n-th output of the tree is the n-th `{{` of the tokens.
Knows: jinja2's lexer and parser, imported when a template is met. Must not know: values, files, prompts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment, nodes

MAX_TEMPLATE = 200_000  # characters
OPTIONS = frozenset(
    {
        "trim_blocks", "lstrip_blocks", "keep_trailing_newline", "block_start_string", "block_end_string",
        "variable_start_string", "variable_end_string", "comment_start_string", "comment_end_string",
        "line_statement_prefix", "line_comment_prefix",
    }
)  # fmt: skip
_EXTENSIONS = ("jinja2.ext.do", "jinja2.ext.loopcontrols")

Offsets = tuple[int, int]


@dataclass(frozen=True)
class Template:
    """A parsed template. `places` has the offsets of each text, of each expression that is put out, and of the tag of
    each loop."""

    tree: nodes.Template
    places: Mapping[nodes.Node, Offsets]


@lru_cache(maxsize=256)
def parse(text: str, options: tuple[tuple[str, object], ...] = ()) -> Template | None:
    """The template that `text` is under `options` of an Environment; None for what is none."""
    if len(text) > MAX_TEMPLATE:
        return None
    import jinja2

    try:
        environment = jinja2.Environment(extensions=_EXTENSIONS, **dict(options))  # type: ignore[arg-type]
        tree = environment.parse(text)
        return Template(tree, _places(text, tree, environment))
    except (jinja2.TemplateError, RecursionError, ValueError, AssertionError, TypeError):
        return None


def _places(text: str, tree: nodes.Template, environment: Environment) -> dict[nodes.Node, Offsets]:
    from jinja2 import nodes

    outputs: list[Offsets] = []
    data: list[Offsets] = []
    loops: list[Offsets] = []
    for kind, start, end, word in _pieces(text, environment):
        if kind == "variable":
            outputs.append((start, end))
        elif kind == "data":
            data.append((start, end))
        elif word == "for":
            loops.append((start, end))
    places: dict[nodes.Node, Offsets] = {}
    shown = [one for output in tree.find_all(nodes.Output) for one in output.nodes]
    texts = [one for one in shown if isinstance(one, nodes.TemplateData)]
    others = [one for one in shown if not isinstance(one, nodes.TemplateData)]
    for found, spans in ((texts, data), (others, outputs), (list(tree.find_all(nodes.For)), loops)):
        if len(found) == len(spans):
            places.update(zip(found, spans, strict=True))
        else:  # a `{% print %}`, or a filter block; the line is known
            places.update((one, _line(text, one.lineno)) for one in found)
    return places


def _line(text: str, number: int) -> Offsets:
    """The offsets of a line."""
    start = 0
    for _ in range(number - 1):
        start = text.find("\n", start) + 1
    end = text.find("\n", start)
    return start, len(text) if end < 0 else end


def _pieces(text: str, environment: Environment) -> Iterator[tuple[str, int, int, str]]:
    """The texts, outputs and tags of a template in order: what it is, first offset, the one behind it, and the first
    word of a tag."""
    at = 0
    kind, start, word = "", 0, ""
    tokens: Any = environment.lex(text)
    for _, token, value in tokens:
        found = text.find(value, at)
        if found < 0:
            continue
        begin, at = found, found + len(value)
        if token == "data":
            yield "data", begin, at, ""
        elif token in ("variable_begin", "block_begin", "linestatement_begin"):
            kind, start, word = token.partition("_")[0], begin, ""
        elif token in ("variable_end", "block_end", "linestatement_end"):
            yield kind, start, begin + len(value.rstrip()), word
        elif token == "name" and not word:
            word = value
