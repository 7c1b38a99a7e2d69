"""Running a file: which functions are entry points, and in which order they are executed.

Knows: how the engine is wired, marks and callers. Must not know: SDK names, requests.
"""

from __future__ import annotations

from contextlib import suppress

import libcst as cst

from prefixlint.flow import functions, objects
from prefixlint.flow.engine import Engine, Exhausted, Files, Frame, Observer, Resolver, Unit, reaching
from prefixlint.flow.evaluate import evaluate
from prefixlint.flow.execute import run
from prefixlint.flow.state import State
from prefixlint.flow.values import Class, Hole
from prefixlint.flow.volatility import Volatility
from prefixlint.knowledge.load import Knowledge
from prefixlint.syntax.names import FunctionInfo
from prefixlint.syntax.slice import Slice


def engine(
    knowledge: Knowledge, observer: Observer, resolver: Resolver | None = None, files: Files | None = None
) -> Engine:
    """An engine, wired."""
    made = Engine(knowledge, observer, resolver, files)
    made.evaluate = evaluate
    made.run = run
    return made


def analyse(unit: Unit, machine: Engine) -> None:
    """Execute what may build or send a prompt: first functions that nobody in the file calls, so that helpers are seen
    with the arguments they get, then what was not reached."""
    machine.units[unit.path] = unit
    machine.main = unit.path
    if unit.slice is None:
        unit.slice = Slice(unit.index)
    infos = list(unit.index.functions.values())
    concerned = reaching(infos)
    wanted = [info for info in infos if info in concerned]
    called = {name for info in wanted for name in info.calls if info.name != name}
    if unit.index.body.marked or unit.index.body.calls & {info.name for info in wanted}:
        run_module(unit, machine)
    outer = [info for info in wanted if info.name not in called]
    for info in outer:
        run_function(info, unit, machine)
    for info in wanted:
        # Callers of a public function may stand in other files, and pass other things than those in sight.
        if info.marked and (info.node not in machine.executed or not info.name.startswith("_")) and info not in outer:
            run_function(info, unit, machine)


def run_module(unit: Unit, machine: Engine) -> None:
    """Execute the module body as the script it may be."""
    machine.start()
    machine.entry = None
    frame = Frame(machine, unit, State({}, {}))
    frame.slice = unit.slice
    machine.live_modules[unit.path] = frame
    try:
        with suppress(Exhausted):
            run(unit.tree.module, frame)
    finally:
        del machine.live_modules[unit.path]


def run_function(info: FunctionInfo, unit: Unit, machine: Engine) -> None:
    """Execute one function with what is known of its parameters."""
    if not isinstance(info.node, cst.FunctionDef):
        return
    with suppress(Exhausted):
        _run_function(info, info.node, unit, machine)
    machine.active.clear()


def _run_function(info: FunctionInfo, node: cst.FunctionDef, unit: Unit, machine: Engine) -> None:
    machine.start()
    machine.entry = node
    owner = Class(unit.path, info.owner.node) if info.owner is not None else None
    base = Frame(machine, unit, State({}, {}))
    inner = objects.abstract_frame(info, owner, unit, base)
    if info.outer is not None and isinstance(info.outer.node, cst.FunctionDef):
        outer_owner = info.outer.owner
        outer = objects.abstract_frame(
            info.outer, Class(unit.path, outer_owner.node) if outer_owner else None, unit, base
        )
        inner.parent = outer
        machine.import_heap_all(outer, inner)
    if owner is not None and functions.makes(node):
        # What an object is made from stays with it for as long as it lives.
        for name, value in list(inner.live.vars.items()):
            if isinstance(value, Hole):
                inner.live.vars[name] = functions.frozen(value, Volatility.SESSION, inner)
    functions.run_body(node, inner)
