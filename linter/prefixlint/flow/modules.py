"""Modules of the program: what their names hold, evaluated at import, across files.

Knows: import-time evaluation, re-exports, `import *`, packages and modules inside them. Must not know: SDK names, what a
prompt is, which files there are (the resolver does).
"""

from __future__ import annotations

import libcst as cst

from prefixlint.flow import functions, judge
from prefixlint.flow.engine import Engine, Exhausted, Frame, Unit
from prefixlint.flow.state import State
from prefixlint.flow.values import Class, External, Function, Lit, Module, Value, unknown
from prefixlint.flow.volatility import Volatility
from prefixlint.syntax.names import import_names

_PLAIN = frozenset({Function, Class, Module, External, Lit})  # values that need no heap


def global_value(frame: Frame, word: str) -> Value | None:
    """The value of a module-level name of the file that `frame` runs in, or None."""
    running = frame.engine.live_modules.get(frame.unit.path)
    if running is not None and running is not frame and running.state is not None:
        found = running.state.vars.get(word)
        if found is not None:
            return frame.engine.import_heap(found, running.state.heap, frame)
    return module_value(frame.unit, word, frame)


def module_value(unit: Unit, word: str, frame: Frame) -> Value | None:
    """A module-level name of `unit`, evaluated at import: no more volatile than the process."""
    engine = frame.engine
    key = (unit.path, word)
    known = engine.globals.get(key)
    if type(known) in _PLAIN:
        return known
    bound = unit.bound(word)
    if bound is None:
        target = unit.index.imports.get(word)
        if target is None:
            return _starred(word, unit, frame)
        if key in engine.pending:  # each of two modules says that it has the name from the other
            return External(target, None)
        engine.pending.add(key)
        try:
            found = imported(target, unit, frame)
        finally:
            engine.pending.discard(key)
        if type(found) in _PLAIN and not engine.pending:
            engine.globals[key] = found
        return found
    module = engine.global_frames.get(unit.path)
    if module is None:
        module = engine.global_frames[unit.path] = Frame(engine, unit, State({}, {}))
    if key not in engine.globals:
        if key in engine.pending:
            return None
        engine.pending.add(key)
        try:
            engine.globals[key] = _bound_value(bound, word, unit, module)
        finally:
            engine.pending.discard(key)
    return engine.import_heap(engine.globals[key], module.live.heap, frame)


def _bound_value(
    bound: list[cst.BaseStatement | cst.BaseSmallStatement], word: str, unit: Unit, module: Frame
) -> Value:
    last = bound[-1]
    if isinstance(last, cst.FunctionDef):
        return Function(unit.path, last)
    if isinstance(last, cst.ClassDef):
        return Class(unit.path, last)
    if isinstance(last, (cst.Import, cst.ImportFrom)) and len(bound) == 1:
        return imported(import_names(last).get(word, word), unit, module)
    steps = module.engine.steps
    module.engine.steps = 0  # a constant is evaluated once for all entry points, so it has a budget of its own
    try:
        for statement in bound:
            module.engine.run(statement, module)
    except Exhausted:
        return unknown(module.origin(bound[0]), word)
    finally:
        module.engine.steps = steps
    value = module.live.vars.get(word)
    if value is None:
        return judge.named_hole(module.engine.knowledge, word, module.origin(bound[0]))
    return functions.frozen(value, Volatility.PROCESS, module)


def _starred(word: str, unit: Unit, frame: Frame) -> Value | None:
    """A name that came with `from module import *`."""
    engine = frame.engine
    for module in unit.index.stars:
        other = engine.other(module, unit)
        key = (unit.path, f"*{word}")
        if other is None or word.startswith("_") or key in engine.pending:
            continue
        engine.pending.add(key)
        try:
            found = member(other, word, frame)
        finally:
            engine.pending.discard(key)
        if found is not None:
            return found
    return None


def imported(target: str, unit: Unit, frame: Frame) -> Value:
    """What `unit` imports as the dotted `target` (a relative one begins with dots): something of the program, or
    something external. What the knowledge tables name stays a name, also where its source is at hand."""
    engine = frame.engine
    if not engine.knowledge.knows(target):
        head, _, last = target.rpartition(".")
        if head or target.startswith("."):
            # `from . import x` is `.x`: what stands in front of the last dot is then a dot.
            other = engine.other(head if head.strip(".") else head + ".", unit)
            found = member(other, last, frame) if other is not None else None
            if found is not None:
                return found
        other = engine.other(target, unit)
        if other is not None:
            return _module(other, engine)
    return External(target, None)


def _module(unit: Unit, engine: Engine) -> Module:
    """The value of a module; its file is the same for as long as the engine lives."""
    return Module(engine.units.setdefault(unit.path, unit).path)


def member(unit: Unit, word: str, frame: Frame) -> Value | None:
    """`module.word` of a module of the program: what it binds, or a module inside it; None if there is neither."""
    engine = frame.engine
    unit = engine.units.setdefault(unit.path, unit)
    found = module_value(unit, word, frame)
    if found is None and unit.is_package:
        inner = engine.other(f".{word}", unit)
        if inner is not None:
            return _module(inner, engine)
    return found


def project_module(name: str, frame: Frame) -> Module | None:
    """The module of the program that a dotted name means, where a namespace package has no file of its own."""
    if "()" in name or name.startswith("builtins."):
        return None
    other = frame.engine.other(name, frame.unit)
    return _module(other, frame.engine) if other is not None else None


def dotted_value(name: str, unit: Unit, frame: Frame) -> Value | None:
    """The value of a dotted name at the top of a file."""
    head, *rest = name.split(".")
    value = module_value(unit, head, frame)
    for word in rest:
        if not isinstance(value, Module):
            return None
        value = member(frame.engine.units[value.path], word, frame)
    return value
