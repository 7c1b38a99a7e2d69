"""What a file binds: imports to dotted names, functions, classes, module-level statements by name.

Knows: scopes and bindings of Python. Must not know: prompts or providers (what to look for comes in as `Interest`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import islice

import libcst as cst

from prefixlint.syntax.walk import children, dotted, statements

Statement = cst.BaseStatement | cst.BaseSmallStatement
MUTATORS = frozenset(
    {"append", "extend", "insert", "appendleft", "update", "add", "setdefault", "pop", "remove", "clear"}
)

MAX_HOMES = 4  # files of which it is kept in which function each node stands


@dataclass(frozen=True)
class Interest:
    """What makes a statement worth executing: keywords of calls, callees (by last name first, then by dotted name,
    keywords of the call and packages that the file imports), keys of dict displays, names of functions and variables;
    which functions change their arguments; and decorators of functions."""

    keywords: frozenset[str]
    callees: frozenset[str]
    is_call: Callable[[str, Collection[str], Collection[str]], bool]
    keys: frozenset[str]
    is_name: Callable[[str], bool]
    changing: frozenset[str] = frozenset()
    is_decorator: Callable[[str], bool] = lambda _: False


class Fact:
    """What one statement binds and reads; a signature is a statement too. Names of attributes begin with a dot. The
    arguments of calls are facts of their own inside, since they matter only if the parameter does."""

    __slots__ = (
        "args", "callee", "changes", "defs", "function", "holds", "inner", "marked", "node", "optional", "parent", "root", "silent",
        "slot", "uses", "yields",
    )  # fmt: skip

    def __init__(self, node: cst.CSTNode, parent: Fact | None, function: FunctionInfo) -> None:
        self.node = node
        self.parent = parent  # the compound statement it stands in, within the function
        self.function = function
        self.root = self
        self.marked = False  # shows a request, a message or a prompt text
        self.holds = False  # binds or changes something that holds a message or prompt text
        self.yields = False
        self.silent = ""  # the function that is called as a statement, so that its result is lost
        self.defs: set[str] = set()
        self.uses: set[str] = set()  # what it binds included, where the two are hard to tell apart
        self.changes: set[str] = set()  # variables and attributes whose object is changed in place
        self.args: set[str] = set()  # variables that are passed to some call as they are
        self.inner: list[Fact] = []
        self.callee = ""
        self.slot: str | int = ""  # keyword or position in the call of `callee`
        self.optional = False  # beside an argument that is prompt text, in a call of something not in sight

    def argument(self, callee: str, slot: str | int, optional: bool) -> Fact:
        """The fact for one argument of a call in this statement; only what it reads is its own."""
        inner = Fact(self.node, self.parent, self.function)
        inner.root, inner.defs, inner.changes, inner.args = self.root, self.defs, self.changes, self.args
        inner.callee, inner.slot, inner.optional = callee, slot, optional
        self.inner.append(inner)
        return inner

    def mark(self, holds: bool) -> None:
        """Note that the statement shows a request, or holds a message or prompt text."""
        self.root.marked = self.function.marked = True
        self.root.holds = self.root.holds or holds


@dataclass(eq=False)
class FunctionInfo:
    """A function or method, or the module body (`node` is then the module)."""

    node: cst.FunctionDef | cst.Module
    name: str
    owner: ClassInfo | None = None
    outer: FunctionInfo | None = None
    marked: bool = False
    calls: set[str] = field(default_factory=set)
    facts: list[Fact] = field(default_factory=list)
    size: int = 0  # nodes of code, those of nested functions left out

    @property
    def qualified(self) -> str:
        """Its dotted name inside the file: "Agent.run", "main.inner"; "" for the module body."""
        if isinstance(self.node, cst.Module):
            return ""
        outer = self.outer.qualified if self.outer is not None else ""
        owner = self.owner.name if self.owner is not None else ""
        return ".".join(part for part in (outer, owner, self.name) if part)


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

    @cached_property
    def fields(self) -> dict[str, list[Statement]]:
        """The statements of the body that bind, change or declare a name, by that name."""
        found: dict[str, list[Statement]] = {}
        for statement in self.body:
            if isinstance(statement, cst.Assign):
                targets = [target.target for target in statement.targets]
            elif isinstance(statement, (cst.AnnAssign, cst.AugAssign)):
                targets = [statement.target]
            else:
                continue
            for name in dict.fromkeys(target.value for target in targets if isinstance(target, cst.Name)):
                found.setdefault(name, []).append(statement)
        return found


@dataclass(eq=False)
class Index:
    """Everything a file binds."""

    body: FunctionInfo
    imports: dict[str, str] = field(default_factory=dict)
    functions: dict[cst.FunctionDef, FunctionInfo] = field(default_factory=dict)
    classes: dict[cst.ClassDef, ClassInfo] = field(default_factory=dict)
    bindings: dict[str, list[Statement]] = field(default_factory=dict)
    stars: list[str] = field(default_factory=list)  # modules of which everything is imported


def bind_all(module: cst.Module, result: Index) -> None:
    """Note what the statements of the module body bind."""
    for statement in statements(module.body):
        _bind(statement, statement, result)


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
    base = module_name(node)
    for alias in node.names:
        name = dotted(alias.name)
        local = alias.asname.name.value if alias.asname and isinstance(alias.asname.name, cst.Name) else name
        bound[local] = f"{base}.{name}" if base and not base.endswith(".") else base + name
    return bound


def module_name(node: cst.ImportFrom) -> str:
    """The module that is imported from; a relative one starts with its dots."""
    return "." * len(node.relative) + (dotted(node.module) if node.module is not None else "")


def _targets(node: cst.CSTNode) -> list[str]:
    """Names that a target binds or changes."""
    if isinstance(node, cst.Name):
        return [node.value]
    if isinstance(node, (cst.Tuple, cst.List)):
        return [name for element in node.elements for name in _targets(element.value)]
    if isinstance(node, (cst.Subscript, cst.Attribute, cst.StarredElement)):
        return _targets(node.value)
    return []


def _bind(statement: Statement, top: Statement, result: Index) -> None:
    """Note under which names the top-level statement `top` binds something, looking into compound statements."""

    def note(name: str) -> None:
        known = result.bindings.setdefault(name, [])
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
        case cst.ImportFrom(names=cst.ImportStar()):
            module = module_name(statement)
            if module not in result.stars:
                result.stars.append(module)
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
                    _bind(inner, top, result)


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


def parameters(info: FunctionInfo) -> list[str]:
    """The names of the parameters, those that take the rest included."""
    if not isinstance(info.node, cst.FunctionDef):
        return []
    params = info.node.params
    found = [param.name.value for param in (*params.posonly_params, *params.params, *params.kwonly_params)]
    if isinstance(params.star_arg, cst.Param):
        found.append(params.star_arg.name.value)
    if params.star_kwarg is not None:
        found.append(params.star_kwarg.name.value)
    return found[1:] if info.owner is not None and found and found[0] in ("self", "cls") else found


def variable(node: object) -> str:
    """The name of a node that is nothing but a name; "" of any other."""
    return node.value if isinstance(node, cst.Name) else ""


def qualified(index: Index, node: object) -> str:
    """The dotted name of the innermost function of a file in which `node` stands; "" outside of all."""
    info = home(index, node)
    return "" if info is None else info.qualified


def home(index: Index, node: object) -> FunctionInfo | None:
    """The innermost function of a file in which `node` stands; None outside of all."""
    return _homes(index, len(index.functions)).get(node) if isinstance(node, cst.CSTNode) else None


@lru_cache(maxsize=MAX_HOMES)
def _homes(index: Index, known: int) -> dict[cst.CSTNode, FunctionInfo]:
    """`known` is the number of its functions: the index of an imported file grows."""
    found: dict[cst.CSTNode, FunctionInfo] = {}
    for info in sorted(index.functions.values(), key=lambda info: info.qualified.count(".")):
        todo: list[cst.CSTNode] = [info.node]
        while todo:
            node = todo.pop()
            found[node] = info
            todo.extend(children(node))
    return found


def declared(tree: cst.FunctionDef) -> bool:
    """Whether a function only says that there is one (of a protocol, an abstract class), so that what it gives is decided
    elsewhere: its body is empty although it promises a result, or it says that it is not implemented."""
    body = list(islice((one for one in statements(tree.body) if not _is_text(one)), 2))
    if len(body) > 1:
        return False
    last = body[0] if body else None
    if isinstance(last, cst.Raise):
        raised = last.exc.func if isinstance(last.exc, cst.Call) else last.exc
        return isinstance(raised, cst.Name) and raised.value == "NotImplementedError"
    if last is not None and not isinstance(last, cst.Pass) and not _is_dots(last):
        return False
    promised = tree.returns.annotation if tree.returns is not None else None
    if promised is None:
        return any(dotted(one.decorator).rpartition(".")[2] == "abstractmethod" for one in tree.decorators)
    return not (isinstance(promised, cst.Name) and promised.value == "None")


def _is_text(statement: cst.CSTNode) -> bool:
    return type(statement) is cst.Expr and type(statement.value) in (cst.SimpleString, cst.ConcatenatedString)


def _is_dots(statement: cst.CSTNode) -> bool:
    return isinstance(statement, cst.Expr) and isinstance(statement.value, cst.Ellipsis)
