"""From what a rule wants mended to edits, where it is sure that they come out right.

Knows: which function makes which kind of repair. Must not know: rules, disk, who makes the edits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import libcst as cst

from prefixlint.finding import Fix, Place
from prefixlint.fix.intents import coarser, markers, moving, order
from prefixlint.fix.intents.code import Code, Unsure
from prefixlint.fix.intents.mend import Mend
from prefixlint.fix.text import EditError
from prefixlint.source import SourceError
from prefixlint.syntax.parse import Tree
from prefixlint.syntax.walk import children

if TYPE_CHECKING:
    from prefixlint.flow.unit import Unit
    from prefixlint.rule import Report


def _moved_or_shorter(code: Code, node: cst.CSTNode) -> Mend:
    """A clock that moves behind what stays the same, or where that is not plain is read to the day only."""
    try:
        return moving.to_newest_message(code, node)
    except (Unsure, EditError):
        return coarser.to_the_day(code, node)


KINDS: Mapping[str, Callable[[Code, cst.CSTNode], Mend]] = {
    "sort": order.in_order,
    "sort-keys": order.in_order_of_keys,
    "delete-marker": markers.taken_away,
    "mark-part": markers.onto_part,
    "marker-apart": markers.apart,
    "mark-system": markers.set_on_system,
    "long-marker": markers.longer,
    "newest-message": moving.to_newest_message,
    "newest-message-or-date": _moved_or_shorter,
    "submission-order": order.in_order_of_submission,
}


def mended(fix: Fix, report: Report, units: Mapping[str, Unit]) -> Fix:
    """`fix` with the edits of the repair of `report`; as it is where none is sure to come out right."""
    repair = report.repair
    node = repair.origin.node if repair is not None else None
    if repair is None or not isinstance(node, cst.CSTNode) or repair.origin.path not in units:
        return fix
    unit = units[repair.origin.path]
    culprit = repair.culprit.node if repair.culprit is not None else None
    try:
        tree, nodes = _whole(unit, [node, culprit])
        if tree is None or not isinstance(nodes[0], cst.CSTNode):
            return fix
        node, culprit = nodes[0], nodes[1]
        code = Code(tree, dict(unit.index.imports))
        if repair.kind == "mark-stable-part":
            mend = markers.to_stable_part(code, node, culprit)
        else:
            mend = KINDS[repair.kind](code, node)
    except (Unsure, EditError, SourceError, RecursionError):
        return fix
    return replace(fix, applicability=mend.applicability, message=mend.message, edits=tuple(sorted(mend.edits, key=lambda one: one.place)))  # fmt: skip


def _whole(unit: Unit, nodes: Sequence[object]) -> tuple[Tree | None, list[object]]:
    """The tree of a whole file and `nodes` in it, so that a fix does not depend on which file was looked at first: of one
    that is only imported just pieces are parsed."""
    if isinstance(unit.tree, Tree):
        return unit.tree, list(nodes)
    tree = Tree(unit.path, unit.tree.text)
    wanted = {(type(node), unit.tree.place(node)) for node in nodes if isinstance(node, cst.CSTNode)}
    kinds = tuple(kind for kind, _ in wanted)
    found: dict[tuple[type, Place], cst.CSTNode] = {}
    todo: list[cst.CSTNode] = [tree.module]
    while todo:
        one = todo.pop()
        if isinstance(one, kinds):
            key = (type(one), tree.place(one))
            if key in wanted:
                found.setdefault(key, one)
        todo.extend(children(one))
    return tree, [
        found.get((type(node), unit.tree.place(node))) if isinstance(node, cst.CSTNode) else None for node in nodes
    ]
