"""Random generators: one that begins with a fixed seed where it is used gives the same every time.

Knows: seeds and where they are set. Must not know: which functions are random (a table), what a prompt is.
"""

from __future__ import annotations

import libcst as cst

from prefixlint.flow.engine import Arguments, Frame
from prefixlint.flow.values import NONE, Const, External, Hole, ListObject, Lit, Ref, Value
from prefixlint.flow.volatility import UNKNOWN, Cause, Taint
from prefixlint.syntax.walk import children, dotted

_GENERATORS = {
    "random.Random": "x",
    "random.SystemRandom": "",
    "numpy.random.default_rng": "seed",
    "numpy.random.RandomState": "seed",
}
_HERE, _ONCE = "(seeded)", "(seeded once)"  # in a function, at import
_SEEDING = {"random.": ("random.seed",), "numpy.random.": ("numpy.random.seed", "np.random.seed")}
_MAX_NODES = 3_000  # of a function that is searched for a seed


def function(name: str, arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value | None:
    """A generator, or what a seeded one gives; None for anything else."""
    word = _GENERATORS.get(name)
    if word is not None:
        seed = arguments.get(word, 0) if word else None
        fixed = isinstance(seed, Lit) or (isinstance(seed, Const) and seed.value is not None)
        how = "()" if not fixed else _ONCE if frame.function is None else _HERE
        return External(f"{name}{how}", frame.origin(node))
    if not _is_fixed(name, frame) and not _seeded_here(name, frame):
        return None
    first = arguments.positional[0] if arguments.positional else None
    if name.endswith(".shuffle"):
        return NONE
    if isinstance(first, Ref) and isinstance(frame.get(first), ListObject):
        return first
    return Hole(UNKNOWN, frame.origin(node), name)


def renamed(name: str, frame: Frame) -> str:
    """The name of a method of a generator that was seeded once, at import: each call of a function gives the next
    numbers, so that to its callers it is as good as not seeded."""
    return name.replace(_ONCE, "()") if frame.function is not None else name


def _is_fixed(name: str, frame: Frame) -> bool:
    return _HERE in name or (_ONCE in name and frame.function is None)


def _seeded_here(name: str, frame: Frame) -> bool:
    """Whether the function at hand sets the seed of the module's own generator."""
    source = frame.engine.knowledge.functions.get(name)
    if source is None or source.taint.cause not in (Cause.EXAMPLES, Cause.RANDOM):
        return False
    seeding = next((words for head, words in _SEEDING.items() if name.startswith(head)), ())
    if not seeding or "()" in name or frame.function is None:
        return False
    todo: list[cst.CSTNode] = [frame.function.node]
    for _ in range(_MAX_NODES):
        if not todo:
            return False
        one = todo.pop()
        if isinstance(one, cst.Call) and dotted(one.func) in seeding and one.args:
            return isinstance(one.args[0].value, (cst.Integer, cst.SimpleString))
        todo.extend(children(one))
    return False


def by_chance(key: Value, frame: Frame, node: cst.CSTNode, row: str = "random.shuffle") -> Taint | None:
    """What sorting by `key` makes of an order: None if it fixes it, as it should."""
    from prefixlint.flow import calls
    from prefixlint.flow.values import Function

    if not isinstance(node, cst.Call) or not isinstance(key, Function) or not isinstance(key.node, cst.Lambda):
        return None
    taint = frame.deep_taint(calls.apply(key, Arguments(positional=[frame.unknown(node)]), frame, node))
    shuffling = frame.engine.knowledge.functions.get(row)
    return shuffling.taint if taint.cause is Cause.RANDOM and taint.believed() and shuffling is not None else None
