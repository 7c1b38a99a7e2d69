"""Statements of a template: texts, outputs, branches, loops, blocks, includes, imports.

Knows: what Jinja's statements do to names and to what is put out. Must not know: SDK names, disk.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import libcst as cst

from prefixlint.flow.engine import Frame
from prefixlint.flow.filled import in_file, placed
from prefixlint.flow.jinja.scope import Given, Macro, Module, Scope
from prefixlint.flow.jinja.source import Source, source_of
from prefixlint.flow.texts import MAX_UNROLL, as_text, elements_of, items_of, truth
from prefixlint.flow.values import (
    EMPTY,
    Alt,
    Branch,
    Cat,
    Const,
    Elem,
    Hole,
    Item,
    ListObject,
    Lit,
    Origin,
    Rep,
    Value,
    alt,
    cat,
    literal,
    unknown,
)
from prefixlint.flow.volatility import CONSTANT
from prefixlint.syntax.jinja import Template, parse

if TYPE_CHECKING:
    from jinja2 import nodes

MAX_DEPTH = 12  # includes, macros and base templates inside each other
RENDERED = "the template is rendered here"

Loader = Callable[[str], Value | None]


@dataclass(frozen=True)
class Environment:
    """What templates share: options of the lexer, where other templates are found, filters of the program."""

    options: tuple[tuple[str, object], ...] = ()
    load: Loader = lambda name: None
    filters: Value | None = None


def rendered(text: Value, given: Given, environment: Environment, frame: Frame, node: cst.CSTNode) -> Value | None:
    """What rendering the template `text` gives; None where it cannot be parsed."""
    return _rendered(text, given, environment, frame, node, Scope(), 0)


def _rendered(
    text: Value, given: Given, environment: Environment, frame: Frame, node: cst.CSTNode, scope: Scope, depth: int
) -> Value | None:
    if isinstance(text, Alt):
        found = [_rendered(option, given, environment, frame, node, scope, depth) for option in text.options]
        return alt((one for one in found if one is not None), text.taint) if all(found) else None
    renderer = made(text, given, environment, frame, node, depth)
    return renderer.body(scope) if renderer is not None else None


def made(
    text: Value, given: Given, environment: Environment, frame: Frame, node: cst.CSTNode, depth: int
) -> Renderer | None:
    """The renderer of a template; None where it cannot be parsed."""
    source = source_of(text)
    if depth > MAX_DEPTH or (source.text and not source.literals):
        return None
    parsed = parse(source.text, environment.options)
    return Renderer(frame, node, given, environment, source, parsed, depth) if parsed is not None else None


@dataclass
class Renderer:
    """One template on its way to a text. `blocks` are the blocks of the templates that extend it and its own."""

    frame: Frame
    node: cst.CSTNode
    given: Given
    environment: Environment
    source: Source
    parsed: Template
    depth: int = 0
    blocks: dict[str, list[tuple[nodes.Block, Renderer]]] = field(default_factory=dict)
    stack: list[tuple[str, int]] = field(
        default_factory=list
    )  # the blocks that are open, and how far they are overridden
    place: Origin | None = None  # of what is put out at the moment

    # -- templates ----------------------------------------------------------------------------------------------------

    def body(self, scope: Scope) -> Value:
        """The whole template."""
        active = self.given.active
        if self.source.text in active:
            return unknown(self.frame.origin(self.node))
        active.append(self.source.text)
        try:
            return self._body(scope)
        finally:
            active.pop()

    def _body(self, scope: Scope) -> Value:
        from jinja2 import nodes

        for block in self.parsed.tree.find_all(nodes.Block):
            self.blocks.setdefault(block.name, []).append((block, self))
        base = next((one for one in self.parsed.tree.body if isinstance(one, nodes.Extends)), None)
        text = self.run(self.parsed.tree.body, scope)
        if base is None:
            return text
        parent = self.other(base.template, scope)
        if parent is None:
            return cat([text, unknown(self.here(base))])
        return parent.body(scope)

    def other(self, name: nodes.Expr, scope: Scope) -> Renderer | None:
        """The template of that name, which has the blocks of this one."""
        found = self.named(name, scope)
        if found is None:
            return None
        other = made(found, self.given, self.environment, self.frame, self.node, self.depth + 1)
        return replace(other, blocks=self.blocks, stack=self.stack) if other is not None else None

    def named(self, name: nodes.Expr, scope: Scope) -> Value | None:
        """The text of the template that an expression names."""
        from prefixlint.flow.jinja.expressions import evaluate

        value = evaluate(name, self, scope)
        items = items_of(value, self.frame, self.node)[0] if literal(value) is None else (Item(value),)
        for elem in items:
            word = literal(elem.value) if isinstance(elem, Item) else None
            found = self.environment.load(word) if word is not None else None
            if found is not None:
                return found
        return None

    def here(self, node: nodes.Node) -> Origin:
        """Where a node of the template stands: at least its line."""
        span = self.parsed.places.get(node)
        if span is None:
            start = 0
            for _ in range(node.lineno - 1):
                start = self.source.text.find("\n", start) + 1
            end = self.source.text.find("\n", start)
            span = start, len(self.source.text) if end < 0 else end
        origin = self.source.origin(*span)
        if origin is not None and not in_file(origin):
            literal = self.source.literal(*span)
            origin = self.frame.engine.inside(*literal) if literal is not None else origin
        return origin or self.frame.origin(self.node)

    # -- statements ---------------------------------------------------------------------------------------------------

    def run(self, body: Sequence[nodes.Node], scope: Scope) -> Value:
        """The text of some statements, one behind the other."""
        out: list[Value] = []
        for statement in body:
            self.frame.engine.spend()
            handler = getattr(self, f"_{type(statement).__name__.lower()}", None)
            if handler is not None:
                out.append(handler(statement, scope))
        return cat(out)

    def _output(self, node: nodes.Output, scope: Scope) -> Value:
        from jinja2 import nodes

        out: list[Value] = []
        for one in node.nodes:
            if isinstance(one, nodes.TemplateData):
                out.extend(self._data(one, scope))
            else:
                out.append(self.shown(one, scope))
        return cat(out)

    def _data(self, node: nodes.TemplateData, scope: Scope) -> list[Value]:
        """A text; parts of it that are no literals may be, or hold, templates themselves."""
        start, _ = self.parsed.places.get(node, (0, 0))
        parts = self.source.parts(node.data, start)
        return [self._inner(part, scope) if isinstance(part, (Alt, Rep)) else part for part in parts]

    def _inner(self, part: Value, scope: Scope) -> Value:
        if isinstance(part, Rep):
            return Rep(self._inner(part.body, scope), part.order, part.origin)
        if isinstance(part, Alt):
            return alt((self._inner(option, scope) for option in part.options), part.taint)
        if isinstance(part, (Lit, Cat)):
            made_of = _rendered(part, self.given, self.environment, self.frame, self.node, scope, self.depth + 1)
            return part if made_of is None else made_of
        return part

    def shown(self, node: nodes.Expr, scope: Scope) -> Value:
        """What `{{ node }}` puts out."""
        from prefixlint.flow.jinja.expressions import evaluate

        before = self.place
        self.place = self.here(node)
        try:
            value = evaluate(node, self, scope)
            if isinstance(value, (Macro, Module)):
                return EMPTY
            if isinstance(value, Const) and value.value is None:
                return Lit("None", self.place)
            return self.put(as_text(value, self.frame, self.node), node, scope)
        finally:
            self.place = before

    def put(self, text: Value, node: nodes.Expr, scope: Scope) -> Value:
        """`text` at the place of the output at hand."""
        filling = self.filling(node, scope)
        if in_file(self.place):
            if filling is None:
                return placed(text, self.place, self.frame.origin(self.node), RENDERED)
            return placed(text, self.place, filling)
        return text if not isinstance(text, Hole) or text.origin is not None else _at(text, self.place)

    def filling(self, node: nodes.Node, scope: Scope) -> Origin | None:
        """Where the program passes what an expression shows."""
        from jinja2 import nodes

        named = [node] if isinstance(node, nodes.Name) else list(node.find_all(nodes.Name))
        for one in named:
            known = scope.filling(one.name)
            if known is not None:
                return known
            if scope.find(one.name) is None and self.given.find(one.name) is not None:
                return self.given.filling(one.name)
        return None

    def _if(self, node: nodes.If, scope: Scope) -> Value:
        from jinja2 import nodes

        rest: list[nodes.Node] = [*node.elif_[:1]]
        if rest:
            first = node.elif_[0]
            rest = [nodes.If(first.test, first.body, node.elif_[1:], node.else_, lineno=first.lineno)]
        return self._choice(node.test, node.body, rest or node.else_, scope)

    def _choice(
        self, test: nodes.Node, body: Sequence[nodes.Node], orelse: Sequence[nodes.Node], scope: Scope
    ) -> Value:
        from prefixlint.flow.jinja.expressions import evaluate

        condition = evaluate(test, self, scope)
        known = truth(condition, self.frame) if not isinstance(condition, (Macro, Module)) else True
        if known is not None:
            return self.run(body if known else orelse, scope)
        ways = [scope.fork(), scope.fork()]
        texts = [self.run(body, ways[0]), self.run(orelse, ways[1])]
        scope.join(ways)
        return alt(texts, self.frame.deep_taint(condition))

    def _for(self, node: nodes.For, scope: Scope) -> Value:
        from prefixlint.flow.jinja.expressions import evaluate

        iterable = evaluate(node.iter, self, scope)
        items, order = items_of(iterable, self.frame, self.node)
        target = getattr(node.target, "name", "")
        each = elements_of(iterable, self.frame, self.node, 0, target)
        filling = self.filling(node.iter, scope)
        origin = self.here(node)
        inner = Scope(scope)

        def turn(element: Value) -> Value:
            self.frame.engine.spend()
            inner.names.clear()
            inner.names["loop"] = Hole(CONSTANT, origin, "loop")
            inner.bind(node.target, element, filling, self)
            if node.test is not None:
                return self._choice(node.test, node.body, (), inner)
            return self.run(node.body, inner)

        def visit(elem: Elem) -> Value:
            if isinstance(elem, Item):
                return turn(elem.value)
            if isinstance(elem, Branch):
                return alt((cat(visit(one) for one in option) for option in elem.options), elem.taint)
            one = elements_of(self.frame.new(ListObject((elem,))), self.frame, self.node, 0, target)
            return Rep(turn(one.element), one.order, origin)

        if each.known is not None:
            text = cat(turn(value) for value in each.known)
            return text if each.known else self.run(node.else_, scope)
        if order == CONSTANT and len(items) <= MAX_UNROLL:
            text = cat(visit(elem) for elem in items)
        else:
            text = Rep(turn(each.element), each.order, _order_origin(iterable, self.frame) or origin)
        return alt((text, self.run(node.else_, scope))) if node.else_ else text

    def _with(self, node: nodes.With, scope: Scope) -> Value:
        from prefixlint.flow.jinja.expressions import evaluate

        inner = Scope(scope)
        for target, value in zip(node.targets, node.values, strict=True):
            inner.bind(target, evaluate(value, self, scope), self.filling(value, scope), self)
        return self.run(node.body, inner)

    def _assign(self, node: nodes.Assign, scope: Scope) -> Value:
        from prefixlint.flow.jinja.expressions import evaluate

        self.place = self.here(node)
        scope.bind(node.target, evaluate(node.node, self, scope), self.filling(node.node, scope), self)
        self.place = None
        return EMPTY

    def _assignblock(self, node: nodes.AssignBlock, scope: Scope) -> Value:
        text = self.run(node.body, Scope(scope))
        scope.bind(node.target, self._filtered(text, node.filter, scope), None, self)
        return EMPTY

    def _filterblock(self, node: nodes.FilterBlock, scope: Scope) -> Value:
        return self._filtered(self.run(node.body, Scope(scope)), node.filter, scope)

    def _filtered(self, text: Value, node: nodes.Filter | None, scope: Scope) -> Value:
        from prefixlint.flow.jinja.expressions import filtered

        return filtered(node, text, self, scope) if node is not None else text

    def _scope(self, node: nodes.Scope, scope: Scope) -> Value:
        return self.run(node.body, Scope(scope))

    _scopedevalcontextmodifier = _scope

    def _exprstmt(self, node: nodes.ExprStmt, scope: Scope) -> Value:
        from prefixlint.flow.jinja.expressions import evaluate

        evaluate(node.node, self, scope)
        return EMPTY

    # -- macros, blocks, other templates ------------------------------------------------------------------------------

    def _macro(self, node: nodes.Macro, scope: Scope) -> Value:
        scope.names[node.name] = Macro(node, scope, self)
        return EMPTY

    def _callblock(self, node: nodes.CallBlock, scope: Scope) -> Value:
        from prefixlint.flow.jinja.expressions import called

        self.place = self.here(node)
        value = called(node.call, self, scope, Macro(node, scope, self))
        return as_text(value, self.frame, self.node)

    def _block(self, node: nodes.Block, scope: Scope) -> Value:
        return self.block(node.name, 0, scope)

    def block(self, name: str, level: int, scope: Scope) -> Value:
        """A block as the template that overrides it (and `level` others) has it."""
        ways = self.blocks.get(name, [])
        if level >= len(ways) or (name, level) in self.stack:
            return EMPTY
        node, home = ways[level]
        self.stack.append((name, level))
        try:
            return home.run(node.body, Scope(scope))
        finally:
            self.stack.pop()

    def _include(self, node: nodes.Include, scope: Scope) -> Value:
        found = self.named(node.template, scope)
        origin = self.here(node)
        text = None
        if found is not None:
            inner = Scope(scope) if node.with_context else Scope()
            text = _rendered(found, self.given, self.environment, self.frame, self.node, inner, self.depth + 1)
        if text is None:
            return EMPTY if node.ignore_missing and found is None else unknown(origin)
        return text

    def _import(self, node: nodes.Import, scope: Scope) -> Value:
        members = self._members(node.template, scope)
        scope.names[node.target] = Module(members) if members is not None else unknown(self.here(node), node.target)
        return EMPTY

    def _fromimport(self, node: nodes.FromImport, scope: Scope) -> Value:
        members = self._members(node.template, scope) or {}
        for one in node.names:
            name, target = one if isinstance(one, tuple) else (one, one)
            scope.names[target] = members.get(name) or unknown(self.here(node), name)
        return EMPTY

    def _members(self, name: nodes.Expr, scope: Scope) -> dict[str, Value] | None:
        """What a template defines."""
        other = self.other(name, scope)
        if other is None:
            return None
        inner = Scope()
        replace(other, blocks={}, stack=[]).body(inner)
        return inner.names


def _at(hole: Hole, origin: Origin | None) -> Hole:
    return Hole(hole.taint, origin, hole.source, hole.shape, hole.loop, hole.steps)


def _order_origin(value: Value, frame: Frame) -> Origin | None:
    """Where what has no order is written: that is what has to be sorted."""
    from prefixlint.flow.values import Ref

    obj = frame.get(value) if isinstance(value, Ref) else None
    return obj.origin if isinstance(obj, ListObject) else None
