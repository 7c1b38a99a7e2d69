"""Which statements can matter to a request: a backward slice over the whole file, done before anything is executed.

Most statements of a program that talks to a model have nothing to do with prompts: they log, count, store, dispatch.
Executing them abstractly would cost most of the time and change nothing. The slice starts at the marked statements and
follows names backwards, without regard to order: what binds or changes a name that a kept statement reads is kept too,
and so are the results of functions whose names it reads, and calls of functions that hold something kept which can be
felt outside. Names of attributes are taken as one name space for the whole file. All of this keeps too much rather than
too little.

Knows: facts about statements. Must not know: values, prompts, providers.
"""

from __future__ import annotations

from collections import defaultdict
from copy import copy

import libcst as cst

from prefixlint.syntax.names import Fact, FunctionInfo, Index, parameters

JUMPS = frozenset({cst.Return, cst.Raise, cst.Break, cst.Continue})


class Slice:
    """The slice of one file. `full` statements are executed; of those that are only `passable`, nothing but the jumps
    inside matters (`if cancelled: return`)."""

    def __init__(self, index: Index) -> None:
        self.full: set[cst.CSTNode] = set()
        self.passable: set[cst.CSTNode] = set()
        self._infos = [index.body, *index.functions.values()]
        self._module = index.body
        self._binders: defaultdict[tuple[FunctionInfo | None, str], list[Fact]] = defaultdict(list)
        self._users: defaultdict[str, list[Fact]] = defaultdict(list)
        self._named: defaultdict[str, list[FunctionInfo]] = defaultdict(list)
        self._needed: set[tuple[FunctionInfo | None, str]] = set()
        self._demanded: set[FunctionInfo] = set()
        self._called: set[FunctionInfo] = set()
        self._parameters: dict[FunctionInfo, set[str]] = {}
        self._waiting: defaultdict[tuple[FunctionInfo, str], list[Fact]] = defaultdict(list)
        self._felt: set[FunctionInfo] = set()
        self._locals: dict[FunctionInfo, set[str]] = {}
        self._todo: list[Fact] = []
        self._touched: set[FunctionInfo] = set()  # functions of which more is kept than when jumps were last looked for
        self._functions = index.functions
        self._collect(index)
        self._seed()
        self._run()
        self._jumps()

    def demand(self, function: FunctionInfo, lost: bool = False) -> None:
        """Keep also what the result of `function` depends on (unless that is lost), and what it does to its arguments;
        for callers outside the file."""
        if function in self._demanded or (lost and function in self._called):
            return
        self._demand(function, lost)
        self._run()
        self._jumps()

    def copy(self) -> Slice:
        """A slice to which more can be added."""
        other = copy(self)
        for name in ("full", "passable", "_needed", "_demanded", "_called", "_felt"):
            setattr(other, name, set(getattr(self, name)))
        other._waiting = defaultdict(list, {key: list(facts) for key, facts in self._waiting.items()})
        other._todo, other._touched = [], set()
        return other

    # -- what there is ------------------------------------------------------------------------------------------------

    def _collect(self, index: Index) -> None:
        for info in index.functions.values():
            if info.owner is not None and info.name.startswith("__") and info.name.endswith("__"):
                self._named[info.owner.name].append(info)
            self._named[info.name].append(info)
        known = set(self._named)
        for info in self._infos:
            own = self._locals[info] = set()
            self._parameters[info] = set(parameters(info))
            for fact in info.facts:
                own |= fact.defs
                for name in all_uses(fact):
                    bare = name.lstrip(".")
                    if bare in known:
                        self._users[bare].append(fact)
        self._changed_arguments()
        self._aliases()
        for info in self._infos:
            for fact in info.facts:
                for name in fact.defs | fact.changes:
                    self._binders[None if name.startswith(".") else info, name].append(fact)

    def _changed_arguments(self) -> None:
        """A call of a function that changes its parameters changes the variables that are passed."""
        todo = [info for info in self._infos if any(self._parameters[info] & fact.changes for fact in info.facts)]
        seen = set(todo)
        while todo:
            changing = todo.pop()
            for fact in self._users.get(changing.name, ()):
                fact.changes |= fact.args
                info = fact.function
                if info not in seen and self._parameters[info] & fact.args:
                    seen.add(info)
                    todo.append(info)

    def _aliases(self) -> None:
        """A change of `turn` in `for turn in history` changes what is in `history`: statements that change a variable
        change also what the variable was taken from."""
        skipped = {"self", "cls", *self._named}
        for info in self._infos:
            changers = [fact for fact in info.facts if fact.changes]
            if not changers:
                continue
            sources: defaultdict[str, set[str]] = defaultdict(set)
            for fact in info.facts:
                if type(fact.node) is not cst.AugAssign:
                    for name in fact.defs:
                        if not name.startswith("."):
                            sources[name] |= fact.uses
            for fact in changers:
                seen: set[str] = set()
                todo = list(fact.changes)
                while todo:
                    name = todo.pop()
                    for source in sources.get(name, ()):
                        if source not in seen and source not in fact.changes and source not in skipped:
                            seen.add(source)
                            todo.append(source)
                fact.changes |= seen

    # -- what is kept -------------------------------------------------------------------------------------------------

    def _seed(self) -> None:
        for info in self._infos:
            marked = [fact for fact in info.facts if fact.marked]
            if marked:
                self._todo.extend(marked)
                self._feel(info)
            # What a function that only sends gives back is an answer; one that holds a prompt may give that.
            held = {name for fact in marked if fact.holds for name in fact.defs | fact.changes}
            if any(fact.node is info.node for fact in marked):
                self._demand(info)
            elif held:
                self._todo.extend(
                    fact
                    for fact in info.facts
                    if (type(fact.node) is cst.Return or fact.yields) and not held.isdisjoint(all_uses(fact))
                )

    def _run(self) -> None:
        while self._todo:
            fact = self._todo.pop()
            if fact.node in self.full:
                continue
            self.full.add(fact.node)
            self._touched.add(fact.function)
            defined = self._functions.get(fact.node)  # type: ignore[call-overload]
            if defined is not None:  # its signature is a statement of its own and of the function around it
                self._touched |= {defined, defined.outer or self._module}
            self._keep(fact)
            # A condition says how often what is bound below it varies; of what is only sent it says nothing.
            binds = fact.defs or fact.changes or fact.yields or type(fact.node) is cst.Return
            if fact.parent is not None:
                if binds or not fact.marked:
                    self._todo.append(fact.parent)
                else:
                    self._pass(fact.parent)

    def _keep(self, fact: Fact) -> None:
        info = fact.function
        self._read(fact)
        own = self._locals[info]
        if any(name.startswith(".") for name in fact.defs) or any(name not in own for name in fact.changes):
            self._feel(info)

    def _read(self, fact: Fact) -> None:
        """What the statement reads is needed; an argument only when the parameter is."""
        info = fact.function
        for name in fact.uses:
            self._need(name, info, name.lstrip(".") == fact.silent)
        for argument in fact.inner:
            named = self._named.get(argument.callee, ())
            followed = [function for function in named if function.name in (argument.callee, "__init__")]
            if not followed and not argument.optional:
                self._read(argument)
            for function in followed:
                parameter = _parameter(function, argument.slot)
                if parameter is None or (function, parameter) in self._needed:
                    self._read(argument)
                else:
                    self._waiting[function, parameter].append(argument)

    def _need(self, name: str, info: FunctionInfo, lost: bool) -> None:
        bare = name.lstrip(".")
        if bare in self._named:
            for function in self._named[bare]:
                self._demand(function, lost)
        if name != bare:
            self._push(None, name)
            return
        scope: FunctionInfo | None = info
        while scope is not None:
            if not self._push(scope, name):
                return
            scope = scope.outer
        self._push(self._module, name)

    def _push(self, scope: FunctionInfo | None, name: str) -> bool:
        """Keep what binds `name`; False if that was done."""
        key = (scope, name)
        if key in self._needed:
            return False
        self._needed.add(key)
        self._todo.extend(self._binders.get(key, ()))
        if scope is not None:
            for argument in self._waiting.pop((scope, name), ()):
                self._read(argument)
        return True

    def _demand(self, function: FunctionInfo, lost: bool = False) -> None:
        """Keep what the function gives (unless that is lost), and what it does to its arguments."""
        if not lost and function not in self._demanded:
            self._demanded.add(function)
            self._todo.extend(fact for fact in function.facts if type(fact.node) is cst.Return or fact.yields)
        if function in self._called:
            return
        self._called.add(function)
        if function.owner is not None:
            self._need(function.owner.name, self._module, True)
        changed = self._parameters[function]
        for fact in function.facts:
            if fact.node is function.node or not changed.isdisjoint(fact.changes):
                self._todo.append(fact)

    def _feel(self, function: FunctionInfo) -> None:
        """Something kept in `function` can be felt by its callers, so its calls are kept."""
        if function in self._felt:
            return
        self._felt.add(function)
        for fact in function.facts:
            if fact.node is function.node:
                self._todo.append(fact)
        names = [function.name]
        if function.name == "__init__" and function.owner is not None:
            names.append(function.owner.name)
        for name in names:
            self._todo.extend(self._users.get(name, ()))

    def _jumps(self) -> None:
        for info in self._touched:
            for fact in info.facts:
                if type(fact.node) in JUMPS and fact.node not in self.full:
                    self._pass(fact)
        self._touched.clear()

    def _pass(self, fact: Fact) -> None:
        if isinstance(fact.node, (cst.Break, cst.Continue)):
            loop = fact.parent
            while loop is not None and not isinstance(loop.node, (cst.For, cst.While)):
                loop = loop.parent
            if loop is None or loop.node not in self.full:
                return
        step: Fact | None = fact
        while step is not None and step.node not in self.full:
            self.passable.add(step.node)
            step = step.parent


def all_uses(fact: Fact) -> set[str]:
    """What a statement reads, arguments of calls included."""
    found = set(fact.uses)
    for argument in fact.inner:
        found |= all_uses(argument)
    return found


def _parameter(info: FunctionInfo, slot: str | int) -> str | None:
    """The parameter that takes an argument given by keyword or position; None if that is not clear."""
    found = parameters(info)
    if isinstance(slot, str):
        return slot if slot in found else None
    assert isinstance(info.node, cst.FunctionDef)
    params = info.node.params
    places = [param.name.value for param in (*params.posonly_params, *params.params)]
    skipped = 1 if info.owner is not None and places and places[0] in ("self", "cls") else 0
    return places[slot + skipped] if slot + skipped < len(places) else None
