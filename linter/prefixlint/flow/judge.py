"""What annotations, defaults and names say of a value that is not found: judged, not guessed.

Knows: how to ask the knowledge tables. Must not know: their rows, SDK names, rules.
"""

from __future__ import annotations

from functools import lru_cache

import libcst as cst

from prefixlint.flow.values import Alt, Const, External, Hole, Lit, Origin, Value
from prefixlint.flow.volatility import CONSTANT, UNKNOWN, Cause, Confidence, Taint, Volatility
from prefixlint.knowledge.load import Knowledge, NameRow
from prefixlint.syntax.walk import dotted

IMPORTED_CONSTANT = Taint(Volatility.CONSTANT, Confidence.LIKELY, Cause.NONE)
CHOICE = Taint(Volatility.CONSTANT, Confidence.LIKELY, Cause.NONE)
STABLE = Taint(Volatility.DEPLOY, Confidence.LIKELY, Cause.ENVIRONMENT)
DEFAULTED = Taint(Volatility.DEPLOY, Confidence.POSSIBLE, Cause.ENVIRONMENT)
_VERBS = ("get_", "fetch_", "load_", "build_", "create_", "make_", "format_", "render_", "compute_", "retrieve_", "read_",
          "generate_", "find_", "collect_", "prepare_", "compose_", "compile_", "extract_", "parse_", "convert_", "serialize_",
          "resolve_", "ensure_", "select_", "summarize_", "truncate_", "join_", "merge_", "to_", "as_", "aget_", "async_get_", "async_")  # fmt: skip
_KEPT_IN_ORDER = frozenset({"int", "bool", "float", "complex"})  # their hashes do not depend on the process
_WRAPPERS = frozenset({"Optional", "Annotated", "Final", "ClassVar", "Required", "NotRequired", "Union"})


def external(knowledge: Knowledge, name: str) -> Taint:
    """The taint of an imported thing used as a value: constants of other modules do not change."""
    source = knowledge.attributes.get(name)
    if source is not None:
        return source.taint
    last = name.rpartition(".")[2]
    if last.endswith("()"):
        return UNKNOWN
    if last.isupper() or last == "__name__":
        return IMPORTED_CONSTANT
    row = knowledge.name(last)
    if row is not None:
        return row.taint
    return UNKNOWN


def by_name(knowledge: Knowledge, name: str) -> NameRow | None:
    """What the name of a parameter, attribute or placeholder says; None when it says nothing."""
    return knowledge.name(name)


def by_call_name(knowledge: Knowledge, name: str) -> NameRow | None:
    """What the name of a function or method says, verbs in front left out: `get_user_name` is a user name."""
    word = name.strip("_")
    known: NameRow | None = knowledge.names.exact.get(word)
    if known is not None:
        return known
    while word.startswith(_VERBS):
        word = word[len(next(filter(word.startswith, _VERBS))) :]
    return knowledge.name(word)


def resolve_annotation(node: cst.BaseExpression, imports: dict[str, str]) -> str:
    """The dotted name of an annotation's type, through the imports of the file; "" if it is no plain name."""
    name = dotted(node)
    head, dot, rest = name.partition(".")
    return imports.get(head, head) + dot + rest


@lru_cache(maxsize=512)
def _quoted(literal: str) -> cst.BaseExpression | None:
    """The annotation that a string literal holds; None if it holds none."""
    try:
        return cst.parse_expression(str(cst.SimpleString(literal).evaluated_value))
    except Exception:  # whatever a parser says of what is no Python
        return None


def annotation_value(
    knowledge: Knowledge, node: cst.BaseExpression, imports: dict[str, str], origin: Origin, depth: int = 0
) -> Value | None:
    """What an annotation says of the value, or None. Closed choices become their options."""
    if depth > 4:
        return None
    if type(node) is cst.SimpleString:
        quoted = _quoted(node.value)
        if quoted is None:
            return None
        node = quoted
    if type(node) is cst.BinaryOperation and type(node.operator) is cst.BitOr:
        for side in (node.left, node.right):
            found = annotation_value(knowledge, side, imports, origin, depth + 1)
            if found is not None:
                return found
        return None
    if type(node) is cst.Subscript:
        base = resolve_annotation(node.value, imports)
        last = base.rpartition(".")[2]
        inner = [item.slice.value for item in node.slice if isinstance(item.slice, cst.Index)]
        if last == "Literal":
            options = tuple(
                Lit(str(part.evaluated_value), origin) for part in inner if isinstance(part, cst.SimpleString)
            )
            if len(options) > 1:
                return Alt(options)
            return options[0] if options else Hole(CHOICE, origin)
        if last in _WRAPPERS:
            for part in inner:
                found = annotation_value(knowledge, part, imports, origin, depth + 1)
                if found is not None:
                    return found
            return None
        source = knowledge.types.get(base) or knowledge.types.get(last)
        if source is not None and not (source.order and all(dotted(part) in _KEPT_IN_ORDER for part in inner)):
            return Hole(source.taint, origin, shape="set" if source.order else source.shape)
        for part in inner[:1]:  # list[ChatMessage] is what its elements are
            element = resolve_annotation(part, imports)
            row = knowledge.types.get(element) or knowledge.types.get(element.rpartition(".")[2])
            if row is not None and row.taint.cause is Cause.HISTORY:
                return Hole(row.taint, origin, shape="history")
        return None
    name = resolve_annotation(node, imports)
    if not name:
        return None
    if name in ("bool", "builtins.bool"):
        return Hole(CHOICE, origin, shape="bool")
    source = knowledge.types.get(name) or knowledge.types.get(name.rpartition(".")[2])
    if source is not None:
        return Hole(source.taint, origin, shape="set" if source.order else source.shape)
    instance = knowledge.clients.get(name)
    if instance is not None:
        return External(f"{instance}()", origin)
    return None


def is_number(node: cst.BaseExpression) -> bool:
    """Whether an annotation says that a value is a number."""
    if isinstance(node, cst.BinaryOperation) and isinstance(node.operator, cst.BitOr):
        return is_number(node.left) or is_number(node.right)
    if isinstance(node, cst.Subscript) and dotted(node.value).rpartition(".")[2] == "Optional":
        return any(isinstance(one.slice, cst.Index) and is_number(one.slice.value) for one in node.slice)
    return isinstance(node, cst.Name) and node.value in ("int", "float")


def told_by_name(knowledge: Knowledge, value: Value, name: str) -> Value:
    """An unknown value that is given a telling name: the name says what it is, as it would of a parameter."""
    if isinstance(value, Hole) and not value.taint.believed():
        row = by_name(knowledge, name)
        if row is not None and row.taint.believed() and not row.stored:
            return Hole(row.taint, value.origin, name, value.shape or row.shape, value.loop, value.steps)
    return value


def named_hole(knowledge: Knowledge, name: str, origin: Origin, default: Value | None = None) -> Hole:
    """A parameter or attribute that nothing else is known of: its name, then its default, then unknown."""
    row = by_name(knowledge, name)
    if row is not None and (row.taint.believed() or default is None):
        return Hole(row.taint, origin, name, row.shape)
    if isinstance(default, (Lit, Const)) and not (isinstance(default, Const) and default.value is None):
        return Hole(DEFAULTED, origin, name)
    if row is not None:
        return Hole(row.taint, origin, name, row.shape)
    return Hole(UNKNOWN, origin, name)


__all__ = [
    "CHOICE", "CONSTANT", "DEFAULTED", "IMPORTED_CONSTANT", "STABLE", "annotation_value", "by_call_name", "by_name",
    "external", "named_hole", "resolve_annotation", "told_by_name",
]  # fmt: skip
