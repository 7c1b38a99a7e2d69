"""What the names of a template hold: arguments of the call that renders it, what it sets itself, macros.

Knows: scopes, arguments of a call. Must not know: how a template is parsed or rendered.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import libcst as cst

from prefixlint.flow import access, judge
from prefixlint.flow.engine import Arguments, Frame
from prefixlint.flow.values import Alt, Const, DictObject, Hole, Lit, Origin, Ref, Value, alt

if TYPE_CHECKING:
    from jinja2 import nodes

    from prefixlint.flow.jinja.render import Renderer


@dataclass(frozen=True, eq=False)
class Macro(Value):
    """A macro, or the body of a `{% call %}`, with the scope it was written in."""

    node: nodes.Macro | nodes.CallBlock
    scope: Scope
    home: Renderer


@dataclass(frozen=True, eq=False)
class Module(Value):
    """An imported template: its macros and what it sets."""

    members: dict[str, Value]


@dataclass(eq=False)
class Scope:
    """Names of a block of a template; what is not found is looked for around it."""

    parent: Scope | None = None
    names: dict[str, Value] = field(default_factory=dict)
    fillings: dict[str, Origin] = field(default_factory=dict)  # where the program passes what a name was taken from

    def bind(self, target: nodes.Node, value: Value, filling: Origin | None, home: Renderer) -> None:
        """`target = value`."""
        name = getattr(target, "name", None)
        items = getattr(target, "items", None)
        if name is not None and not hasattr(target, "attr"):
            self.names[name] = judge.told_by_name(home.frame.engine.knowledge, value, name)
            if filling is not None:
                self.fillings[name] = filling
            else:
                self.fillings.pop(name, None)
        elif items is not None:
            for index, one in enumerate(items):
                part = access.item(value, Const(index), home.frame, home.node)
                if isinstance(value, Hole) and not value.taint.believed():
                    part = judge.named_hole(home.frame.engine.knowledge, getattr(one, "name", ""), home.here(target))
                self.bind(one, part, filling, home)

    def filling(self, name: str) -> Origin | None:
        """Where the program passes what `name` was taken from."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                return scope.fillings.get(name)
            scope = scope.parent
        return None

    def find(self, name: str) -> Value | None:
        """What `name` holds in the template itself."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                return scope.names[name]
            scope = scope.parent
        return None

    def fork(self) -> Scope:
        """A copy for one of several ways."""
        return Scope(self.parent, dict(self.names), dict(self.fillings))

    def join(self, ways: list[Scope]) -> None:
        """Take over what the ways have set."""
        names = dict.fromkeys(name for way in ways for name in way.names)
        for name in names:
            held = [way.names[name] for way in ways if name in way.names]
            plain = [one for one in held if not isinstance(one, (Macro, Module))]
            outside = self.find(name)
            if len(held) < len(ways) and outside is not None and not isinstance(outside, (Macro, Module)):
                plain.append(outside)
            self.names[name] = alt(plain) if len(plain) >= len(held) else held[0]


@dataclass
class Given:
    """The arguments of the call that renders a template, and the globals of its environment."""

    arguments: Arguments
    globals: Value | None
    frame: Frame
    node: cst.CSTNode
    active: list[object] = field(default_factory=list)  # texts and macros that are being rendered, against recursion

    def find(self, name: str) -> Value | None:
        """The argument `name`; None if it is not known to be given."""
        named = self.arguments.named.get(name)
        if named is not None:
            return access.settle(named, self.frame, self.node)
        for value in [*self._mappings()]:
            found = self._inside(value, name)
            if found is not None:
                return found
        return None

    def absent(self, name: str) -> bool:
        """Whether `name` is certainly not given."""
        if self.arguments.double_star or self.arguments.star or name in self.arguments.named:
            return False
        for value in self._mappings():
            obj = self.frame.get(value) if isinstance(value, Ref) else None
            if not isinstance(obj, DictObject) or obj.rest or obj.get(name) is not None:
                return False
            if any(entry.key is None for entry in obj.entries):
                return False
        return True

    def filling(self, name: str) -> Origin:
        """Where the program passes `name`."""
        if name not in self.arguments.named:
            for value in self._mappings():
                obj = self.frame.get(value) if isinstance(value, Ref) else None
                entry = obj.get(name) if isinstance(obj, DictObject) else None
                if entry is not None and entry.origin is not None:
                    return entry.origin
        return self.arguments.written(name, self.frame, self.arguments.nodes.get("0", self.node))

    def _mappings(self) -> list[Value]:
        found = [*self.arguments.positional[:1], *self.arguments.double_star]
        if self.globals is not None:
            found.append(self.globals)
        return [access.settle(value, self.frame, self.node) for value in found]

    def _inside(self, value: Value, name: str) -> Value | None:
        obj = self.frame.get(value) if isinstance(value, Ref) else None
        if isinstance(obj, DictObject):
            entry = obj.get(name)
            if entry is not None and not (entry.maybe and obj.rest):
                return entry.value
            if not obj.rest and entry is None:
                return None
        elif isinstance(value, Alt):
            found = [self._inside(option, name) for option in value.options if not isinstance(option, Const)]
            known = [one for one in found if one is not None]
            return alt(known) if known else None
        elif not isinstance(value, Hole):
            return None
        inner = access.item(value, Lit(name), self.frame, self.node)
        return inner if not isinstance(inner, Hole) or inner.taint.believed() else None
