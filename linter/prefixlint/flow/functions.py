"""Following a call into a function of the program: binding arguments, running the body, joining what it returns.

Knows: signatures, decorators that memoise, generators, recursion and depth limits. Must not know: SDK names.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from operator import is_

import libcst as cst

from prefixlint.flow import judge
from prefixlint.flow.engine import MAX_DEPTH, MAX_IDLE, Arguments, Enough, Frame, Unit
from prefixlint.flow.state import State, merge
from prefixlint.flow.texts import MAX_STEPS_BACK
from prefixlint.flow.values import (
    NONE,
    Alt,
    Cat,
    Const,
    DictObject,
    Entry,
    Function,
    HeapObject,
    Hole,
    Instance,
    Item,
    ListObject,
    Lit,
    Origin,
    Ref,
    Rep,
    Splat,
    Value,
    alt,
    cat,
    limit,
)
from prefixlint.flow.volatility import UNKNOWN, Cause, Volatility, freeze, join, weaken
from prefixlint.syntax.names import FunctionInfo, declared
from prefixlint.syntax.walk import dotted
from prefixlint.syntax.writing import writing

_MAKERS = frozenset({"__init__", "__post_init__", "__attrs_post_init__", "model_post_init"})
FEW_WORDS = 2  # a helper that puts fewer words around a value writes no prompt


def unit_of(frame: Frame, path: str) -> Unit:
    """The file a function stands in."""
    found = frame.engine.units.get(path)
    return found if found is not None else frame.unit


def invoke(function: Function, arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value:
    """The value of a call of `function`, its effects on the heap applied to `frame`."""
    engine = frame.engine
    tree = function.node
    if isinstance(tree, cst.Lambda):
        return _invoke_lambda(function, tree, arguments, frame, node)
    if not isinstance(tree, cst.FunctionDef):
        return frame.unknown(node)
    if declared(tree):
        given = opaque_call(tree.name.value, arguments, frame, node, function.receiver)
        return Hole(weaken(given.taint), given.origin, given.source, given.shape)  # others say what it does
    engine.spend()
    newest = engine.newest
    if tree in engine.active or frame.depth >= MAX_DEPTH:
        return _not_followed(tree, arguments, frame, node)
    unit = unit_of(frame, function.path)
    info = unit.index.functions.get(tree)
    inner = Frame(
        engine, unit, State({}, frame.live.heap), info, function.scope if isinstance(function.scope, Frame) else None,
        frame, function.owner if not isinstance(function.owner, Frame) else None,  # type: ignore[arg-type]
    )  # fmt: skip
    inner.calls = (*frame.calls, node)
    foreign = info is not None and unit.path != engine.main
    if foreign and info is not None and inner.slice is not None:
        if makes(tree):
            inner.slice = None  # which attributes other files read is not known to its own
        else:
            inner.slice.demand(info, lost=engine.silent is node)
    for keyword, value in function.bound:
        if keyword is None:
            arguments.positional.insert(0, value)
        else:
            arguments.named.setdefault(keyword, value)
    bind_parameters(tree.params, function, arguments, inner, info)
    if foreign and info is not None:
        concerns = unit.concerns(info)
        if engine.idle.get(tree, 0) >= MAX_IDLE:
            return _not_followed(tree, arguments, frame, node)
        noted, oldest, engine.oldest = engine.noted, engine.oldest, sys.maxsize
        try:
            with engine.aside(concerns):
                value = run_body(tree, inner)
        except Enough:
            value = _not_followed(tree, arguments, frame, node)
            engine.idle[tree] = MAX_IDLE
        if engine.noted == noted and engine.oldest > newest and not _tells(value):
            engine.idle[tree] = engine.idle.get(tree, 0) + 1
        engine.oldest = min(engine.oldest, oldest)
    else:
        value = run_body(tree, inner)
    heap = inner.state.heap if inner.state is not None else inner.live.heap
    if frame.state is not None:
        frame.state.heap = heap
    level = memo_level(tree, unit, frame)
    if level is not None:
        value = frozen(value, level, frame)
    if isinstance(value, Ref) and value.id > newest:
        _mark_fields(value, frame, frame.origin(node))
    if not isinstance(value, (Hole, Cat, Alt, Rep)):
        return value
    if foreign and info is not None and not unit.concerns(info) and _words(value) < FEW_WORDS:
        return _at_call(value, frame.origin(node))
    return _through(value, frame.origin(node))


def _tells(value: Value) -> bool:
    """Whether a result says more than that there is one."""
    if isinstance(value, Alt):
        return any(map(_tells, value.options))
    if isinstance(value, Const):
        return value.value is not None
    return not isinstance(value, Hole) or value.taint.believed()


def _words(value: Value) -> int:
    """How many words of its own a text has."""
    if isinstance(value, Lit):
        return sum(any(map(str.isalpha, word)) for word in value.text.split())
    if isinstance(value, Cat):
        return sum(map(_words, value.parts))
    if isinstance(value, Alt):
        return max(map(_words, value.options), default=0)
    return _words(value.body) if isinstance(value, Rep) else 0


def _at_call(value: Value, call: Origin) -> Value:
    """`value`, which a helper that knows nothing of prompts took from somewhere: to a reader it stands where the helper
    is called."""
    if isinstance(value, Hole):
        if not value.taint.believed() or value.taint.level <= Volatility.DEPLOY or value.origin is None:
            return value
        steps = ((value.origin, "the value comes from here"), *value.steps)[:MAX_STEPS_BACK]
        return Hole(value.taint, call, value.source, value.shape, value.loop, steps)
    if isinstance(value, Cat):
        return Cat(tuple(_at_call(part, call) for part in value.parts))
    if isinstance(value, Alt):
        return Alt(tuple(_at_call(option, call) for option in value.options), value.taint, value.origin)
    if isinstance(value, Rep):
        order = call if value.order.level > Volatility.DEPLOY else value.origin
        return Rep(_at_call(value.body, call), value.order, order)
    return value


def _mark_fields(ref: Ref, frame: Frame, call: Origin) -> None:
    """Note at what varies in the fields of an object that was made in a call, a message for instance, that it came
    through that call."""
    obj = frame.get(ref)
    if isinstance(obj, Instance) and obj.cls is None:
        fields = tuple((name, _through(value, call)) for name, value in obj.fields)
        frame.put(ref, Instance(None, obj.name, fields, obj.origin))
    elif isinstance(obj, DictObject):
        entries = tuple(replace(entry, value=_through(entry.value, call)) for entry in obj.entries)
        frame.put(ref, replace(obj, entries=entries))


def _through(value: Value, call: Origin) -> Value:
    """`value` with a note at what varies in it that it came through `call`: what a reader follows back."""
    if isinstance(value, Hole):
        if not value.taint.believed() or value.taint.level <= Volatility.DEPLOY or len(value.steps) >= MAX_STEPS_BACK:
            return value
        steps = (*value.steps, (call, "and comes through this call"))
        return Hole(value.taint, value.origin, value.source, value.shape, value.loop, steps)
    if isinstance(value, Cat):
        parts = tuple(_through(part, call) for part in value.parts)
        return value if all(map(is_, parts, value.parts)) else Cat(parts)
    if isinstance(value, Alt):
        options = tuple(_through(option, call) for option in value.options)
        return value if all(map(is_, options, value.options)) else Alt(options, value.taint, value.origin)
    if isinstance(value, Rep):
        body = _through(value.body, call)
        return value if body is value.body else Rep(body, value.order, value.origin)
    return value


def _invoke_lambda(
    function: Function, tree: cst.Lambda, arguments: Arguments, frame: Frame, node: cst.CSTNode
) -> Value:
    scope = function.scope if isinstance(function.scope, Frame) else None
    frame.engine.spend()
    if frame.depth >= MAX_DEPTH:
        return frame.unknown(node)
    inner = Frame(frame.engine, unit_of(frame, function.path), State({}, frame.live.heap), None, scope, frame)
    bind_parameters(tree.params, function, arguments, inner, None)
    return frame.engine.evaluate(tree.body, inner)


def _not_followed(tree: cst.FunctionDef, arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value:
    row = judge.by_call_name(frame.engine.knowledge, tree.name.value)
    if row is not None and row.taint.believed():
        return Hole(row.taint, frame.origin(node), tree.name.value, row.shape)
    return limit(frame.origin(node), tree.name.value)


def run_body(tree: cst.FunctionDef, inner: Frame) -> Value:
    """Run the body of a function in `inner`, whose parameters are bound; the joined value of its returns."""
    engine = inner.engine
    engine.active.append(tree)
    try:
        engine.run(tree.body, inner)
    finally:
        engine.active.pop()
    engine.executed.add(tree)
    returns = list(inner.returns)
    fell_through = inner.state
    inner.state = merge([state for _, state in returns] + [fell_through])
    if inner.yields:
        value: Value = inner.new(ListObject(tuple(inner.yields), "list"), tree)
    else:
        values = [value for value, _ in returns]
        if fell_through is not None:
            values.append(NONE)
        value = alt(values) if values else NONE
    if inner.function is not None and inner.state is not None:
        engine.observer.returned(inner.function, value, inner)
    return value


def run_for(word: str, info: FunctionInfo, tree: cst.FunctionDef, inner: Frame) -> None:
    """Run in `inner`, whose parameters are bound, what of a method decides what it sets the attribute `word` to."""
    engine = inner.engine
    inner.slice = writing(info, word, engine.slice_of(inner.unit, info))
    engine.active.append(tree)
    try:
        engine.run(tree.body, inner)
    finally:
        engine.active.pop()
    inner.state = merge([*(state for _, state in inner.returns), inner.state])


def memo_level(tree: cst.FunctionDef, unit: Unit, frame: Frame) -> Volatility | None:
    """For how long a decorator keeps the first result, or None."""
    for decorator in tree.decorators:
        node = decorator.decorator
        if isinstance(node, cst.Call):
            node = node.func
        head, dot, rest = dotted(node).partition(".")
        level = frame.engine.knowledge.memo.get(unit.index.imports.get(head, head) + dot + rest)
        if level is not None:
            return level
    return None


def decorated(tree: cst.FunctionDef, *names: str) -> bool:
    """Whether a function has a decorator whose last name is one of `names`."""
    for decorator in tree.decorators:
        node = decorator.decorator
        if dotted(node.func if isinstance(node, cst.Call) else node).rpartition(".")[2] in names:
            return True
    return False


def makes(tree: cst.FunctionDef) -> bool:
    """Whether a method runs while an object is made: `__init__`, and what dataclasses, attrs and models run behind it."""
    return tree.name.value in _MAKERS or decorated(tree, "model_validator")


def frozen(value: Value, level: Volatility, frame: Frame, seen: set[int] | None = None) -> Value:
    """`value` evaluated once per `level`: its holes, also those in the heap, change no more often."""
    seen = set() if seen is None else seen
    if isinstance(value, Hole):
        taint = freeze(value.taint, level)
        return value if taint is value.taint else Hole(taint, value.origin, value.source, value.shape, 0, value.steps)
    if isinstance(value, Cat):
        return cat(frozen(part, level, frame, seen) for part in value.parts)
    if isinstance(value, Alt):
        options = tuple(frozen(option, level, frame, seen) for option in value.options)
        return Alt(options, freeze(value.taint, level), value.origin)
    if isinstance(value, Rep):
        return Rep(frozen(value.body, level, frame, seen), freeze(value.order, level), value.origin)
    if isinstance(value, Ref) and value.id not in seen:
        seen.add(value.id)
        obj = frame.get(value)
        if obj is not None:
            frame.put(value, _frozen_object(obj, level, frame, seen))
    return value


def _frozen_object(obj: HeapObject, level: Volatility, frame: Frame, seen: set[int]) -> HeapObject:
    if isinstance(obj, ListObject):
        items = tuple(
            Item(frozen(elem.value, level, frame, seen), elem.origin) if isinstance(elem, Item) else elem
            for elem in obj.items
        )
        return ListObject(items, obj.kind, freeze(obj.order, level), obj.origin, obj.edits)
    if isinstance(obj, DictObject):
        entries = tuple(
            Entry(e.key, frozen(e.value, level, frame, seen), e.maybe, e.key_value, e.origin) for e in obj.entries
        )
        return DictObject(entries, obj.rest, freeze(obj.order, level), obj.origin)
    if isinstance(obj, Instance):
        fields = tuple((name, frozen(value, level, frame, seen)) for name, value in obj.fields)
        return Instance(obj.cls, obj.name, fields, obj.origin)
    return obj


# ---- parameters ----------------------------------------------------------------------------------------------------


def bind_parameters(
    params: cst.Parameters, function: Function, arguments: Arguments, inner: Frame, info: FunctionInfo | None
) -> None:
    """Bind the arguments of a call to the parameters of a function."""
    positional = list(arguments.positional)
    if function.receiver is not None:
        positional.insert(0, function.receiver)
    named = dict(arguments.named)
    variables = inner.live.vars
    engine = inner.engine
    loose = bool(arguments.star or arguments.double_star)
    ordered = [*params.posonly_params, *params.params]
    for param in ordered:
        if positional:
            variables[param.name.value] = judge.told_by_name(engine.knowledge, positional.pop(0), param.name.value)
        elif param.name.value in named:
            given = named.pop(param.name.value)
            variables[param.name.value] = judge.told_by_name(engine.knowledge, given, param.name.value)
        else:
            variables[param.name.value] = _missing(param, inner, loose)
    for param in params.kwonly_params:
        if param.name.value in named:
            given = named.pop(param.name.value)
            variables[param.name.value] = judge.told_by_name(engine.knowledge, given, param.name.value)
        else:
            variables[param.name.value] = _missing(param, inner, loose)
    if isinstance(params.star_arg, cst.Param):
        items = [Item(value) for value in positional]
        rest = [Splat(value) for value in arguments.star]
        variables[params.star_arg.name.value] = inner.new(ListObject((*items, *rest), "tuple"), params.star_arg)
    if params.star_kwarg is not None:
        entries = tuple(Entry(key, value) for key, value in named.items())
        variables[params.star_kwarg.name.value] = inner.new(
            DictObject(entries, tuple(arguments.double_star)), params.star_kwarg
        )


def _missing(param: cst.Param, inner: Frame, loose: bool) -> Value:
    """The value of a parameter that the call does not name: its default, or unknown behind `*args`."""
    if param.default is not None:
        # A default is evaluated once, when the function is defined; for most functions that is at import.
        default = frozen(inner.engine.evaluate(param.default, inner), Volatility.PROCESS, inner)
        if loose:
            return alt((default, judge.named_hole(inner.engine.knowledge, param.name.value, inner.origin(param.name))))
        return default
    return judge.named_hole(inner.engine.knowledge, param.name.value, inner.origin(param.name))


def abstract_parameters(params: cst.Parameters, inner: Frame, skip_first: bool) -> None:
    """Bind the parameters of a function nobody in scope calls: annotation, default and name say what they are."""
    knowledge = inner.engine.knowledge
    variables = inner.live.vars
    ordered = [*params.posonly_params, *params.params]
    for index, param in enumerate([*ordered, *params.kwonly_params]):
        if skip_first and index == 0 and ordered:
            continue
        variables[param.name.value] = abstract_parameter(param, inner)
    if isinstance(params.star_arg, cst.Param):
        name = params.star_arg.name
        hole = judge.named_hole(knowledge, name.value, inner.origin(name))
        variables[name.value] = inner.new(ListObject((Splat(hole, inner.origin(name)),), "tuple"))
    if params.star_kwarg is not None:
        name = params.star_kwarg.name
        rest = judge.named_hole(knowledge, name.value, inner.origin(name))
        variables[name.value] = inner.new(DictObject((), (rest,)))


def abstract_parameter(param: cst.Param, inner: Frame) -> Value:
    """What is known of one parameter without its callers."""
    origin = inner.origin(param.name)
    name = param.name.value
    engine = inner.engine
    if param.annotation is not None:
        typed = annotated(param.annotation.annotation, name, inner)
        if typed is not None:
            return typed
    default: Value | None = None
    if isinstance(param.default, (cst.SimpleString, cst.Integer, cst.Float)):
        default = engine.evaluate(param.default, inner)
    elif isinstance(param.default, cst.Name) and param.default.value in ("True", "False"):
        return Hole(judge.CHOICE, origin, name, "bool")
    elif isinstance(param.default, (cst.Name, cst.Call, cst.Attribute)):
        given = frozen(engine.evaluate(param.default, inner), Volatility.PROCESS, inner)
        if isinstance(given, Hole) and given.taint.frozen:
            return Hole(given.taint, origin, name, given.shape)  # most callers leave it at what import made of it
    hole = judge.named_hole(engine.knowledge, name, origin, default)
    tree = inner.function.node if inner.function is not None else None
    made = isinstance(tree, cst.FunctionDef) and makes(tree)
    if made and isinstance(default, Lit) and default.text and hole.taint.cause is Cause.IDENTITY:
        hole = Hole(judge.STABLE, origin, name)  # `user_name="Human"` of an agent names a part, not a person
    number = isinstance(param.default, (cst.Integer, cst.Float)) or (
        param.annotation is not None and judge.is_number(param.annotation.annotation)
    )
    return replace(hole, shape="number") if number else hole


def annotated(node: cst.BaseExpression, name: str, frame: Frame) -> Value | None:
    """What an annotation says: a closed choice, a known type, a client, or an object of a class of the program."""
    engine = frame.engine
    origin = frame.origin(node)
    found = judge.annotation_value(engine.knowledge, node, frame.unit.index.imports, origin)
    if isinstance(found, Hole):
        row = judge.by_name(engine.knowledge, name)
        taint = found.taint
        if row is not None and row.taint.believed() and not taint.believed():
            taint = row.taint
        return Hole(taint, origin, name, found.shape)
    if found is not None:
        return found
    from prefixlint.flow import objects

    return objects.annotated_instance(node, frame)


def opaque_call(
    callee: str, arguments: Arguments, frame: Frame, node: cst.CSTNode, receiver: Value | None = None
) -> Hole:
    """The result of a function that cannot be followed: what its name says, else what goes in, one step less sure."""
    row = judge.by_call_name(frame.engine.knowledge, callee) if callee else None
    origin = frame.origin(node)
    # `format_datetime(moment)` says how, `get_time()` says what.
    how = row is not None and row.stored and any(True for _ in arguments.all())
    if row is not None and row.taint.believed() and not how:
        return Hole(row.taint, origin, callee, row.shape)
    taints = [weaken(frame.deep_taint(value)) for value in arguments.all()]
    # A name made up at random is mostly passed on as a place (of a temporary file), not as text.
    taints = [weaken(taint) if taint.cause is Cause.RANDOM else taint for taint in taints]
    if receiver is not None:
        taints.append(weaken(frame.deep_taint(receiver)))
    taint = join(UNKNOWN if row is None or how else row.taint, *taints)
    return Hole(taint, origin, callee)
