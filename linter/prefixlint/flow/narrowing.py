"""What a test says of the variables in it, for what runs because it holds or does not.

Knows: names, comparisons, roles of turns. Must not know: statements, SDK names (the roles of system texts are a table).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import libcst as cst

from prefixlint.flow.engine import Frame
from prefixlint.flow.texts import truth
from prefixlint.flow.values import Const, Hole, alt
from prefixlint.flow.volatility import UNKNOWN
from prefixlint.syntax.walk import written

_TELLING = frozenset({cst.UnaryOperation, cst.Name, cst.Comparison, cst.BooleanOperation})


def narrow(test: cst.BaseExpression, frame: Frame, holds: bool) -> None:
    """What `test`, which holds or does not, says of variables: `if x` leaves what is not empty of `x`."""
    if type(test) not in _TELLING:
        return
    if isinstance(test, cst.UnaryOperation):
        if isinstance(test.operator, cst.Not):
            narrow(test.expression, frame, not holds)
    elif isinstance(test, cst.BooleanOperation):
        if isinstance(test.operator, cst.And) == holds:  # all of `a and b` holds, nothing of `a or b`
            narrow(test.left, frame, holds)
            narrow(test.right, frame, holds)
    elif isinstance(test, cst.Name):
        value = frame.live.vars.get(test.value)
        options = getattr(value, "options", None)
        if options is not None:
            kept = [option for option in options if truth(option, frame) in (None, holds)]
            if kept and len(kept) < len(options):
                frame.live.vars[test.value] = alt(kept)
    elif isinstance(test, cst.Comparison) and len(test.comparisons) == 1:
        _role(test, frame, holds)
        if isinstance(test.left, cst.Name):
            _none(test.left.value, test.comparisons[0], frame, holds)


@contextmanager
def narrowed(test: cst.BaseExpression, frame: Frame, holds: bool) -> Iterator[None]:
    """What `test` says of variables, for one expression only."""
    before = dict(frame.live.vars)
    narrow(test, frame, holds)
    changed = {name: before[name] for name, value in frame.live.vars.items() if value is not before[name]}
    yield
    if frame.state is not None:
        frame.state.vars.update(changed)


def _none(name: str, target: cst.ComparisonTarget, frame: Frame, holds: bool) -> None:
    """`if x is None`."""
    if not (isinstance(target.comparator, cst.Name) and target.comparator.value == "None"):
        return
    options = getattr(frame.live.vars.get(name), "options", None)
    if options is not None and isinstance(target.operator, (cst.Is, cst.IsNot, cst.Equal, cst.NotEqual)):
        is_none = isinstance(target.operator, (cst.Is, cst.Equal)) == holds
        kept = [one for one in options if (isinstance(one, Const) and one.value is None) == is_none]
        if not is_none and kept:
            frame.live.vars[name] = alt(kept)


def _role(test: cst.Comparison, frame: Frame, holds: bool) -> None:
    """`if turn["role"] == "system"`: what follows is not about a turn of the conversation but about its system text."""
    target = test.comparisons[0]
    if not isinstance(target.operator, cst.Equal if holds else cst.NotEqual):
        return
    left: cst.BaseExpression = test.left
    if isinstance(left, cst.Call):  # turn.get("role")
        left = left.func
    owner = left.value if isinstance(left, (cst.Subscript, cst.Attribute)) else None
    if not isinstance(owner, cst.Name) or not isinstance(target.comparator, cst.SimpleString):
        return
    turn = frame.live.vars.get(owner.value)
    if written(target.comparator) not in frame.engine.knowledge.system_roles or not isinstance(turn, Hole):
        return
    if turn.taint.believed():
        frame.live.vars[owner.value] = Hole(UNKNOWN, turn.origin, turn.source, turn.shape)


__all__ = ["narrow", "narrowed"]
