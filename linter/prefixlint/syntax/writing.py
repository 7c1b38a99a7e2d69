"""Which statements of a method decide what it sets an attribute to.

A method that sets an attribute is mostly run for that alone, and most of it has nothing to do with the attribute.
Knows: facts about statements. Must not know: values, prompts, providers.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import libcst as cst

from prefixlint.syntax.names import Fact, FunctionInfo
from prefixlint.syntax.slice import JUMPS, Slice, all_uses


@dataclass(slots=True)
class Part:
    """Statements of one method, as of a slice: those that are executed, and those of which only the jumps matter."""

    full: set[cst.CSTNode] = field(default_factory=set)
    passable: set[cst.CSTNode] = field(default_factory=set)

    def demand(self, function: FunctionInfo, lost: bool = False) -> None:
        """Nothing more is kept, whoever asks: what it is for is settled."""


def writing(function: FunctionInfo, word: str, within: Slice | None) -> Part:
    """What of `function` the attribute `word` depends on that it sets; no more than the slice `within` keeps of it."""
    part = Part()
    binders: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in function.facts:
        for name in fact.defs | fact.changes:
            binders[name].append(fact)
    todo = list(binders[f".{word}"])
    while todo:
        fact = todo.pop()
        if (
            fact.node in part.full
            or fact.node is function.node
            or (within is not None and fact.node not in within.full)
        ):
            continue
        part.full.add(fact.node)
        for name in all_uses(fact):
            todo.extend(binders[name])
        if fact.parent is not None:
            todo.append(fact.parent)
    for fact in function.facts:
        if type(fact.node) in JUMPS and fact.node not in part.full:
            _pass(fact, part)
    return part


def _pass(fact: Fact, part: Part) -> None:
    step: Fact | None = fact
    if isinstance(fact.node, (cst.Break, cst.Continue)):
        while step is not None and not isinstance(step.node, (cst.For, cst.While)):
            step = step.parent
        if step is None or step.node not in part.full:
            return
        step = fact
    while step is not None and step.node not in part.full and step.node is not step.function.node:
        part.passable.add(step.node)
        step = step.parent


__all__ = ["Part", "writing"]
