"""Statements, forward in order: assignment, branches, loops, `try`, `with`, `match`, `return`.

Knows: control flow of Python and how states meet. Must not know: SDK names, what a prompt is.
"""

from __future__ import annotations

from collections.abc import Callable

import libcst as cst

from prefixlint.flow import access, binding, history, modules
from prefixlint.flow.engine import Frame
from prefixlint.flow.narrowing import Said, forget, narrow
from prefixlint.flow.operators import binary
from prefixlint.flow.state import State, both, merge, widen
from prefixlint.flow.texts import MAX_UNROLL, elements_of, items_of, truth
from prefixlint.flow.values import (
    NONE,
    Branch,
    Class,
    Elem,
    External,
    Function,
    Hole,
    Item,
    ListObject,
    Loop,
    Ref,
    Value,
    literal,
)
from prefixlint.flow.volatility import CONSTANT, Taint, join
from prefixlint.syntax.names import import_names
from prefixlint.syntax.walk import children, dotted, statements, written

MAX_TURNS = 2  # times a loop body is run at most to find what it makes of the state
MAX_NESTED = 3  # loops inside loops whose body is run more than once


def run(node: cst.CSTNode, frame: Frame) -> None:
    """Execute a suite or one statement; afterwards `frame.state` is None if nothing behind it can be reached."""
    kind = type(node)
    if kind in _SUITES:
        for statement in statements(node.body if kind is cst.Module else node):  # type: ignore[attr-defined, arg-type]
            if frame.state is None:
                return
            run(statement, frame)
        return
    handler = _HANDLERS.get(kind)
    if handler is not None and frame.state is not None:
        kept = frame.slice
        if kept is not None and node not in kept.full:
            if node in kept.passable:
                _pass(node, frame)
            return
        frame.engine.spend()
        handler(node, frame)


def _pass(node: cst.CSTNode, frame: Frame) -> None:
    """A statement of which only the jumps inside matter: any part of it may run."""
    if isinstance(node, cst.Return):
        frame.returns.append((frame.unknown(node), frame.live))
        frame.state = None
    elif isinstance(node, (cst.Raise, cst.Break, cst.Continue)):
        _HANDLERS[type(node)](node, frame)
    elif isinstance(node, cst.With):
        run(node.body, frame)
    else:
        start = frame.live
        ends: list[State | None] = [] if isinstance(node, (cst.Try, cst.TryStar)) else [start]
        for suite in _parts(node):
            frame.state = start.fork()
            run(suite, frame)
            ends.append(frame.state)
        if isinstance(node, cst.If) and isinstance(node.orelse, cst.Else):
            ends = ends[1:]
        frame.state = merge(ends)


def _parts(node: cst.CSTNode) -> list[cst.CSTNode]:
    """The suites of a compound statement; an `elif` is a statement of its own."""
    parts: list[cst.CSTNode] = (
        [node.body] if isinstance(node, (cst.If, cst.For, cst.While, cst.Try, cst.TryStar)) else []
    )
    orelse = getattr(node, "orelse", None)
    if isinstance(orelse, cst.Else):
        parts.append(orelse.body)
    elif orelse is not None:
        parts.append(orelse)
    parts.extend(handler.body for handler in getattr(node, "handlers", ()))
    parts.extend(case.body for case in getattr(node, "cases", ()))
    return parts


# ---- simple statements ---------------------------------------------------------------------------------------------


def _expr(node: cst.Expr, frame: Frame) -> None:
    value = node.value.expression if type(node.value) is cst.Await else node.value
    frame.engine.silent = value if type(value) is cst.Call else None
    frame.engine.evaluate(node.value, frame)


def _assign(node: cst.Assign, frame: Frame) -> None:
    value = frame.engine.evaluate(node.value, frame)
    for target in node.targets:
        _bind(target.target, value, frame, node.value)


def _bind(target: cst.CSTNode, value: Value, frame: Frame, written: cst.CSTNode, grows: bool = False) -> None:
    history.assigned(target, value, frame)
    binding.bind(target, value, frame)
    if type(target) is cst.Name:
        frame.engine.observer.assigned(target.value, value, written, frame, grows)


def _ann_assign(node: cst.AnnAssign, frame: Frame) -> None:
    if node.value is not None:
        value = frame.engine.evaluate(node.value, frame)
        if isinstance(value, Hole) and not value.taint.believed():
            from prefixlint.flow import functions

            name = access.target_name(node.target)
            typed = functions.annotated(node.annotation.annotation, name, frame)
            if isinstance(typed, Hole) and typed.taint.believed():
                value = Hole(typed.taint, value.origin, value.source or name, typed.shape, value.loop, value.steps)
        _bind(node.target, value, frame, node.value)


def _aug_assign(node: cst.AugAssign, frame: Frame) -> None:
    if not isinstance(node.target, (cst.Name, cst.Attribute, cst.Subscript)):
        return
    old = frame.engine.evaluate(node.target, frame)
    value = frame.engine.evaluate(node.value, frame)
    if isinstance(node.operator, cst.AddAssign) and isinstance(old, Ref):
        obj = frame.peek(old)
        if isinstance(obj, ListObject) and obj.kind == "list":  # `+=` changes the list itself
            items, order = items_of(value, frame, node)
            edits = both(obj.edits, history.edits_of(value, frame))
            grown = (*obj.items, *items)
            frame.put(old, ListObject(grown, obj.kind, join(obj.order, order), obj.origin, edits, obj.settled))
            return
    _bind(node.target, binary(type(node.operator), old, value, frame, node), frame, node.value, True)


def _return(node: cst.Return, frame: Frame) -> None:
    value = frame.engine.evaluate(node.value, frame) if node.value is not None else NONE
    frame.returns.append((access.settle(value, frame, node), frame.live))
    frame.state = None


def _raise(node: cst.Raise, frame: Frame) -> None:
    frame.state = None


def _break(node: cst.Break, frame: Frame) -> None:
    if frame.breaks:
        frame.breaks[-1].append(frame.live)
    frame.state = None


def _continue(node: cst.Continue, frame: Frame) -> None:
    if frame.continues:
        frame.continues[-1].append(frame.live)
    frame.state = None


def _delete(node: cst.Del, frame: Frame) -> None:
    binding.delete(node.target, frame)


def _import(node: cst.Import | cst.ImportFrom, frame: Frame) -> None:
    for local, target in import_names(node).items():
        found = modules.imported(target, frame.unit, frame)
        frame.live.vars[local] = External(target, frame.origin(node)) if isinstance(found, External) else found


def _function(node: cst.FunctionDef, frame: Frame) -> None:
    scope = frame if frame.function is not None or frame.parent is not None else None
    frame.live.vars[node.name.value] = Function(frame.unit.path, node, scope)


def _class(node: cst.ClassDef, frame: Frame) -> None:
    frame.live.vars[node.name.value] = Class(frame.unit.path, node, frame)


# ---- branches ------------------------------------------------------------------------------------------------------


def _if(node: cst.If, frame: Frame) -> None:
    condition = frame.engine.evaluate(node.test, frame)
    known = truth(condition, frame)
    taint = frame.deep_taint(condition) if known is None else CONSTANT
    start = frame.live
    after: State | None = None
    said: list[Said] = []
    if known is not False:
        frame.state = start.fork() if known is None else start
        said = narrow(node.test, frame, True) if known is None else []
        run(node.body, frame)
        after = frame.state
        if known is True:
            return
    frame.state = start
    otherwise = narrow(node.test, frame, False) if known is None else []
    orelse = node.orelse
    if type(orelse) is cst.If:
        run(orelse, frame)
    elif type(orelse) is cst.Else:
        run(orelse.body, frame)
    if known is None:
        if said or otherwise:
            forget([*said, *otherwise], after, frame.state)
        frame.state = merge([after, frame.state], taint)


def _try(node: cst.Try | cst.TryStar, frame: Frame) -> None:
    start = frame.live.fork()
    run(node.body, frame)
    body = frame.state.fork() if frame.state is not None else None
    if node.orelse is not None and frame.state is not None:
        run(node.orelse.body, frame)
    ends: list[State | None] = [frame.state]
    stopped = merge([start, body])
    for handler in node.handlers:
        # The body may have stopped anywhere: before all of it, or in its last statement.
        frame.state = stopped.fork() if stopped is not None else start.fork()
        if handler.name is not None and isinstance(handler.name.name, cst.Name):
            frame.live.vars[handler.name.name.value] = frame.unknown(handler)
        run(handler.body, frame)
        ends.append(frame.state)
    frame.state = merge(ends)
    if node.finalbody is not None:
        reached = frame.state
        if reached is None:
            frame.state = start
        run(node.finalbody.body, frame)
        if reached is None:
            frame.state = None


def _with(node: cst.With, frame: Frame) -> None:
    for item in node.items:
        value = frame.engine.evaluate(item.item, frame)
        if item.asname is not None:
            binding.bind(item.asname.name, value, frame)
    run(node.body, frame)


def _match(node: cst.Match, frame: Frame) -> None:
    subject = access.settle(frame.engine.evaluate(node.subject, frame), frame, node)
    taint = frame.deep_taint(subject)
    known = literal(subject)
    start = frame.live
    ends: list[State | None] = []
    exhaustive = False
    for case in node.cases:
        frame.state = start.fork()
        text = _pattern_text(case.pattern)
        if known is not None and text is not None and known not in text:
            continue
        _bind_pattern(case.pattern, subject, frame)
        if case.guard is not None:
            frame.engine.evaluate(case.guard, frame)
        run(case.body, frame)
        ends.append(frame.state)
        wildcard = isinstance(case.pattern, cst.MatchAs) and case.pattern.pattern is None
        if case.guard is None and (wildcard or (known is not None and text is not None and known in text)):
            exhaustive = True
            break
    if not exhaustive:
        ends.append(start)
    frame.state = merge(ends, taint)


def _pattern_text(pattern: cst.MatchPattern) -> tuple[str, ...] | None:
    """The literal texts that a pattern matches, or None if it is something else."""
    if isinstance(pattern, cst.MatchValue) and isinstance(pattern.value, cst.SimpleString):
        value = written(pattern.value)
        return (value,) if isinstance(value, str) else None
    if isinstance(pattern, cst.MatchOr):
        inner = [_pattern_text(one.pattern) for one in pattern.patterns]
        if all(one is not None for one in inner):
            return tuple(text for one in inner if one for text in one)
    return None


def _bind_pattern(pattern: cst.CSTNode, subject: Value, frame: Frame) -> None:
    if isinstance(pattern, cst.MatchAs):
        if pattern.name is not None:
            frame.live.vars[pattern.name.value] = subject
        if pattern.pattern is not None:
            _bind_pattern(pattern.pattern, subject, frame)
        return
    taint = frame.deep_taint(subject)
    for child in children(pattern):
        if isinstance(child, cst.Name) and isinstance(pattern, cst.MatchStar):
            frame.live.vars[child.value] = Hole(taint, frame.origin(child), child.value)
        elif isinstance(child, (cst.MatchPattern, cst.MatchKeywordElement, cst.MatchMappingElement, cst.MatchSequenceElement,
                                cst.MatchOrElement, cst.MatchStar)):  # fmt: skip
            _bind_pattern(child, Hole(taint, frame.origin(child)), frame)


# ---- loops ---------------------------------------------------------------------------------------------------------


def _for(node: cst.For, frame: Frame) -> None:
    iterable = access.settle(frame.engine.evaluate(node.iter, frame), frame, node.iter)
    with history.visited(iterable, frame):
        _over(iterable, node, frame)


def _over(iterable: Value, node: cst.For, frame: Frame) -> None:
    """A loop over `iterable`: one by one where its elements are known."""
    loop = frame.engine.loop_id(node)
    each = elements_of(iterable, frame, node.iter, loop, access.target_name(node.target))
    items, order = items_of(iterable, frame, node.iter)
    if each.known is not None:
        items = tuple(Item(value) for value in each.known)
    if order == CONSTANT and items and len(items) <= MAX_UNROLL and not isinstance(items[0], Loop):
        exits: list[State] = []
        _visit(items, node, loop, frame, exits)
        _orelse(node.orelse, frame)
        frame.state = merge([frame.state, *exits])
        return
    if each.known is not None and not items:
        _orelse(node.orelse, frame)
        return
    exits = _repeat(node, each.element, each.order, loop, frame)
    _orelse(node.orelse, frame)
    frame.state = merge([frame.state, *exits])


def _repeat(node: cst.For, element: Value, order: Taint, loop: int, frame: Frame) -> list[State]:
    """The body any number of times, with an element that is not known one by one; the paths that `break`."""
    frame.loops = (*frame.loops, loop)
    exits = _loop(node, lambda: binding.bind(node.target, element, frame), order, frame, False)
    frame.loops = frame.loops[:-1]
    return exits


def _visit(items: tuple[Elem, ...], node: cst.For, loop: int, frame: Frame, exits: list[State]) -> None:
    """The body once for each known element, in order; optional elements in a branch, unknown runs in a loop."""
    for number, elem in enumerate(items):
        if frame.state is None:
            return
        if isinstance(elem, Item):
            frame.turns = (*frame.turns, number)
            _turn(node, elem.value, frame, exits)
            frame.turns = frame.turns[:-1]
        elif isinstance(elem, Branch):
            start = frame.live
            ends: list[State | None] = []
            for option in elem.options:
                frame.state = start.fork()
                _visit(option, node, loop, frame, exits)
                ends.append(frame.state)
            frame.state = merge(ends, elem.taint)
        else:
            rest = frame.new(ListObject((elem,)))
            each = elements_of(rest, frame, node.iter, loop, access.target_name(node.target))
            exits.extend(_repeat(node, each.element, each.order, loop, frame))


def _turn(node: cst.For, element: Value, frame: Frame, exits: list[State]) -> None:
    """The body once; paths that `break` are added to `exits`."""
    binding.bind(node.target, element, frame)
    frame.breaks.append([])
    frame.continues.append([])
    run(node.body, frame)
    exits.extend(frame.breaks.pop())
    frame.state = merge([frame.state, *frame.continues.pop()])


def _while(node: cst.While, frame: Frame) -> None:
    engine = frame.engine
    condition = engine.evaluate(node.test, frame)
    if truth(condition, frame) is False:
        _orelse(node.orelse, frame)
        return
    forever = isinstance(node.test, (cst.Name, cst.Integer)) and truth(condition, frame) is True
    loop = engine.loop_id(node)
    frame.loops = (*frame.loops, loop)
    exits = _loop(node, lambda: engine.evaluate(node.test, frame), CONSTANT, frame, forever)
    frame.loops = frame.loops[:-1]
    if not forever:
        _orelse(node.orelse, frame)
    frame.state = merge([frame.state, *exits])


def _orelse(node: cst.Else | None, frame: Frame) -> None:
    if node is not None and frame.state is not None:
        run(node.body, frame)


def _loop(
    node: cst.For | cst.While, start_turn: Callable[[], object], order: Taint, frame: Frame, forever: bool
) -> list[State]:
    """Run the body until one more turn would add nothing new: at the head of the loop stands what any number of turns
    may have left. Gives the paths that `break`, which pass over the `else` of the loop."""
    origin = frame.origin(node.iter if isinstance(node, cst.For) else node.test)
    head = frame.live.fork()
    turns = MAX_TURNS if len(frame.loops) <= MAX_NESTED else 1
    exits: list[State] = []
    returned = len(frame.returns)
    frame.entered.append(frozenset(head.vars))
    for turn in range(turns):
        frame.state = head.fork()
        frame.breaks.append([])
        frame.continues.append([])
        with frame.engine.looking() as looked:
            start_turn()
            run(node.body, frame)
        exits = frame.breaks.pop()
        after = merge([frame.state, *frame.continues.pop()])
        if after is None:
            break
        head, changed = widen(head, after, order, origin, turn == turns - 1, _is_stepping(node))
        # A turn that read nothing of what it changed does the same again; only who left the loop in it took that along.
        if changed.isdisjoint(looked) and not (changed and (exits or len(frame.returns) > returned)):
            break
    frame.entered.pop()
    frame.state = None if forever else head
    return exits


def _is_stepping(node: cst.For | cst.While) -> bool:
    """Whether the turns of a loop are steps of one run, as those of an agent: `while`, `for step in range(...)`."""
    if isinstance(node, cst.While):
        return True
    return isinstance(node.iter, cst.Call) and dotted(node.iter.func).rpartition(".")[2] in ("range", "count")


_SUITES = frozenset({cst.IndentedBlock, cst.SimpleStatementSuite, cst.Module})
_HANDLERS: dict[type, Callable[..., None]] = {
    cst.Expr: _expr,
    cst.Assign: _assign,
    cst.AnnAssign: _ann_assign,
    cst.AugAssign: _aug_assign,
    cst.Return: _return,
    cst.Raise: _raise,
    cst.Break: _break,
    cst.Continue: _continue,
    cst.Del: _delete,
    cst.Import: _import,
    cst.ImportFrom: _import,
    cst.FunctionDef: _function,
    cst.ClassDef: _class,
    cst.If: _if,
    cst.Try: _try,
    cst.TryStar: _try,
    cst.With: _with,
    cst.Match: _match,
    cst.For: _for,
    cst.While: _while,
}
