"""The calls of a file, read with Python's own parser: who calls what, and with which of its own parameters.

Over a whole project the question is which functions hand what they are given to a model, and who calls those. For that,
names are enough, and libcst's tree of every file would cost twenty times as much.

Knows: `ast`, scopes as far as names go. Must not know: SDK names, prompts, values.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from prefixlint.syntax.plain import import_names, target_names

SELF = "self"
REST = "*"  # the slot of `*args` and `**kwargs` in a call
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Call:
    """A call: the dotted callee as written, and its arguments by keyword or position (`REST` for what is spread)."""

    callee: str
    arguments: tuple[tuple[str | int, ast.expr], ...]

    @property
    def last(self) -> str:
        """The last name of the callee."""
        return self.callee.rpartition(".")[2].removesuffix("()")

    @property
    def keywords(self) -> frozenset[str]:
        """The keywords that are written."""
        return frozenset(slot for slot, _ in self.arguments if isinstance(slot, str))


@dataclass(eq=False)
class Routine:
    """A function or method (or the body of the module, named "")."""

    name: str
    owner: str  # the class it is a method of, "" if none
    parameters: tuple[str, ...]  # without the object itself
    rest: tuple[str, ...] = ()  # those of them that take any number of arguments
    calls: list[Call] = field(default_factory=list)
    assigned: list[tuple[list[str], ast.AST]] = field(default_factory=list)

    @cached_property
    def _derived(self) -> Mapping[str, frozenset[str]]:
        """Each name of the body with the parameters that it depends on."""
        derived = {parameter: frozenset({parameter}) for parameter in self.parameters}
        if self.owner:
            derived[SELF] = frozenset({SELF})
        for _ in range(3):  # what is assigned early may depend on what is assigned later in a loop
            for names, value in self.assigned:
                found = _depends(value, derived)
                for name in names if found else ():
                    derived[name] = derived.get(name, _NOTHING) | found
        return derived

    def depends(self, node: ast.expr) -> frozenset[str]:
        """The parameters that an expression of the body depends on (`SELF`: the object the method belongs to)."""
        return _depends(node, self._derived) if self.parameters or self.owner else _NOTHING


@dataclass(frozen=True, slots=True)
class Outline:
    """A file: what it imports (local name to dotted name), its routines, its classes with their bases."""

    path: str
    imports: dict[str, str]
    routines: tuple[Routine, ...]
    classes: dict[str, tuple[str, ...]]


def outline(path: str, text: str) -> Outline | None:
    """The outline of a file, None if this Python cannot parse it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
        reader = _Reader()
        reader.scope(tree, Routine("", "", ()))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return Outline(path, reader.imports, tuple(reader.routines), reader.classes)


class _Reader:
    def __init__(self) -> None:
        self.imports: dict[str, str] = {}
        self.routines: list[Routine] = []
        self.classes: dict[str, tuple[str, ...]] = {}

    def scope(self, node: ast.AST, routine: Routine) -> None:
        """Note a routine and all that is defined in it."""
        self.routines.append(routine)
        todo: list[tuple[ast.AST, str]] = [(one, "") for one in getattr(node, "body", ())]
        while todo:
            one, owner = todo.pop()
            kind = type(one)
            if kind is ast.Name or kind is ast.Constant:
                continue
            if kind is ast.FunctionDef or kind is ast.AsyncFunctionDef:
                self.scope(one, _routine(one, owner))  # type: ignore[arg-type]
                todo.extend((decorator, "") for decorator in one.decorator_list)  # type: ignore[attr-defined]
                continue
            if kind is ast.ClassDef:
                assert isinstance(one, ast.ClassDef)
                self.classes[one.name] = tuple(written(base) for base in one.bases)
                todo.extend((inner, one.name) for inner in one.body)
                continue
            if kind is ast.Import or kind is ast.ImportFrom:
                self.imports.update(import_names(one))  # type: ignore[arg-type]
                continue
            if kind is ast.Call:
                assert isinstance(one, ast.Call)
                callee = written(one.func)
                routine.calls.append(Call(callee, tuple(_arguments(one))))
                receiver = one.func.value if isinstance(one.func, ast.Attribute) else None
                if isinstance(receiver, ast.Name):  # `messages.append(x)` makes `messages` depend on x
                    routine.assigned.append(([receiver.id], one))
            else:
                routine.assigned.extend(_assigned(one))
            for name in one._fields:
                value = getattr(one, name, None)
                if type(value) is list:
                    todo.extend((inner, "") for inner in value if isinstance(inner, ast.AST))
                elif isinstance(value, ast.AST):
                    todo.append((value, ""))


def written(node: ast.expr) -> str:
    """`a.b.c` of a name or attribute chain; a call in it becomes "()", a subscript nothing; anything else is left out."""
    tail: list[str] = []
    while True:
        if isinstance(node, ast.Attribute):
            tail.append("." + node.attr)
            node = node.value
        elif isinstance(node, ast.Name):
            tail.append(node.id)
            return "".join(reversed(tail))
        elif isinstance(node, ast.Call):
            tail.append("()")
            node = node.func
        elif isinstance(node, (ast.Subscript, ast.Await)):
            node = node.value
        else:
            return "".join(reversed(tail)).lstrip(".")


def _arguments(node: ast.Call) -> Iterator[tuple[str | int, ast.expr]]:
    for place, value in enumerate(node.args):
        yield (REST if isinstance(value, ast.Starred) else place), value
    for word in node.keywords:
        yield (word.arg or REST), word.value


def _routine(node: ast.FunctionDef | ast.AsyncFunctionDef, owner: str) -> Routine:
    arguments = node.args
    names = [one.arg for one in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
    if owner and names and names[0] in (SELF, "cls"):
        names = names[1:]
    rest = [one.arg for one in (arguments.vararg, arguments.kwarg) if one is not None]
    return Routine(node.name, owner, (*names, *rest), tuple(rest))


def _assigned(node: ast.AST) -> Iterator[tuple[list[str], ast.AST]]:
    """The names that a node binds or changes, with what they get."""
    if isinstance(node, ast.Assign):
        yield [name for target in node.targets for name in target_names(target)], node.value
    elif isinstance(node, (ast.AnnAssign, ast.AugAssign, ast.NamedExpr)):
        if node.value is not None:
            yield list(target_names(node.target)), node.value
    elif isinstance(node, (ast.For, ast.AsyncFor, ast.comprehension)):
        yield list(target_names(node.target)), node.iter
    elif isinstance(node, ast.withitem) and node.optional_vars is not None:
        yield list(target_names(node.optional_vars)), node.context_expr


def _depends(node: ast.AST, derived: Mapping[str, frozenset[str]]) -> frozenset[str]:
    found: frozenset[str] = _NOTHING
    todo = [node]
    while todo:
        one = todo.pop()
        if isinstance(one, ast.Name):
            found |= derived.get(one.id, _NOTHING)
        else:
            todo.extend(ast.iter_child_nodes(one))
    return found
