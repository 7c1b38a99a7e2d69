"""Texts of things that have none of their own: what `str()` shows then is an address in memory.

Knows: which classes, functions and iterators show an address. Must not know: SDK names, what a prompt is.
"""

from __future__ import annotations

import libcst as cst

from prefixlint.flow import objects
from prefixlint.flow.engine import MAX_DEEP, Frame, elem_values
from prefixlint.flow.values import Class, DictObject, Function, Instance, ListObject, Ref, Value
from prefixlint.flow.volatility import Cause, Confidence, Taint, Volatility
from prefixlint.syntax.walk import dotted

ADDRESS = Taint(Volatility.PROCESS, Confidence.LIKELY, Cause.OBJECT_REPR)
_SHOWING = ("__str__", "__repr__", "__format__")
_LAZY = frozenset({"map", "filter", "zip", "enumerate", "reversed", "iter"})
_BOUND = frozenset(
    {"staticmethod", "classmethod", "override", "typing.override", "abstractmethod", "abc.abstractmethod"}
)


def address(value: Value, frame: Frame, depth: int = 0) -> bool:
    """Whether the text of `value` shows where something lies in memory."""
    if isinstance(value, Function):
        tree = value.node
        decorators = tree.decorators if isinstance(tree, cst.FunctionDef) else ()
        return all(dotted(one.decorator) in _BOUND for one in decorators)
    obj = frame.get(value) if isinstance(value, Ref) else None
    if isinstance(obj, Instance):
        return obj.cls is not None and nameless(obj.cls, frame)
    if depth >= MAX_DEEP:
        return False
    if isinstance(obj, ListObject):
        if _is_lazy(obj):
            return True
        return any(
            _is_object(one, frame) and address(one, frame, depth + 1) for e in obj.items for one in elem_values(e)
        )
    if isinstance(obj, DictObject):
        return any(_is_object(one.value, frame) and address(one.value, frame, depth + 1) for one in obj.entries)
    return False


def _is_object(value: Value, frame: Frame) -> bool:
    return isinstance(value, Ref) and not isinstance(value, Function)


def _is_lazy(obj: ListObject) -> bool:
    node = obj.origin.node if obj.origin is not None else None
    return isinstance(node, cst.GeneratorExp) or (isinstance(node, cst.Call) and dotted(node.func) in _LAZY)


def nameless(cls: Class, frame: Frame) -> bool:
    """Whether a class certainly shows no more than its name and an address: nothing in it or its bases, all of which are
    known, says otherwise, and nothing writes a `__repr__` for it."""
    lineage = objects.lineage(cls, frame)
    known = {info.name for _, info, _ in lineage}
    for _, info, _ in lineage:
        tree = info.node
        if not isinstance(tree, cst.ClassDef) or tree.decorators or tree.keywords:
            return False
        if any(word in info.methods for word in _SHOWING):
            return False
        if any(base.partition("[")[0] not in known | {"object", "ABC", "abc.ABC"} for base in info.bases):
            return False
        if any(_sets(statement) for statement in info.body):
            return False
    return bool(lineage)


def _sets(statement: cst.CSTNode) -> bool:
    """Whether a statement of a class body gives it a text: `__str__ = describe`."""
    if not isinstance(statement, cst.Assign):
        return False
    return any(isinstance(one.target, cst.Name) and one.target.value in _SHOWING for one in statement.targets)
