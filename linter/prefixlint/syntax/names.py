"""What a file binds: imports to dotted names, functions, classes, module-level statements by name; found in one walk.

Knows: scopes and bindings of Python. Must not know: prompts or providers (what to look for comes in as `Interest`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import libcst as cst

from prefixlint.syntax.walk import children, dotted, statements

Statement = cst.BaseStatement | cst.BaseSmallStatement
MUTATORS = frozenset(
    {"append", "extend", "insert", "appendleft", "update", "add", "setdefault", "pop", "remove", "clear"}
)


@dataclass(frozen=True)
class Interest:
    """What makes a function worth executing: keywords of calls, last names of callees, keys of dict displays, names
    of functions and variables."""

    keywords: frozenset[str]
    callees: frozenset[str]
    keys: frozenset[str]
    is_name: Callable[[str], bool]


@dataclass(eq=False)
class FunctionInfo:
    """A function or method, or the module body (`node` is then the module)."""

    node: cst.FunctionDef | cst.Module
    name: str
    owner: ClassInfo | None = None
    outer: FunctionInfo | None = None
    marked: bool = False
    calls: set[str] = field(default_factory=set)
    size: int = 0  # nodes of code, those of nested functions left out


@dataclass(eq=False)
class ClassInfo:
    """A class: its methods, the statements of its body, and which methods write or change which `self` attribute."""

    node: cst.ClassDef
    name: str
    bases: tuple[str, ...]
    methods: dict[str, FunctionInfo] = field(default_factory=dict)
    body: list[Statement] = field(default_factory=list)
    writers: dict[str, list[FunctionInfo]] = field(default_factory=dict)
    changers: dict[str, list[FunctionInfo]] = field(default_factory=dict)


@dataclass(eq=False)
class Index:
    """Everything a file binds."""

    body: FunctionInfo
    imports: dict[str, str] = field(default_factory=dict)
    functions: dict[cst.FunctionDef, FunctionInfo] = field(default_factory=dict)
    classes: dict[cst.ClassDef, ClassInfo] = field(default_factory=dict)
    bindings: dict[str, list[Statement]] = field(default_factory=dict)


def index(module: cst.Module, interest: Interest) -> Index:
    """The index of `module`."""
    body = FunctionInfo(module, "<module>")
    result = Index(body)
    for statement in statements(module.body):
        _bind(statement, statement, result.bindings)
    _Walker(result, interest).walk(module, body, None)
    return result


def import_names(node: cst.Import | cst.ImportFrom) -> dict[str, str]:
    """What an import binds, as dotted names; a relative import starts with its dots."""
    bound: dict[str, str] = {}
    if isinstance(node, cst.Import):
        for alias in node.names:
            name = dotted(alias.name)
            if alias.asname is not None and isinstance(alias.asname.name, cst.Name):
                bound[alias.asname.name.value] = name
            else:
                bound[name.partition(".")[0]] = name.partition(".")[0]
        return bound
    if isinstance(node.names, cst.ImportStar):
        return bound
    base = "." * len(node.relative) + (dotted(node.module) if node.module is not None else "")
    for alias in node.names:
        name = dotted(alias.name)
        local = alias.asname.name.value if alias.asname and isinstance(alias.asname.name, cst.Name) else name
        bound[local] = f"{base}.{name}" if base and not base.endswith(".") else base + name
    return bound


def _targets(node: cst.CSTNode) -> list[str]:
    """Names that a target binds or changes."""
    if isinstance(node, cst.Name):
        return [node.value]
    if isinstance(node, (cst.Tuple, cst.List)):
        return [name for element in node.elements for name in _targets(element.value)]
    if isinstance(node, (cst.Subscript, cst.Attribute, cst.StarredElement)):
        return _targets(node.value)
    return []


def _bind(statement: Statement, top: Statement, bindings: dict[str, list[Statement]]) -> None:
    """Note under which names the top-level statement `top` binds something, looking into compound statements."""

    def note(name: str) -> None:
        known = bindings.setdefault(name, [])
        if not known or known[-1] is not top:
            known.append(top)

    match statement:
        case cst.Assign(targets=targets):
            for target in targets:
                for name in _targets(target.target):
                    note(name)
        case cst.AnnAssign(target=target, value=value) if value is not None:
            for name in _targets(target):
                note(name)
        case cst.AugAssign(target=target):
            for name in _targets(target):
                note(name)
        case cst.FunctionDef(name=name) | cst.ClassDef(name=name):
            note(name.value)
        case cst.Import() | cst.ImportFrom():
            for local in import_names(statement):
                note(local)
        case cst.Expr(value=cst.Call(func=cst.Attribute(value=cst.Name(value=name), attr=attribute))):
            if attribute.value in MUTATORS:
                note(name)
        case cst.For() | cst.While() | cst.If() | cst.Try() | cst.With() | cst.TryStar():
            if isinstance(statement, cst.For):
                for name in _targets(statement.target):
                    note(name)
            for suite in _suites(statement):
                for inner in statements(suite):
                    _bind(inner, top, bindings)


def _suites(node: cst.CSTNode) -> list[cst.BaseSuite]:
    found: list[cst.BaseSuite] = []
    for name in ("body", "orelse", "finalbody"):
        part = getattr(node, name, None)
        if isinstance(part, cst.BaseSuite):
            found.append(part)
        elif isinstance(part, (cst.Else, cst.Finally)):
            found.append(part.body)
        elif isinstance(part, cst.If):
            found.extend(_suites(part))
    for handler in getattr(node, "handlers", ()):
        found.append(handler.body)
    return found


class _Walker:
    """One pruned walk over a file."""

    def __init__(self, result: Index, interest: Interest) -> None:
        self.result = result
        self.interest = interest

    def walk(self, node: cst.CSTNode, function: FunctionInfo, owner: ClassInfo | None) -> None:
        """Visit everything below `node`, which belongs to `function` and, directly, to the class `owner`."""
        stack: list[tuple[cst.CSTNode, FunctionInfo, ClassInfo | None]] = [
            (child, function, owner) for child in reversed(list(children(node)))
        ]
        while stack:
            node, function, owner = stack.pop()
            kind = type(node)
            function.size += 1
            if kind is cst.FunctionDef:
                function = self._function(node, function, owner)  # type: ignore[arg-type]
                owner = None
            elif kind is cst.ClassDef:
                owner = self._class(node)  # type: ignore[arg-type]
            elif kind is cst.Call:
                self._call(node, function)  # type: ignore[arg-type]
            elif kind is cst.Dict:
                self._dict(node, function)  # type: ignore[arg-type]
            elif kind is cst.Assign or kind is cst.AugAssign or kind is cst.AnnAssign:
                self._assign(node, function)
            elif kind is cst.Import or kind is cst.ImportFrom:
                self.result.imports.update(import_names(node))  # type: ignore[arg-type]
                continue
            elif kind in _LEAVES:
                continue
            stack.extend((child, function, owner) for child in reversed(list(children(node))))

    def _function(self, node: cst.FunctionDef, outer: FunctionInfo, owner: ClassInfo | None) -> FunctionInfo:
        info = FunctionInfo(node, node.name.value, owner, None if isinstance(outer.node, cst.Module) else outer)
        info.marked = self.interest.is_name(info.name)
        self.result.functions[node] = info
        if owner is not None:
            owner.methods[info.name] = info
        return info

    def _class(self, node: cst.ClassDef) -> ClassInfo:
        info = ClassInfo(node, node.name.value, tuple(dotted(base.value) for base in node.bases))
        info.body = [statement for statement in statements(node.body) if not isinstance(statement, cst.FunctionDef)]
        self.result.classes[node] = info
        return info

    def _call(self, node: cst.Call, function: FunctionInfo) -> None:
        callee = node.func
        if isinstance(callee, cst.Name):
            name = callee.value
        elif isinstance(callee, cst.Attribute):
            name = callee.attr.value
            if name in MUTATORS:
                self._changes(callee.value, function)
        else:
            name = ""
        function.calls.add(name)
        if function.marked:
            return
        if name in self.interest.callees:
            function.marked = True
            return
        for argument in node.args:
            if argument.keyword is not None and argument.keyword.value in self.interest.keywords:
                function.marked = True
                return

    def _dict(self, node: cst.Dict, function: FunctionInfo) -> None:
        if function.marked:
            return
        for element in node.elements:
            key = element.key if isinstance(element, cst.DictElement) else None
            if isinstance(key, cst.SimpleString) and key.value[1:-1] in self.interest.keys:
                function.marked = True

    def _assign(self, node: cst.CSTNode, function: FunctionInfo) -> None:
        targets = [item.target for item in node.targets] if isinstance(node, cst.Assign) else [node.target]  # type: ignore[attr-defined]
        for target in targets:
            if isinstance(target, cst.Name):
                if not function.marked and self.interest.is_name(target.value):
                    function.marked = True
            elif isinstance(target, cst.Attribute):
                self._writes(target, function)
            elif isinstance(target, cst.Subscript):
                self._changes(target.value, function)
            elif isinstance(target, (cst.Tuple, cst.List)):
                for element in target.elements:
                    if isinstance(element.value, cst.Attribute):
                        self._writes(element.value, function)

    def _writes(self, target: cst.Attribute, function: FunctionInfo) -> None:
        method = _method_of(function)
        if method is not None and method.owner and isinstance(target.value, cst.Name) and target.value.value == "self":
            known = method.owner.writers.setdefault(target.attr.value, [])
            if method not in known:
                known.append(method)

    def _changes(self, target: cst.BaseExpression, function: FunctionInfo) -> None:
        method = _method_of(function)
        if method is None or method.owner is None or not isinstance(target, cst.Attribute):
            return
        if isinstance(target.value, cst.Name) and target.value.value == "self":
            known = method.owner.changers.setdefault(target.attr.value, [])
            if method not in known:
                known.append(method)


_LEAVES = frozenset(
    {cst.Name, cst.SimpleString, cst.Integer, cst.Float, cst.Pass, cst.Break, cst.Continue, cst.Annotation}
)


def _method_of(function: FunctionInfo) -> FunctionInfo | None:
    """The method a function is nested in, or is."""
    inner: FunctionInfo | None = function
    while inner is not None and inner.owner is None:
        inner = inner.outer
    return inner
