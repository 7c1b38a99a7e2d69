"""Calls: what is called, with which arguments, and who knows what it gives.

Knows: the order of questions (program, Python's own functions, the observer, the tables, names).
Must not know: SDK names (they are in the tables), what a prompt is.
"""

from __future__ import annotations

from dataclasses import replace

import libcst as cst

from prefixlint.flow import (
    access,
    binding,
    builtin,
    chance,
    functions,
    history,
    judge,
    methods,
    modules,
    objects,
    orders,
    strings,
)
from prefixlint.flow.engine import Arguments, CallEvent, Frame
from prefixlint.flow.texts import items_of
from prefixlint.flow.values import (
    Alt,
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
    Method,
    Ref,
    Splat,
    Value,
    alt,
    is_text,
)
from prefixlint.flow.volatility import CONSTANT, UNKNOWN, Taint, Volatility, join
from prefixlint.knowledge.load import Source
from prefixlint.syntax.walk import dotted

_TAKING = frozenset({"pop", "popleft", "clear"})
MAX_SENDERS = 2  # methods of one name that are followed where the class of an object is not known
_GROWING = {
    "append": 1,
    "extend": 1,
    "appendleft": 1,
    "insert": 2,
}  # methods of lists, and how many arguments they take


def call(node: cst.Call, frame: Frame) -> Value:
    """The value of a call."""
    engine = frame.engine
    func = node.func
    if type(func) is cst.Attribute:
        receiver = engine.evaluate(func.value, frame)
        if isinstance(receiver, Hole) and len(node.args) == _GROWING.get(func.attr.value):
            receiver = _listed(receiver, func.value, frame)
        elif isinstance(receiver, Hole) and func.attr.value in _TAKING:
            receiver = history.listed(receiver, func.value, frame)
        callee = access.attribute(receiver, func.attr.value, frame, func)
    else:
        callee = engine.evaluate(func, frame)
    arguments = evaluate_arguments(node, frame)
    if type(func) is cst.Attribute and type(func.value) is cst.Attribute:
        _keep(func.attr.value, arguments, frame)
    return apply(callee, arguments, frame, node)


def _keep(method: str, arguments: Arguments, frame: Frame) -> None:
    """What becomes an element of a list that an object keeps is made once: the time in a message that was stored is that
    of its storing."""
    if method in _GROWING:
        for value in arguments.positional:
            obj = frame.get(value) if isinstance(value, Ref) else None
            if isinstance(obj, DictObject) or (isinstance(obj, Instance) and obj.cls is None):
                functions.frozen(value, Volatility.SESSION, frame)


def _listed(receiver: Hole, target: cst.BaseExpression, frame: Frame) -> Value:
    """An unknown value that is treated as a list becomes one, so that what is added to it is not lost."""
    if receiver.shape not in ("", "history") or not isinstance(target, (cst.Name, cst.Attribute)):
        return receiver
    origin = frame.origin(target)
    listing = frame.new(ListObject((Splat(receiver, receiver.origin),), "list", origin=origin), target)
    binding.bind(target, listing, frame)
    return listing


def evaluate_arguments(node: cst.Call, frame: Frame) -> Arguments:
    """The arguments of a call; `*known` and `**known` are spread out."""
    evaluate = frame.engine.evaluate
    arguments = Arguments()
    for argument in node.args:
        value = evaluate(argument.value, frame)
        if argument.star == "*":
            for elem in items_of(value, frame, argument.value)[0]:
                if isinstance(elem, Item) and not arguments.star:
                    arguments.positional.append(elem.value)
                else:
                    arguments.star.append(value)
        elif argument.star == "**":
            entries: list[Entry] = []
            binding.spread_mapping(value, entries, arguments.double_star, frame)
            for entry in entries:
                if isinstance(entry.key, str):
                    arguments.named[entry.key] = entry.value
                    arguments.nodes[entry.key] = argument.value
                    if entry.origin is not None:
                        arguments.origins[entry.key] = entry.origin
                elif entry.key_value is not None:  # `**{name: ... for name in names}`
                    arguments.double_star.append(entry.key_value)
        elif argument.keyword is not None:
            arguments.named[argument.keyword.value] = value
            arguments.nodes[argument.keyword.value] = argument.value
        else:
            arguments.nodes[str(len(arguments.positional))] = argument.value
            arguments.positional.append(value)
    return arguments


def apply(callee: Value, arguments: Arguments, frame: Frame, node: cst.Call) -> Value:
    """The value of calling `callee`."""
    text = dotted(node.func)
    event = CallEvent(node, callee, text, arguments, frame)
    if isinstance(callee, Function):
        frame.engine.observer.entered(event)
        return functions.invoke(callee, arguments, frame, node)
    if isinstance(callee, Class):
        frame.engine.observer.entered(event)
        return objects.instantiate(callee, arguments, frame, node)
    if isinstance(callee, Alt) and any(isinstance(option, (Function, Class, External)) for option in callee.options):
        return alt(apply(option, arguments, frame, node) for option in callee.options if not isinstance(option, Const))
    if isinstance(callee, Ref):
        obj = frame.get(callee)
        if isinstance(obj, Instance) and obj.name == "functools.partial()":
            return _partial(obj, arguments, frame, node)
        if isinstance(obj, Instance) and obj.cls is not None:
            method = objects.find_method(obj.cls, "__call__", frame)
            if method is not None:
                return functions.invoke(
                    Function(method[1].path, method[0].node, None, callee, obj.cls), arguments, frame, node
                )
    if isinstance(callee, External):
        found = _external(callee, event)
        if found is not None:
            return found
    if isinstance(callee, Method):
        return _method(callee, event)
    answered = frame.engine.observer.called(event)
    if answered is not None:
        return answered
    name = text.rpartition(".")[2].removesuffix("()")
    return functions.opaque_call(name, arguments, frame, node)


def _partial(obj: Instance, arguments: Arguments, frame: Frame, node: cst.Call) -> Value:
    target = obj.get("func")
    merged = Arguments(nodes=dict(arguments.nodes))
    for word, value in obj.fields:
        if word.startswith("#"):
            merged.positional.append(value)
        elif word != "func":
            merged.named[word] = value
    merged.positional.extend(arguments.positional)
    merged.named.update(arguments.named)
    merged.star, merged.double_star = arguments.star, arguments.double_star
    return apply(target, merged, frame, node) if target is not None else frame.unknown(node)


def _external(callee: External, event: CallEvent) -> Value | None:
    """A call of something imported or built in; None if nothing is known of it."""
    frame, node, arguments = event.frame, event.node, event.arguments
    knowledge = frame.engine.knowledge
    name = chance.renamed(callee.name, frame)
    if name.startswith("builtins."):
        found = builtin.call(name.removeprefix("builtins."), arguments, frame, node)
        if found is not None:
            return found
    known = builtin.library(name, arguments, frame, node)
    if known is not None:
        return known
    if name in knowledge.posting:  # what it sends is one question, what it gives another
        frame.engine.observer.called(event)
    source = knowledge.functions.get(name)
    if source is not None:
        return from_source(source, arguments, frame, node, event.text)
    if name in knowledge.stable:
        return Hole(judge.STABLE, frame.origin(node), event.text)
    if name in knowledge.sorting or name in knowledge.passing:
        return passed(arguments, frame, node, name in knowledge.sorting)
    instance = knowledge.clients.get(name)
    if instance is not None:
        return frame.engine.observer.called(event) or External(f"{instance}()", frame.origin(node))
    head, _, method = name.rpartition(".")
    if head.endswith("()") and method in knowledge.client_passes:
        return frame.engine.observer.called(event) or External(head, frame.origin(node))
    answered = frame.engine.observer.called(event)
    if answered is not None:
        return answered
    last = name.rpartition(".")[2]
    if last[:1].isupper() and not last.isupper() and "()" not in name:
        fields = tuple(arguments.named.items()) + tuple((f"#{i}", v) for i, v in enumerate(arguments.positional))
        return frame.new(Instance(None, f"{name}()", fields, frame.origin(node)), node)
    if "()" in name and last in knowledge.stable_methods:
        return Hole(judge.STABLE, frame.origin(node), event.text)
    unordered = orders.rows(last, frame, node)
    if unordered is not None:
        return unordered
    row = knowledge.methods.get(last)
    if row is not None and "()" in name and not row[1]:
        return from_source(row[0], arguments, frame, node, event.text)
    return functions.opaque_call(last, arguments, frame, node)


def passed(arguments: Arguments, frame: Frame, node: cst.CSTNode, sorts: bool = False) -> Value:
    """The result of a function that depends on its arguments only."""
    from prefixlint.flow.texts import ORDER_CAUSES, deciding_hole

    taints = [frame.deep_taint(value) for value in arguments.all()]
    if sorts:
        taints = [CONSTANT if taint.cause in ORDER_CAUSES else taint for taint in taints]
    taint = join(*taints)
    for value in arguments.all():
        hole = deciding_hole(value, frame)
        if hole is not None and hole.taint == taint:
            return Hole(taint, frame.origin(node), hole.source, "text", hole.loop, hole.steps)
    return Hole(taint, frame.origin(node), shape="text")


def from_source(source: Source, arguments: Arguments, frame: Frame, node: cst.Call, text: str) -> Value:
    """What a volatile function gives."""
    taint = source.taint
    origin = frame.origin(node)
    if source.given is not None and source.given < len(arguments.positional):
        moment = frame.deep_taint(arguments.positional[source.given])
        if moment.cause is not taint.cause:
            return Hole(join(UNKNOWN, moment), origin, text, source.shape)
    if source.in_place and source.argument is not None and source.argument < len(arguments.positional):
        return methods.reorder(arguments.positional[source.argument], taint, frame, node)
    if source.argument is not None and source.argument < len(arguments.positional):
        return methods.picked(arguments.positional[source.argument], taint, source.order, frame, node, text)
    if source.format_argument is not None:
        layout = (
            strings.layout_of(arguments.positional[source.format_argument])
            if source.format_argument < len(arguments.positional)
            else None
        )
        if layout is not None:
            taint = strings.granularity(taint, layout)
    if source.order:
        return Hole(taint, origin, text, "set")
    return Hole(taint, origin, text, source.shape)


def _method(callee: Method, event: CallEvent) -> Value:
    """A call of a method of a value that is not of the program."""
    frame, node, arguments = event.frame, event.node, event.arguments
    knowledge = frame.engine.knowledge
    receiver = access.settle(callee.receiver, frame, node)
    known = methods.call(receiver, callee.name, arguments, frame, node)
    if known is not None:
        return known
    if isinstance(receiver, Alt) and len(_made(receiver, frame)) > 1:  # one of several objects: each is asked
        each = [replace(callee, receiver=option) for option in _made(receiver, frame)]
        return alt(_method(one, replace(event, callee=one)) for one in each)
    sender = _sender(callee.name, receiver, event)
    if sender is not None:
        return sender
    answered = frame.engine.observer.called(event)
    if answered is not None:
        return answered
    row = knowledge.methods.get(callee.name)
    if row is not None and not is_text(receiver):
        shape = receiver.shape if isinstance(receiver, Hole) else ""
        if not row[1] or shape in row[1]:
            return from_source(row[0], arguments, frame, node, event.text)
    unordered = orders.rows(callee.name, frame, node) if not is_text(receiver) else None
    if unordered is not None:
        return unordered
    if callee.name in knowledge.stable_methods:
        return Hole(join(judge.STABLE, _believed(frame.deep_taint(receiver))), frame.origin(node), event.text)
    return functions.opaque_call(callee.name, arguments, frame, node, receiver)


def _made(receiver: Alt, frame: Frame) -> list[Ref]:
    """The options of a choice that are objects of external classes."""
    found = [option for option in receiver.options if isinstance(option, Ref)]
    return [option for option in found if isinstance(obj := frame.get(option), Instance) and obj.cls is None]


def _sender(name: str, receiver: Value, event: CallEvent) -> Value | None:
    """A method of an object of unknown class that goes by the name of one of the program which sends what it is
    given: `self.llm.complete(...)`. None if there is none."""
    frame = event.frame
    if not isinstance(receiver, (Hole, Alt)):
        return None
    results: list[Value] = []
    for unit, owner in frame.engine.resolver.senders(name, event.text)[:MAX_SENDERS]:
        cls = modules.module_value(frame.engine.units.setdefault(unit.path, unit), owner, frame)
        method = objects.find_method(cls, name, frame) if isinstance(cls, Class) else None
        if method is None or not isinstance(cls, Class) or method[0].node in frame.engine.active:
            continue
        function = Function(method[1].path, method[0].node, None, objects.abstract_self(cls, frame), cls)
        frame.engine.observer.entered(CallEvent(event.node, function, event.text, event.arguments, frame))
        results.append(functions.invoke(function, event.arguments, frame, event.node))
    return alt(results) if results else None


def _believed(taint: Taint) -> Taint:
    return taint if taint.believed() else CONSTANT
