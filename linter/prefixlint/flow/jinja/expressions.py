"""Expressions of a template to abstract values.

Knows: Jinja's operators, calls, macros. Must not know: statements, SDK names.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import libcst as cst

from prefixlint.flow import access, judge
from prefixlint.flow.engine import Arguments
from prefixlint.flow.jinja.scope import Macro, Module, Scope
from prefixlint.flow.texts import as_text, truth
from prefixlint.flow.values import (
    EMPTY,
    NONE,
    Class,
    Const,
    DictObject,
    Entry,
    External,
    Function,
    Hole,
    Instance,
    Item,
    ListObject,
    Lit,
    Origin,
    Ref,
    Value,
    alt,
    cat,
    literal,
)
from prefixlint.flow.volatility import CONSTANT, UNKNOWN, join, weaken

if TYPE_CHECKING:
    from jinja2 import nodes

    from prefixlint.flow.jinja.render import Renderer

_OPERATORS: dict[str, type] = {
    "Add": cst.Add, "Sub": cst.Subtract, "Mul": cst.Multiply, "Div": cst.Divide, "FloorDiv": cst.FloorDivide,
    "Mod": cst.Modulo,
}  # fmt: skip
_FOLLOWED = (Function, Class, External)
_BUILTINS = frozenset({"range", "dict", "namespace", "cycler", "joiner", "lipsum"})


def evaluate(node: nodes.Node, home: Renderer, scope: Scope) -> Value:
    """The value of an expression."""
    home.frame.engine.spend()
    kind = type(node).__name__
    if kind in _OPERATORS:
        from prefixlint.flow import operators

        any_node: Any = node
        left, right = (evaluate(side, home, scope) for side in (any_node.left, any_node.right))
        return operators.binary(_OPERATORS[kind], left, right, home.frame, home.node)
    handler = _HANDLERS.get(kind)
    return handler(node, home, scope) if handler is not None else _unknown(home)


def origin_of(home: Renderer) -> Origin:
    """The output at hand, or where the template is rendered."""
    return home.place or home.frame.origin(home.node)


def _unknown(home: Renderer) -> Value:
    return Hole(UNKNOWN, origin_of(home))


# ---- names and literals --------------------------------------------------------------------------------------------


def _const(node: nodes.Const, home: Renderer, scope: Scope) -> Value:
    return Lit(node.value, home.place) if isinstance(node.value, str) else Const(node.value, home.place)


def _data(node: nodes.TemplateData, home: Renderer, scope: Scope) -> Value:
    return Lit(node.data, home.place)


def _name(node: nodes.Name, home: Renderer, scope: Scope) -> Value:
    found = scope.find(node.name)
    if found is None:
        found = home.given.find(node.name)
    if found is None:
        return judge.named_hole(home.frame.engine.knowledge, node.name, origin_of(home))
    return found


def is_missing(node: nodes.Node, home: Renderer, scope: Scope) -> bool | None:
    """Whether an expression is certainly undefined; None if nobody knows."""
    name = getattr(node, "name", None)
    if type(node).__name__ != "Name" or not isinstance(name, str):
        return None
    if scope.find(name) is not None or home.given.find(name) is not None:
        return False
    return True if home.given.absent(name) else None


def _list(node: nodes.List, home: Renderer, scope: Scope) -> Value:
    items = tuple(Item(evaluate(one, home, scope), home.place) for one in node.items)
    return home.frame.new(ListObject(items, "tuple" if type(node).__name__ == "Tuple" else "list", origin=home.place))


def _dict(node: nodes.Dict, home: Renderer, scope: Scope) -> Value:
    entries: list[Entry] = []
    for pair in node.items:
        key, value = evaluate(pair.key, home, scope), evaluate(pair.value, home, scope)
        entries.append(Entry(literal(key), value, key_value=key))
    return home.frame.new(DictObject(tuple(entries), origin=home.place))


def _concat(node: nodes.Concat, home: Renderer, scope: Scope) -> Value:
    return cat(as_text(evaluate(one, home, scope), home.frame, home.node) for one in node.nodes)


# ---- choices -------------------------------------------------------------------------------------------------------


def _cond(node: nodes.CondExpr, home: Renderer, scope: Scope) -> Value:
    test = evaluate(node.test, home, scope)
    known = truth(test, home.frame)
    first = evaluate(node.expr1, home, scope)
    other = evaluate(node.expr2, home, scope) if node.expr2 is not None else EMPTY
    if known is not None:
        return first if known else other
    return alt((first, other), home.frame.deep_taint(test))


def _and_or(node: nodes.And | nodes.Or, home: Renderer, scope: Scope) -> Value:
    left = evaluate(node.left, home, scope)
    known = truth(left, home.frame)
    both = type(node).__name__ == "And"
    if known is not None:
        return evaluate(node.right, home, scope) if known is both else left
    return alt((left, evaluate(node.right, home, scope)))


def _not(node: nodes.Not, home: Renderer, scope: Scope) -> Value:
    value = evaluate(node.node, home, scope)
    known = truth(value, home.frame)
    return Const(not known) if known is not None else Hole(home.frame.deep_taint(value), origin_of(home), shape="bool")


def _compare(node: nodes.Compare, home: Renderer, scope: Scope) -> Value:
    left = evaluate(node.expr, home, scope)
    right = evaluate(node.ops[0].expr, home, scope)
    plain = [
        one.text if isinstance(one, Lit) else one.value if isinstance(one, Const) else ... for one in (left, right)
    ]
    if len(node.ops) == 1 and node.ops[0].op in ("eq", "ne") and ... not in plain:
        return Const((plain[0] == plain[1]) is (node.ops[0].op == "eq"))
    return Hole(join(home.frame.deep_taint(left), home.frame.deep_taint(right)), origin_of(home), shape="bool")


def _test(node: nodes.Test, home: Renderer, scope: Scope) -> Value:
    if node.name in ("defined", "undefined"):
        missing = is_missing(node.node, home, scope)
        if missing is not None:
            return Const(missing is (node.name == "undefined"))
    value = evaluate(node.node, home, scope)
    if node.name == "none" and isinstance(value, (Const, Lit)):
        return Const(isinstance(value, Const) and value.value is None)
    return Hole(home.frame.deep_taint(value), origin_of(home), shape="bool")


# ---- attributes, items, calls --------------------------------------------------------------------------------------


def _getattr(node: nodes.Getattr, home: Renderer, scope: Scope) -> Value:
    value = evaluate(node.node, home, scope)
    return member(value, node.attr, home)


def _getitem(node: nodes.Getitem, home: Renderer, scope: Scope) -> Value:
    value = evaluate(node.node, home, scope)
    arg: Any = node.arg
    if type(arg).__name__ == "Slice":
        bounds = [evaluate(one, home, scope) if one is not None else None for one in (arg.start, arg.stop, arg.step)]
        return access.cut(value, bounds[0], bounds[1], bounds[2], home.frame, home.node)
    key = evaluate(arg, home, scope)
    word = literal(key)
    return member(value, word, home) if word is not None else access.item(value, key, home.frame, home.node)


def member(value: Value, word: str, home: Renderer) -> Value:
    """`value.word` or `value["word"]`, whichever there is."""
    frame, node = home.frame, home.node
    if isinstance(value, Module):
        return value.members.get(word) or _unknown(home)
    if isinstance(value, Hole) and value.source == "loop" and value.taint == CONSTANT:
        return Hole(CONSTANT, origin_of(home), word, "bool" if word in ("first", "last") else "")
    if isinstance(value, Ref) and isinstance(frame.get(value), (DictObject, ListObject)):
        return access.item(value, Lit(word), frame, node)
    found = access.settle(access.attribute(value, word, frame, node), frame, node)
    if isinstance(found, Hole) and found.origin == frame.origin(node):
        return Hole(
            found.taint, _origin_of_hole(value) or origin_of(home), found.source, found.shape, found.loop, found.steps
        )
    return found


def _origin_of_hole(value: Value) -> Origin | None:
    return value.origin if isinstance(value, Hole) else None


def _arguments(node: nodes.Call | nodes.Filter, home: Renderer, scope: Scope) -> Arguments:
    found = Arguments([evaluate(one, home, scope) for one in node.args])
    for word in node.kwargs:
        found.named[str(getattr(word, "key", ""))] = evaluate(getattr(word, "value"), home, scope)  # noqa: B009 - pairs, or keywords
    if node.dyn_args is not None:
        found.star.append(evaluate(node.dyn_args, home, scope))
    if node.dyn_kwargs is not None:
        found.double_star.append(evaluate(node.dyn_kwargs, home, scope))
    return found


def _call(node: nodes.Call, home: Renderer, scope: Scope) -> Value:
    return called(node, home, scope, None)


def called(node: nodes.Call, home: Renderer, scope: Scope, caller: Macro | None) -> Value:
    """The value of a call; `caller` is the body of a `{% call %}`."""
    callee: Any = node.node
    kind = type(callee).__name__
    if kind == "Name":
        value = scope.find(callee.name)
        if value is None and callee.name == "super" and home.stack:
            name, level = home.stack[-1]
            return home.block(name, level + 1, scope)
        if value is None:
            value = home.given.find(callee.name)
        if isinstance(value, Macro):
            return _expand(value, _arguments(node, home, scope), home, caller)
        known = callee.name in _BUILTINS or callee.name in home.frame.engine.knowledge.template_functions
        if known and isinstance(value, Hole):  # something unknown that might hold it: nobody calls their data `range`
            value = None
        return _function(callee.name, value, _arguments(node, home, scope), home)
    if kind in ("Getattr", "Getitem"):
        word = callee.attr if kind == "Getattr" else literal(evaluate(callee.arg, home, scope)) or ""
        if type(callee.node).__name__ == "Name" and callee.node.name == "self" and scope.find("self") is None:
            return home.block(word, 0, scope)
        receiver = evaluate(callee.node, home, scope)
        if isinstance(receiver, Module):
            macro = receiver.members.get(word)
            arguments = _arguments(node, home, scope)
            return _expand(macro, arguments, home, caller) if isinstance(macro, Macro) else _unknown(home)
        return _method(receiver, word, _arguments(node, home, scope), home)
    return _unknown(home)


def _function(name: str, value: Value | None, arguments: Arguments, home: Renderer) -> Value:
    """A call of something that is no macro: what was passed in, what Jinja has, or what its name says."""
    from prefixlint.flow import builtin, calls, functions

    frame, node = home.frame, home.node
    if isinstance(value, _FOLLOWED) and isinstance(node, cst.Call):
        return _born_here(calls.apply(value, arguments, frame, node), home, name)
    if value is None and name in ("range", "dict"):
        return builtin.call(name, arguments, frame, node) or _unknown(home)
    if value is None and name == "namespace":  # what is set in it later is not followed
        return _unknown(home)
    if value is None and name in ("cycler", "joiner"):
        return Hole(CONSTANT, origin_of(home), name)
    source = frame.engine.knowledge.template_functions.get(name) if value is None else None
    if source is not None:
        return Hole(source.taint, origin_of(home), name, source.shape)
    return _born_here(functions.opaque_call(name, arguments, frame, node, value), home)


def _born_here(value: Value, home: Renderer, name: str = "") -> Value:
    """A value that a call in the template made stands in the template."""
    if isinstance(value, Hole) and value.origin == home.frame.origin(home.node):
        return Hole(value.taint, origin_of(home), name or value.source, value.shape, value.loop, value.steps)
    return value


def _method(receiver: Value, word: str, arguments: Arguments, home: Renderer) -> Value:
    from prefixlint.flow import calls, functions, methods

    frame, node = home.frame, home.node
    receiver = access.settle(receiver, frame, node)
    obj = frame.get(receiver) if isinstance(receiver, Ref) else None
    if isinstance(obj, Instance) or not isinstance(receiver, (Ref, Hole, Lit)):
        found = access.attribute(receiver, word, frame, node)
        if isinstance(found, _FOLLOWED) and isinstance(node, cst.Call):
            return _born_here(calls.apply(found, arguments, frame, node), home)
    known = methods.call(receiver, word, arguments, frame, node)
    if known is None:
        known = functions.opaque_call(word, arguments, frame, node, receiver)
    return _born_here(known, home)


def _expand(macro: Macro, arguments: Arguments, home: Renderer, caller: Macro | None) -> Value:
    """The text of a macro."""
    from prefixlint.flow.jinja.render import MAX_DEPTH

    if home.depth >= MAX_DEPTH or macro.node in home.given.active:
        return _unknown(home)
    target = macro.home
    inner = Scope(macro.scope)
    params = list(macro.node.args)
    defaults = macro.node.defaults
    for index, param in enumerate(params):
        if index < len(arguments.positional):
            value = arguments.positional[index]
        elif param.name in arguments.named:
            value = arguments.named[param.name]
        elif index >= len(params) - len(defaults):
            value = evaluate(defaults[index - len(params) + len(defaults)], target, inner)
        else:
            value = NONE
        inner.names[param.name] = value
    if caller is not None:
        inner.names["caller"] = caller
    depth, place = target.depth, target.place
    target.depth = max(home.depth, depth) + 1
    home.given.active.append(macro.node)
    try:
        return target.run(macro.node.body, inner)
    finally:
        home.given.active.pop()
        target.depth, target.place = depth, place


# ---- filters -------------------------------------------------------------------------------------------------------


def _filter(node: nodes.Filter, home: Renderer, scope: Scope) -> Value:
    if node.name in ("default", "d") and node.node is not None:
        return _default(node, home, scope)
    value = evaluate(node.node, home, scope) if node.node is not None else EMPTY
    return filtered(node, value, home, scope)


def _default(node: nodes.Filter, home: Renderer, scope: Scope) -> Value:
    """`value | default(other)`: the other where the value is missing, or, if asked for, where it is empty."""
    assert node.node is not None
    arguments = _arguments(node, home, scope)
    other = arguments.get("default_value", 0) or EMPTY
    if is_missing(node.node, home, scope):
        return other
    value = evaluate(node.node, home, scope)
    if truth(value, home.frame) is False and arguments.get("boolean", 1) == Const(True):
        return other
    return value


def filtered(node: nodes.Filter, value: Value, home: Renderer, scope: Scope) -> Value:
    """`value | filter`."""
    from prefixlint.flow.jinja.filters import apply

    arguments = _arguments(node, home, scope)
    found = apply(node.name, access.settle(value, home.frame, home.node), arguments, home)
    if found is not None:
        return found
    own = home.environment.filters
    function = access.item(own, Lit(node.name), home.frame, home.node) if isinstance(own, Ref) else None
    if isinstance(function, _FOLLOWED):
        return _function(node.name, function, Arguments([value, *arguments.positional], arguments.named), home)
    taints = (weaken(home.frame.deep_taint(one)) for one in arguments.all())
    taint = join(home.frame.deep_taint(value), *taints)
    source = value.source if isinstance(value, Hole) else node.name
    steps = value.steps if isinstance(value, Hole) else ()
    return Hole(taint, _origin_of_hole(value) or origin_of(home), source, "text", 0, steps)


_HANDLERS: dict[str, Callable[[Any, Renderer, Scope], Value]] = {
    "Const": _const,
    "TemplateData": _data,
    "Name": _name,
    "NSRef": lambda node, home, scope: _unknown(home),
    "List": _list,
    "Tuple": _list,
    "Dict": _dict,
    "Concat": _concat,
    "CondExpr": _cond,
    "And": _and_or,
    "Or": _and_or,
    "Not": _not,
    "Compare": _compare,
    "Test": _test,
    "Getattr": _getattr,
    "Getitem": _getitem,
    "Call": _call,
    "Filter": _filter,
    "Neg": lambda node, home, scope: evaluate(node.node, home, scope),
    "Pos": lambda node, home, scope: evaluate(node.node, home, scope),
    "Pow": lambda node, home, scope: _unknown(home),
    "MarkSafe": lambda node, home, scope: evaluate(node.expr, home, scope),
}
