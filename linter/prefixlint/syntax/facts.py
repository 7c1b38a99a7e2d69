"""One pruned walk over a file: its index, and for each statement what it binds, reads and changes.

Knows: scopes, targets and calls of Python. Must not know: prompts or providers (what to look for comes in as `Interest`).
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

import libcst as cst

from prefixlint.syntax.names import MUTATORS, ClassInfo, Fact, FunctionInfo, Index, Interest, bind_all, import_names
from prefixlint.syntax.walk import children, dotted, statements

_CHANGING = MUTATORS | {"sort", "reverse", "popitem", "popleft", "discard", "extendleft", "rotate", "__setitem__"}
_SELF = frozenset({"self", "cls"})


def index(module: cst.Module, interest: Interest) -> Index:
    """The index of `module`."""
    body = FunctionInfo(module, "<module>")
    result = Index(body)
    extend(result, module, interest)
    return result


def extend(result: Index, module: cst.Module, interest: Interest) -> None:
    """Add what `module` binds, a part of the file that `result` is the index of."""
    before = len(result.functions)
    bind_all(module, result)
    _Walker(result, interest).walk(module, result.body)
    for info in (result.body, *islice(result.functions.values(), before, None)):
        _mark_users(info)


def _mark_users(info: FunctionInfo) -> None:
    """Calls that take a variable which holds messages or prompt text may send it, whatever they are called."""
    holders: set[str] = set()
    for fact in info.facts:
        if fact.holds:
            holders |= fact.defs | fact.changes
    if not holders:
        return
    for fact in info.facts:
        if not fact.marked and not fact.args.isdisjoint(holders):
            fact.marked = True


class _Walker:
    """The walk. Each entry of the stack is a node with the function, the class and the statement it stands in."""

    def __init__(self, result: Index, interest: Interest) -> None:
        self.result = result
        self.interest = interest
        self.packages: dict[str, str] = {}
        self.stack: list[tuple[cst.CSTNode, FunctionInfo, ClassInfo | None, Fact]] = []

    def walk(self, module: cst.Module, body: FunctionInfo) -> None:
        """Visit everything in `module`."""
        top = Fact(module, None, body)
        stack = self.stack
        self._push(module, body, None, top)
        while stack:
            node, function, owner, fact = stack.pop()
            kind = type(node)
            function.size += 1
            if kind is cst.Name:
                fact.uses.add(node.value)  # type: ignore[attr-defined]
                continue
            if kind in _LEAVES:
                continue
            if kind in _STATEMENTS:
                fact = Fact(node, fact if fact.node is not function.node else None, function)
                function.facts.append(fact)
            handler = _VISITORS.get(kind)
            if handler is None or not handler(self, node, function, owner, fact):
                self._push(node, function, owner, fact)

    def _push(self, node: cst.CSTNode, function: FunctionInfo, owner: ClassInfo | None, fact: Fact) -> None:
        below = [(child, function, owner, fact) for child in children(node)]
        below.reverse()
        self.stack.extend(below)

    # -- scopes: these push what is inside themselves -----------------------------------------------------------------

    def _function(self, node: cst.FunctionDef, outer: FunctionInfo, owner: ClassInfo | None, fact: Fact) -> bool:
        info = FunctionInfo(node, node.name.value, owner, None if isinstance(outer.node, cst.Module) else outer)
        self.result.functions[node] = info
        fact.defs.add(info.name)
        if owner is not None:
            owner.methods[info.name] = info
        signature = Fact(node.params, None, info)
        info.facts.append(signature)
        if self.interest.is_name(info.name) or any(map(self._is_builder, node.decorators)):
            signature.mark(True)
        self.stack.append((node.body, info, None, signature))
        self.stack.append((node.params, info, None, signature))
        self.stack.extend((decorator, outer, None, fact) for decorator in node.decorators)
        # Statements of the body have no parent in the function: `walk` sees that their statement is the function's.
        signature.node = node
        return True

    def _is_builder(self, decorator: cst.Decorator) -> bool:
        node = decorator.decorator
        return self.interest.is_decorator(dotted(node.func if isinstance(node, cst.Call) else node))

    def _class(self, node: cst.ClassDef, function: FunctionInfo, owner: ClassInfo | None, fact: Fact) -> bool:
        info = ClassInfo(node, node.name.value, tuple(dotted(base.value) for base in node.bases))
        info.body = [statement for statement in statements(node.body) if not isinstance(statement, cst.FunctionDef)]
        self.result.classes[node] = info
        fact.defs.add(info.name)
        self._push(node, function, info, fact)
        return True

    def _import(self, node: cst.Import, function: FunctionInfo, owner: ClassInfo | None, fact: Fact) -> bool:
        names = import_names(node)
        self.result.imports.update(names)
        fact.defs.update(names)
        return True

    # -- expressions --------------------------------------------------------------------------------------------------

    def _attribute(self, node: cst.Attribute, function: FunctionInfo, owner: ClassInfo | None, fact: Fact) -> bool:
        fact.uses.add("." + node.attr.value)
        self.stack.append((node.value, function, None, fact))
        return True

    def _call(self, node: cst.Call, function: FunctionInfo, owner: ClassInfo | None, fact: Fact) -> bool:
        callee = node.func
        name = ""
        if type(callee) is cst.Name:
            name = callee.value
            function.calls.add(name)
        elif type(callee) is cst.Attribute:
            name = callee.attr.value
            if name in _CHANGING:
                self._changes(callee.value, function, fact)
            head = callee.value
            if not (type(head) is cst.Name and head.value in self.result.imports):
                function.calls.add(name)
        known = name in self.interest.callees and self._is_call(node)
        hits = [one.keyword is not None and one.keyword.value in self.interest.keywords for one in node.args]
        beside = any(hits)
        if known or beside:
            fact.mark(False)
        for place, (argument, hit) in enumerate(zip(node.args, hits, strict=True)):
            value = argument.value
            if type(value) is cst.Name:
                fact.args.add(value.value)
                if name in self.interest.changing:
                    fact.changes.add(value.value)
            sink = fact
            if not (known or hit or argument.star or not name or name in _CHANGING):
                sink = fact.argument(name, argument.keyword.value if argument.keyword is not None else place, beside)
            self.stack.append((value, function, None, sink))
        self.stack.append((callee, function, None, fact))
        return True

    def _is_call(self, node: cst.Call) -> bool:
        imports = self.result.imports
        head, dot, rest = dotted(node.func).partition(".")
        keywords = {argument.keyword.value for argument in node.args if argument.keyword is not None}
        if len(self.packages) != len(imports):
            self.packages = {local: name.partition(".")[0] for local, name in imports.items()}
        return self.interest.is_call(imports.get(head, head) + dot + rest, keywords, self.packages.values())

    def _expr(self, node: cst.Expr, function: FunctionInfo, owner: ClassInfo | None, fact: Fact) -> bool:
        value: cst.BaseExpression = node.value
        while isinstance(value, cst.Await):
            value = value.expression
        if isinstance(value, cst.Call):
            fact.silent = dotted(value.func).rpartition(".")[2]
        return False

    def _dict(self, node: cst.Dict, function: FunctionInfo, owner: ClassInfo | None, fact: Fact) -> bool:
        for element in node.elements:
            key = element.key if isinstance(element, cst.DictElement) else None
            if isinstance(key, cst.SimpleString) and key.value[1:-1] in self.interest.keys:
                fact.mark(True)
        return False

    def _param(self, node: cst.Param, function: FunctionInfo, owner: ClassInfo | None, fact: Fact) -> bool:
        if node.default is not None:
            self.stack.append((node.default, function, None, fact))
        return True

    def _binds(self, node: cst.CSTNode, function: FunctionInfo, owner: ClassInfo | None, fact: Fact) -> bool:
        """A pattern, an alias or a `:=` that binds a name."""
        if isinstance(node, (cst.MatchAs, cst.MatchStar)):
            if node.name is not None:
                fact.defs.add(node.name.value)
        elif isinstance(node, cst.MatchMapping):
            if node.rest is not None:
                fact.defs.add(node.rest.value)
        elif isinstance(node, cst.AsName):
            self._target(node.name, function, owner, fact)
        elif isinstance(node, (cst.NamedExpr, cst.For)):
            self._target(node.target, function, owner, fact)
        return False

    def _yield(self, node: cst.Yield, function: FunctionInfo, owner: ClassInfo | None, fact: Fact) -> bool:
        fact.root.yields = True
        return False

    # -- assignments --------------------------------------------------------------------------------------------------

    def _assign(self, node: cst.CSTNode, function: FunctionInfo, owner: ClassInfo | None, fact: Fact) -> bool:
        if isinstance(node, cst.Assign):
            for item in node.targets:
                self._target(item.target, function, owner, fact, True)
        elif isinstance(node, cst.Del):
            self._changes_all(node.target, function, fact)
        elif isinstance(node, cst.AugAssign) or (isinstance(node, cst.AnnAssign) and node.value is not None):
            self._target(node.target, function, owner, fact, True)
        return False

    def _target(
        self, target: cst.CSTNode, function: FunctionInfo, owner: ClassInfo | None, fact: Fact, by_name: bool = False
    ) -> None:
        if isinstance(target, cst.Name):
            fact.defs.add(target.value)
            if owner is not None:
                fact.defs.add("." + target.value)
            if by_name and self.interest.is_name(target.value):
                fact.mark(True)
        elif isinstance(target, cst.Attribute):
            fact.defs.add("." + target.attr.value)
            if isinstance(target.value, cst.Name) and target.value.value not in _SELF:
                fact.changes.add(target.value.value)
            self._writes(target, function)
        elif isinstance(target, cst.Subscript):
            self._changes(target.value, function, fact)
        elif isinstance(target, (cst.Tuple, cst.List)):
            for element in target.elements:
                self._target(element.value, function, owner, fact)
        elif isinstance(target, cst.StarredElement):
            self._target(target.value, function, owner, fact)

    def _writes(self, target: cst.Attribute, function: FunctionInfo) -> None:
        method = _method_of(function)
        if method is not None and method.owner and isinstance(target.value, cst.Name) and target.value.value == "self":
            known = method.owner.writers.setdefault(target.attr.value, [])
            if method not in known:
                known.append(method)

    def _changes_all(self, target: cst.CSTNode, function: FunctionInfo, fact: Fact) -> None:
        if isinstance(target, (cst.Tuple, cst.List)):
            for element in target.elements:
                self._changes_all(element.value, function, fact)
        elif isinstance(target, cst.Subscript):
            self._changes(target.value, function, fact)

    def _changes(self, target: cst.BaseExpression, function: FunctionInfo, fact: Fact) -> None:
        """An object is changed in place: the variable or attribute that holds it, or that holds what holds it."""
        while isinstance(target, (cst.Subscript, cst.Call)):
            target = target.value if isinstance(target, cst.Subscript) else target.func
            if isinstance(target, cst.Attribute) and not isinstance(target.value, cst.Name):
                target = target.value
        if isinstance(target, cst.Name):
            fact.changes.add(target.value)
        elif isinstance(target, cst.Attribute):
            fact.changes.add("." + target.attr.value)
            if isinstance(target.value, cst.Name) and target.value.value == "self":
                method = _method_of(function)
                if method is not None and method.owner is not None:
                    known = method.owner.changers.setdefault(target.attr.value, [])
                    if method not in known:
                        known.append(method)
            elif isinstance(target.value, cst.Name) and target.value.value not in _SELF:
                fact.changes.add(target.value.value)


_LEAVES = frozenset({cst.SimpleString, cst.Integer, cst.Float, cst.Pass, cst.Annotation})
_STATEMENTS = frozenset(
    {
        cst.Expr, cst.Assign, cst.AnnAssign, cst.AugAssign, cst.Return, cst.Raise, cst.Break, cst.Continue, cst.Del,
        cst.Import, cst.ImportFrom, cst.FunctionDef, cst.ClassDef, cst.If, cst.Try, cst.TryStar, cst.With, cst.Match,
        cst.For, cst.While, cst.Assert,
    }
)  # fmt: skip
_VISITORS: dict[type, Callable[..., bool]] = {
    cst.FunctionDef: _Walker._function,
    cst.ClassDef: _Walker._class,
    cst.Import: _Walker._import,
    cst.ImportFrom: _Walker._import,
    cst.Attribute: _Walker._attribute,
    cst.Call: _Walker._call,
    cst.Expr: _Walker._expr,
    cst.Dict: _Walker._dict,
    cst.Param: _Walker._param,
    cst.Assign: _Walker._assign,
    cst.AnnAssign: _Walker._assign,
    cst.AugAssign: _Walker._assign,
    cst.Del: _Walker._assign,
    cst.Yield: _Walker._yield,
    cst.For: _Walker._binds,
    cst.AsName: _Walker._binds,
    cst.NamedExpr: _Walker._binds,
    cst.MatchAs: _Walker._binds,
    cst.MatchStar: _Walker._binds,
    cst.MatchMapping: _Walker._binds,
}


def _method_of(function: FunctionInfo) -> FunctionInfo | None:
    """The method a function is nested in, or is."""
    inner: FunctionInfo | None = function
    while inner is not None and inner.owner is None:
        inner = inner.outer
    return inner
