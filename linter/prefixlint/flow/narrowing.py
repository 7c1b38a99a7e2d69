"""What a test says of the variables in it, for what runs because it holds or does not.

Knows: names, comparisons, roles of turns. Must not know: statements, SDK names (the roles of system texts are a table).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import libcst as cst

from prefixlint.flow.engine import Frame
from prefixlint.flow.state import State
from prefixlint.flow.texts import truth
from prefixlint.flow.values import Const, Hole, Value, alt
from prefixlint.flow.volatility import UNKNOWN
from prefixlint.syntax.walk import written

_TELLING = frozenset({cst.UnaryOperation, cst.Name, cst.Comparison, cst.BooleanOperation})


@dataclass(frozen=True, slots=True)
class Said:
    """A variable that holds `after` instead of `before` because a test says so."""

    name: str
    before: Value
    after: Value


def narrow(test: cst.BaseExpression, frame: Frame, holds: bool) -> list[Said]:
    """Make of variables what `test`, which holds or does not, says of them: `if x` leaves what is not empty of `x`."""
    said: list[Said] = []
    if type(test) in _TELLING:
        _narrow(test, frame, holds, said)
    return said


def forget(said: list[Said], *states: State | None) -> None:
    """Undo what a test said in the `states` of its outcomes, which meet again, but for what was bound anew in one."""
    live = [state for state in states if state is not None]
    held: dict[str, set[int]] = {}
    for one in said:
        held.setdefault(one.name, set()).update((id(one.before), id(one.after)))
    for one in said if len(live) == len(states) else ():
        if all(id(state.vars.get(one.name)) in held[one.name] for state in live):
            for state in live:
                state.vars[one.name] = one.before


@contextmanager
def narrowed(test: cst.BaseExpression, frame: Frame, holds: bool) -> Iterator[None]:
    """What `test` says of variables, for one expression only."""
    said = narrow(test, frame, holds)
    yield
    forget(said, frame.state)


def _narrow(test: cst.BaseExpression, frame: Frame, holds: bool, said: list[Said]) -> None:
    if type(test) is cst.UnaryOperation:
        if isinstance(test.operator, cst.Not):
            _narrow(test.expression, frame, not holds, said)
    elif type(test) is cst.BooleanOperation:
        if isinstance(test.operator, cst.And) == holds:  # all of `a and b` holds, nothing of `a or b`
            _narrow(test.left, frame, holds, said)
            _narrow(test.right, frame, holds, said)
    elif type(test) is cst.Name:
        value = frame.live.vars.get(test.value)
        options = getattr(value, "options", None)
        if options is not None:
            kept = [option for option in options if truth(option, frame) in (None, holds)]
            if kept and len(kept) < len(options):
                _say(test.value, alt(kept), frame, said)
    elif type(test) is cst.Comparison and len(test.comparisons) == 1:
        _role(test, frame, holds, said)
        if type(test.left) is cst.Name:
            _none(test.left.value, test.comparisons[0], frame, holds, said)


def _say(name: str, value: Value, frame: Frame, said: list[Said]) -> None:
    said.insert(0, Said(name, frame.live.vars[name], value))
    frame.live.vars[name] = value


def _none(name: str, target: cst.ComparisonTarget, frame: Frame, holds: bool, said: list[Said]) -> None:
    """`if x is None`."""
    if not (type(target.comparator) is cst.Name and target.comparator.value == "None"):
        return
    options = getattr(frame.live.vars.get(name), "options", None)
    if options is not None and isinstance(target.operator, (cst.Is, cst.IsNot, cst.Equal, cst.NotEqual)):
        is_none = isinstance(target.operator, (cst.Is, cst.Equal)) == holds
        kept = [one for one in options if (isinstance(one, Const) and one.value is None) == is_none]
        if not is_none and kept:
            _say(name, alt(kept), frame, said)


def _role(test: cst.Comparison, frame: Frame, holds: bool, said: list[Said]) -> None:
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
        _say(owner.value, Hole(UNKNOWN, turn.origin, turn.source, turn.shape), frame, said)


__all__ = ["Said", "forget", "narrow", "narrowed"]
