"""Definitions that are sent as data: tools and schemas, as the text that they become.

Knows: nested dicts and lists, functions and classes as definitions, which part of a definition a text belongs to.
Must not know: rules, SDK names, where definitions stand on the wire.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import libcst as cst

from prefixlint.flow import access, objects
from prefixlint.flow.engine import CallEvent, Frame
from prefixlint.flow.state import State
from prefixlint.flow.values import (
    Alt,
    Branch,
    Class,
    Const,
    DictObject,
    Elem,
    External,
    Function,
    Hole,
    Instance,
    Item,
    ListObject,
    Loop,
    Origin,
    Ref,
    Splat,
    Value,
    is_text,
    literal,
)
from prefixlint.flow.volatility import CONSTANT, Confidence, Taint, Volatility, freeze
from prefixlint.knowledge.tools import tools
from prefixlint.requests.model import Segment
from prefixlint.requests.segments import Choices, Context, segments, source_of
from prefixlint.syntax.walk import children, dotted
from prefixlint.tokens import UNKNOWN_SIZE, size_of

MAX_NESTED = 12  # dicts inside dicts of one definition; JSON schemas of real tools stay below
MADE = "tool:"  # the name of objects that stand for a definition made by a call
SCHEMA = "schema"
_NAMED = ("name", "description")
_NESTED = frozenset({"parameters", "properties", "input_schema", "inputSchema", "schema", "args_schema"})


@dataclass
class Definition:
    """The text of one definition: runs of it with the part that they belong to ("name", "description", "schema")."""

    context: Context
    name: str | None = None
    parts: list[tuple[str, Segment]] = field(default_factory=list)
    whole: bool = True  # nothing in it is unknown

    def add(self, value: Value, part: str, choices: Choices, main: bool = True, depth: int = 0) -> None:
        """The text of `value`."""
        frame = self.context.frame
        value = access.settle(value, frame, self.context.node)
        obj = frame.get(value) if isinstance(value, Ref) else None
        if depth > MAX_NESTED:
            self.whole = False
        elif isinstance(obj, DictObject):
            self._dict(obj, part, choices, main, depth)
        elif isinstance(obj, ListObject):
            self._order(obj.order, obj.origin, part, choices, main)
            self._items(obj.items, part, choices, main, depth)
        elif isinstance(obj, Instance):
            fields = obj.fields
            if not obj.name.startswith(MADE):  # an object of the program that speaks of itself as tools do
                self.whole = False
                fields = tuple((word, one) for word in _NAMED if (one := obj.get(word)) is not None)
            if obj.name.startswith(MADE) or len(fields) == len(_NAMED):
                for word, one in fields:
                    self._entry(word, one, part, choices, main, depth)
        elif isinstance(value, Const):
            self._text(str(value.value), part, choices, main)
        elif isinstance(value, Function) and isinstance(value.node, cst.FunctionDef):
            self._named(value.node, self._code(value.path, value.node.params), choices, main)
        elif isinstance(value, Class) and isinstance(value.node, cst.ClassDef):
            lines = (line.body for line in value.node.body.body if isinstance(line, cst.SimpleStatementLine))
            annotations = [one for line in lines for one in line if isinstance(one, cst.AnnAssign)]
            written = " ".join(self._code(value.path, one) for one in annotations)
            self._named(value.node, written, choices, main)
            origin = Origin(value.path, value.node)  # what its fields are made of may stand elsewhere
            self.parts.append(
                (SCHEMA, Segment(CONSTANT, None, value.node.name.value, origin, UNKNOWN_SIZE, (), choices, main))
            )
            self.segments(annotated(value, self.context), SCHEMA)
        elif is_text(value) or (isinstance(value, Hole) and depth):
            self.segments(segments(value, self.context, choices, (), main), part)
        elif isinstance(value, Alt):
            self.context.next_choice += 1
            choice = self.context.next_choice
            for index, option in enumerate(value.options):
                self.add(option, part, (*choices, (choice, index)), main and not index, depth)
            self.whole = False
        elif isinstance(value, External):
            self.name = self.name or value.name.removesuffix("()").rpartition(".")[2]
            self._text(value.name, part, choices, main)
        else:
            self.whole = False

    def segments(self, found: Sequence[Segment], part: str) -> None:
        """Runs of text, those that stay the same joined with what stands in front of them."""
        for segment in found:
            last = self.parts[-1][1] if self.parts else None
            if not segment.static:
                self.whole = False
            elif last is not None and last.static and (last.choices, last.main) == (segment.choices, segment.main):
                text = f"{last.text} {segment.text}"
                self.parts[-1] = (
                    part,
                    Segment(CONSTANT, text, "", last.origin, size_of(text), (), last.choices, last.main),
                )
                continue
            self.parts.append((part, segment))

    def _text(self, text: str, part: str, choices: Choices, main: bool, origin: Origin | None = None) -> None:
        origin = origin or self.context.origin()
        self.segments([Segment(CONSTANT, text, "", origin, size_of(text), (), choices, main)], part)

    def _named(self, node: cst.FunctionDef | cst.ClassDef, fields: str, choices: Choices, main: bool) -> None:
        """A function or class: its name, its documentation, and the fields of it as they are written."""
        self.name = self.name or node.name.value
        texts = (node.name.value, node.get_docstring() or "", fields)
        self._text(" ".join(text for text in texts if text), "description", choices, main)

    def _code(self, path: str, node: cst.CSTNode) -> str:
        return source_of(Origin(path, node), "", self.context)

    def _dict(self, obj: DictObject, part: str, choices: Choices, main: bool, depth: int) -> None:
        self._order(obj.order, obj.origin, part, choices, main)
        for entry in obj.entries:
            if entry.maybe:
                self.whole = False
            if isinstance(entry.key, str):
                self._entry(entry.key, entry.value, part, choices, main, depth)
            else:
                if entry.key_value is not None:
                    self.add(entry.key_value, part, choices, main, depth + 1)
                self.add(entry.value, part, choices, main, depth + 1)
        for value in obj.rest:
            self.whole = False
            if isinstance(value, Hole):
                self.segments(segments(value, self.context, choices, (), main), part)

    def _entry(self, key: str, value: Value, part: str, choices: Choices, main: bool, depth: int) -> None:
        inner = part
        if part != SCHEMA and key in _NESTED:
            inner = SCHEMA
        elif part != SCHEMA and key in _NAMED:
            inner = key
            if key == "name" and self.name is None:
                self.name = literal(access.settle(value, self.context.frame, self.context.node))
        self._text(key, inner, choices, main)
        before = len(self.parts)
        self.add(value, inner, choices, main, depth + 1)
        self.parts[before:] = [(word, _passed_on(one, key)) for word, one in self.parts[before:]]

    def _order(self, order: Taint, origin: Origin | None, part: str, choices: Choices, main: bool) -> None:
        if order.level <= Volatility.CONSTANT:
            return
        where = origin or self.context.origin()
        source = source_of(where, "", self.context)
        self.segments([Segment(order, None, source, where, UNKNOWN_SIZE, (), choices, main)], part)

    def _items(self, items: Sequence[Elem], part: str, choices: Choices, main: bool, depth: int) -> None:
        for elem in items:
            if isinstance(elem, Item):
                self.add(elem.value, part, choices, main, depth + 1)
            elif isinstance(elem, Splat):
                self.whole = False
                if isinstance(elem.value, Hole):
                    self.segments(segments(elem.value, self.context, choices, (), main), part)
            elif isinstance(elem, Loop):
                self.whole = False
                self._order(elem.order, elem.origin, part, choices, main)
                self._items(elem.body, part, choices, main, depth + 1)
            elif isinstance(elem, Branch):
                self.whole = False
                self.context.next_choice += 1
                choice = self.context.next_choice
                for index, option in enumerate(elem.options):
                    last = main and index == len(elem.options) - 1
                    self._items(option, part, (*choices, (choice, index)), last, depth + 1)


def _passed_on(segment: Segment, key: str) -> Segment:
    """`"name": tool.name` passes a definition on that somebody else has made: nothing is known of it."""
    node = segment.origin.node
    if segment.static or not isinstance(node, cst.Attribute) or key not in node.attr.value:
        return segment
    return replace(segment, taint=Taint(segment.taint.level, Confidence.POSSIBLE, segment.taint.cause))


def made(event: CallEvent, name: str) -> Value | None:
    """The definition that a call of something outside the program makes, if it makes one; `name` is its resolved callee."""
    table = tools()
    function = event.node.func
    if isinstance(function, cst.Attribute) and function.attr.value in table.schemas:
        receiver = event.frame.engine.evaluate(function.value, event.frame)
        if isinstance(receiver, Class):
            return receiver
    maker = table.makers.get(name)
    if maker is None:
        return None
    given = ((part, event.arguments.get(word, position)) for part, word, position in maker.arguments)
    fields = tuple((part, value) for part, value in given if value is not None)
    return event.frame.new(Instance(None, f"{MADE}{name}", fields, event.frame.origin(event.node)), event.node)


def annotated(cls: Class, context: Context) -> list[Segment]:
    """What varies in the closed choices that the fields of a class are annotated with: `Literal[tuple(names)]`. A class
    of a module exists once in a process, one inside a function is made with each call."""
    known = objects.class_info(cls, context.frame)
    if known is None:
        return []
    info, unit = known
    inside = cls.scope if isinstance(cls.scope, Frame) and cls.scope.function is not None else None
    frame = inside if inside is not None else Frame(context.frame.engine, unit, State({}, {}))
    found: list[Segment] = []
    for statement in info.body:
        if isinstance(statement, cst.AnnAssign):
            for node in _chosen(statement.annotation.annotation):
                value = frame.engine.evaluate(node, frame)
                taint = frame.deep_taint(value)
                taint = taint if inside is not None else freeze(taint, Volatility.PROCESS)
                if taint.level > Volatility.DEPLOY:
                    origin = frame.origin(node)
                    found.append(Segment(taint, None, unit.tree.code(node), origin, UNKNOWN_SIZE))
    return found


def _chosen(annotation: cst.CSTNode) -> Iterator[cst.BaseExpression]:
    """The expressions inside `Literal[...]` that are no plain constants."""
    todo: list[cst.CSTNode] = [annotation]
    while todo:
        node = todo.pop()
        if isinstance(node, cst.Subscript) and dotted(node.value).rpartition(".")[2] == "Literal":
            for element in node.slice:
                index = element.slice
                if isinstance(index, cst.Index) and isinstance(index.value, (cst.Call, cst.Name)):
                    yield index.value
            continue
        todo.extend(children(node))
