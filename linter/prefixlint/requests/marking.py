"""Breakpoints that a function sets on blocks that it is handed, or makes of what it is handed, wherever they are sent.

Libraries keep such functions far from the call that sends (a serializer, a hook that overrides the SDK's own method), so
what is wrong with them is told of the function alone: it marks every block of a list of any length, or it takes every mark
off again that it has just set.
Knows: words that mark (a table), loops and tests of one function. Must not know: rules, SDK names, who sends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import libcst as cst

from prefixlint.flow.unit import Unit
from prefixlint.flow.values import Origin
from prefixlint.flow.volatility import UNKNOWN
from prefixlint.knowledge.load import Knowledge
from prefixlint.requests.model import Block, BlockKind, Marker, Request, Segment
from prefixlint.syntax.scopes import Path, Turn, asks_kind, bound, counts, inside, names, root, tests, turns
from prefixlint.syntax.walk import children, contains, dotted, written
from prefixlint.tokens import UNKNOWN_SIZE

API = "blocks"
_FEW = 4  # blocks: a slice of so few, each marked once, is no more than a request may have
_GROWING = frozenset({"append", "extend", "insert", "add"})


@dataclass(frozen=True)
class _Setting:
    """A place where a mark is set: `owner` is what it is set on, if that is an expression of its own."""

    path: Path
    word: str
    value: cst.BaseExpression
    owner: cst.BaseExpression | None = None

    @property
    def node(self) -> cst.CSTNode:
        """The node that stands for it."""
        return self.path[-1]


def marking(unit: Unit, knowledge: Knowledge, known: set[int]) -> Iterator[Request]:
    """Prompt texts of unknown content that carry such marks. `known` are the nodes of marks whose request is known."""
    words = [word for word in knowledge.caches.words if word in unit.tree.text]
    if not words:
        return
    for info in unit.index.functions.values():
        if not isinstance(info.node, cst.FunctionDef):
            continue
        paths = list(inside(info.node))
        found = [one for one in _settings(paths, words) if not any(id(node) in known for node in one.path[-3:])]
        taken = [path for path in paths if _takes(path[-1], words)]
        for setting in found:
            off = _taken_off(setting, taken, found)
            if off is not None:
                yield _request(unit, knowledge, info.node, setting, Origin(unit.path, off))
            elif not taken and _unbounded(setting):
                yield _request(unit, knowledge, info.node, setting, None)
                break  # one word about a function that does so is enough


def _request(
    unit: Unit, knowledge: Knowledge, function: cst.FunctionDef, setting: _Setting, off: Origin | None
) -> Request:
    provider = knowledge.caches.marking(setting.word)
    origin = Origin(unit.path, setting.node)
    marker = Marker(origin, setting.word, "part", lifetime=None, many=off is None, taken=off)
    segment = Segment(UNKNOWN, None, "", origin, UNKNOWN_SIZE)
    block = Block(BlockKind.MESSAGE, None, (segment,), origin, marker, open=True)
    cache = knowledge.caches.policy(provider, None)
    return Request(origin, provider, API, None, (block,), False, cache, entry=function)


def _settings(paths: Iterable[Path], words: list[str]) -> Iterator[_Setting]:
    """The marks that are set in a function."""
    for path in paths:
        node = path[-1]
        if isinstance(node, cst.Assign):
            for one in node.targets:
                word = _key(one.target)
                if word in words and isinstance(one.target, cst.Subscript):
                    yield _Setting((*path, one.target), word, node.value, one.target.value)
        elif isinstance(node, cst.DictElement) and isinstance(node.key, cst.SimpleString):
            if node.key.raw_value in words:
                yield _Setting(path, node.key.raw_value, node.value)
        elif (
            isinstance(node, cst.Arg) and node.keyword is not None and node.keyword.value in words and _makes(path[-2])
        ):
            yield _Setting(path, node.keyword.value, node.value)


def _makes(node: cst.CSTNode) -> bool:
    """Whether a call makes a block, and is no function that is told what to do."""
    last = dotted(node.func).rpartition(".")[2] if isinstance(node, cst.Call) else ""
    return last == "dict" or last[:1].isupper()


def _key(node: cst.CSTNode) -> str:
    """The word of `x["word"]`; "" for anything else."""
    if not isinstance(node, cst.Subscript) or len(node.slice) != 1 or not isinstance(node.slice[0].slice, cst.Index):
        return ""
    index = node.slice[0].slice.value
    said = written(index) if isinstance(index, cst.SimpleString) else ""
    return said if isinstance(said, str) else ""


# ---- marked without end ----------------------------------------------------------------------------------------------


def _unbounded(setting: _Setting) -> bool:
    """Whether as many marks are set as a list of unknown length has elements."""
    if isinstance(setting.value, cst.Name) and setting.value.value == "None":
        return False
    around = turns(setting.path)
    mine = [turn for turn in around if _is_element(setting, turn)]
    if not mine:
        return False
    inner = mine[-1]
    if (
        _is_short(inner.iterable)
        or _leaves_early(inner, setting)
        or "system" in dotted(_listed(inner.iterable)).lower()
    ):
        return False
    loop = inner.node
    places = set().union(*(counts(turn) for turn in around))
    if isinstance(loop, cst.For):
        places |= _counted(loop)
    return all(asks_kind(test, places) for test in tests(setting.path, loop)) and _same(setting, around)


def _is_element(setting: _Setting, turn: Turn) -> bool:
    """Whether each turn of a loop marks a block of its own: one that it is handed, or one that it makes and adds."""
    if setting.owner is not None:
        return root(setting.owner) in names(turn.target) and not _is_last(setting.owner)
    if isinstance(turn.node, cst.CompFor):
        return True
    start = next(at for at, one in enumerate(setting.path) if one is turn.node)
    return any(
        isinstance(one, (cst.Yield, cst.ListComp))
        or (isinstance(one, cst.Call) and dotted(one.func).rpartition(".")[2] in _GROWING)
        for one in setting.path[start:]
    )


def _is_last(owner: cst.BaseExpression) -> bool:
    """Whether a block is named by its place, as in `message["content"][-1]`."""
    return any(isinstance(one[-1], (cst.UnaryOperation, cst.Integer)) for one in inside(owner))


def _listed(node: cst.BaseExpression) -> cst.BaseExpression:
    """The list that a loop goes through: that inside `enumerate(...)` or `reversed(...)`."""
    while isinstance(node, cst.Call) and node.args and dotted(node.func) in ("enumerate", "reversed", "list", "iter"):
        node = node.args[0].value
    return node


def _is_short(node: cst.BaseExpression) -> bool:
    """Whether a loop has few turns for certain: over a list that is written out, a short slice or range."""
    node = _listed(node)
    if isinstance(node, (cst.List, cst.Tuple, cst.Set, cst.Dict)):
        return True
    if isinstance(node, cst.Call):
        return dotted(node.func) in ("range", "zip", "islice", "itertools.islice")
    part = node.slice[0].slice if isinstance(node, cst.Subscript) and len(node.slice) == 1 else None
    if not isinstance(part, cst.Slice):
        return False
    newest = part.lower.expression if isinstance(part.lower, cst.UnaryOperation) and part.upper is None else None
    size = newest or (part.upper if part.lower is None else None)
    if isinstance(size, cst.Integer):
        return int(size.value, 0) <= _FEW
    return size is not None  # a limit that has a name was thought of


def _leaves_early(turn: Turn, setting: _Setting) -> bool:
    """Whether a loop may end with the mark that it has set."""
    if not isinstance(turn.node, cst.For):
        return False
    return any(isinstance(path[-1], (cst.Break, cst.Return)) for path in inside(turn.node.body))


def _counted(loop: cst.For) -> set[str]:
    """The names assigned in a loop that may hold a place, a number or an answer about one: all but those that are read
    from something by its key."""
    found: set[str] = set()
    for path in inside(loop.body):
        node = path[-1]
        if isinstance(node, cst.AugAssign):
            found |= names(node.target)
        elif isinstance(node, cst.Assign) and any(
            isinstance(one[-1], (cst.Comparison, cst.BooleanOperation, cst.BinaryOperation))
            for one in inside(node.value)
        ):
            found |= set().union(*(names(one.target) for one in node.targets))
    return found


def _same(setting: _Setting, around: list[Turn]) -> bool:
    """Whether the mark itself is the same in all turns."""
    loop = next((turn.node for turn in around if isinstance(turn.node, cst.For)), None)
    changing = set().union(*(names(turn.target) for turn in around), bound(loop) if loop is not None else set())
    return not names(setting.value) & changing


# ---- set, and taken off again ----------------------------------------------------------------------------------------


def _takes(node: cst.CSTNode, words: list[str]) -> bool:
    """Whether a node takes a mark off something: `del x[word]`, `x.pop(word)`."""
    if isinstance(node, cst.Del):
        return _key(node.target) in words
    if isinstance(node, cst.Call) and dotted(node.func).rpartition(".")[2] == "pop" and node.args:
        first = node.args[0].value
        return isinstance(first, cst.SimpleString) and first.raw_value in words
    return False


def _taken_off(setting: _Setting, taken: Iterable[Path], others: Iterable[_Setting]) -> cst.CSTNode | None:
    """What takes a mark off again in a loop behind it, over the list that holds what was marked."""
    if setting.owner is None:
        return None
    for path in taken:
        shared = next(
            (at for at, pair in enumerate(zip(path, setting.path, strict=False)) if pair[0] is not pair[1]), 0
        )
        block, loop = path[shared - 1], path[shared]
        if not isinstance(block, cst.IndentedBlock) or not isinstance(loop, cst.For):
            continue
        here, there = block.body.index(setting.path[shared]), block.body.index(loop)
        if here > there or any(_stands_behind(other, block, there) for other in others):
            continue
        places = set().union(*(counts(turn) for turn in turns(path)), _counted(loop))
        if all(asks_kind(test, places) for test in tests(path, loop)) and _holds(loop.iter, setting, block, here):
            return path[-1]
    return None


def _stands_behind(other: _Setting, block: cst.IndentedBlock, at: int) -> bool:
    return any(contains(one, other.node) for one in block.body[at:])


def _holds(iterable: cst.BaseExpression, setting: _Setting, block: cst.IndentedBlock, here: int) -> bool:
    """Whether the list that is gone through holds what was marked: it is a part of it, or was put into it before."""
    name, marked = dotted(_listed(iterable)), dotted(setting.owner or cst.Name("_")).rstrip("[]")
    if not name or not marked:
        return False
    if marked == name or marked.startswith((f"{name}[", f"{name}.")):
        return True
    for statement in block.body[:here]:
        for path in inside(statement):
            node = path[-1]
            grown: cst.CSTNode | None = node.target if isinstance(node, cst.AugAssign) else None
            if isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute) and node.func.attr.value in _GROWING:
                grown = node.func.value
            if isinstance(grown, cst.BaseExpression) and dotted(grown) == name and _speaks_of(node, marked):
                return True
    return False


def _speaks_of(node: cst.CSTNode, name: str) -> bool:
    return any(
        isinstance(one, (cst.Name, cst.Attribute)) and dotted(one) == name for path in inside(node) for one in path[-1:]
    ) or any(_speaks_of(child, name) for child in children(node) if isinstance(child, cst.Lambda))
