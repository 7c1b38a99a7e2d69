"""The engine's shared state: budget, caches, frames, and the hooks through which others watch an execution.

Knows: which frames exist and how names are looked up. Must not know: SDK names, requests, rules.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

import libcst as cst

from prefixlint.flow.state import State
from prefixlint.flow.unit import Files, NoFiles, NoResolver, Resolver, Unit, reaching
from prefixlint.flow.values import (
    Alt,
    Branch,
    Cat,
    Class,
    Const,
    DictObject,
    Edit,
    Elem,
    External,
    HeapObject,
    Hole,
    Instance,
    Item,
    ListObject,
    Lit,
    Loop,
    Origin,
    Ref,
    Rep,
    Splat,
    Value,
    taint_of,
    unknown,
)
from prefixlint.flow.volatility import CONSTANT, Taint, Volatility, join
from prefixlint.knowledge.load import Knowledge
from prefixlint.records import record
from prefixlint.syntax.document import Document, Quoted
from prefixlint.syntax.names import ClassInfo, FunctionInfo
from prefixlint.syntax.slice import Slice
from prefixlint.syntax.writing import Part

MAX_STEPS = 12_000  # expressions evaluated for one entry point; enough for every real function met, stops the odd giant
MIN_STEPS = 3_000  # the same where other entry points of the file ran out of them: they mostly run the same helpers
MAX_ASIDE = 150  # of these for one call of a function of another file in which nothing looks like a prompt
MAX_CONCERNED = 1_000  # for one call of a function of another file that shows a request or prompt text
MAX_ASIDES = 1_000  # and for all such calls of one entry point
MAX_IDLE = 3  # calls of such a function that told nothing; then it is not followed any more
MAX_READ = 1_500_000  # bytes of other files that are looked into for one file; parsed pieces count an eighth
MAX_DEPTH = 7  # helper functions inside helper functions that are followed
MAX_DEEP = 5  # levels of lists in dicts in lists that are looked into


class Exhausted(Exception):
    """An entry point costs more than it is given. What was seen until then holds."""


class Enough(Exception):
    """A function of another file, in which nothing looks like a prompt, costs more than it is given."""


@dataclass(slots=True)
class Arguments:
    """Evaluated arguments of a call, in the order written."""

    positional: list[Value] = field(default_factory=list)
    named: dict[str, Value] = field(default_factory=dict)
    nodes: dict[str, cst.CSTNode] = field(default_factory=dict)
    star: list[Value] = field(default_factory=list)  # *args that are not known one by one
    double_star: list[Value] = field(default_factory=list)  # **kwargs that are not known one by one
    origins: dict[str, Origin] = field(default_factory=dict)  # of `**known`: where the values were put in

    def all(self) -> Iterator[Value]:
        """Every value that is passed."""
        yield from self.positional
        yield from self.named.values()
        yield from self.star
        yield from self.double_star

    def written(self, word: str, frame: Frame, node: cst.CSTNode) -> Origin:
        """Where the argument called (or at the position) `word` is written; `node` if it is not."""
        known = self.origins.get(word)
        return known if known is not None else frame.origin(self.nodes.get(word, node))

    def get(self, name: str, position: int | None = None) -> Value | None:
        """The argument called `name`, or at `position`."""
        if name in self.named:
            return self.named[name]
        if position is not None and position < len(self.positional):
            return self.positional[position]
        return None


@record(frozen=True)
class CallEvent:
    """A call that is not followed: `callee` is what is called, `text` its dotted source."""

    node: cst.Call
    callee: Value
    text: str
    arguments: Arguments
    frame: Frame


class Observer(Protocol):
    """Watches an execution; the room that knows requests implements it."""

    def called(self, event: CallEvent) -> Value | None:
        """A call of something outside the program; may say what it gives."""

    def entered(self, event: CallEvent) -> None:
        """A call of a function or class of the program, which is going to be followed."""

    def returned(self, function: FunctionInfo, value: Value, frame: Frame) -> None:
        """A function of the program returned."""

    def assigned(self, name: str, value: Value, node: cst.CSTNode, frame: Frame, grows: bool) -> None:
        """A local or module variable was bound; `grows` says that something was added to what it held."""


class Frame:
    """One activation of a function, class body or module."""

    __slots__ = (
        "breaks", "calls", "continues", "depth", "engine", "entered", "function", "loops", "outside", "owner", "parent", "returns", "slice",
        "state", "turns", "unit", "yielding", "yields",
    )  # fmt: skip

    def __init__(
        self, engine: Engine, unit: Unit, state: State | None, function: FunctionInfo | None = None,
        parent: Frame | None = None, caller: Frame | None = None, owner: Class | None = None,
    ) -> None:  # fmt: skip
        self.engine = engine
        self.unit = unit
        self.state = state
        self.function = function
        self.slice: Slice | Part | None = engine.slice_of(unit, function) if function is not None else None
        self.parent = parent
        self.owner: Class | None = owner if owner is not None else (parent.owner if parent is not None else None)
        self.returns: list[tuple[Value, State]] = []
        self.yields: list[Elem] = []
        self.breaks: list[list[State]] = []
        self.continues: list[list[State]] = []
        self.loops: tuple[int, ...] = caller.loops if caller is not None else ()
        self.entered: list[frozenset[str]] = []  # the variables bound before each loop of this frame
        self.outside = len(self.loops)  # loops that the call itself stands in
        self.yielding = 0  # the loop of the last `yield`
        self.turns: tuple[int, ...] = caller.turns if caller is not None else ()  # of loops that are unrolled
        self.depth: int = caller.depth + 1 if caller is not None else 0
        self.calls: tuple[cst.CSTNode, ...] = caller.calls if caller is not None else ()

    @property
    def live(self) -> State:
        """The state of a path that still runs."""
        if self.state is None:
            self.state = State({}, {})
        return self.state

    def origin(self, node: cst.CSTNode) -> Origin:
        """Where `node` of this frame's file stands."""
        return Origin(self.unit.path, node)

    def new(self, obj: HeapObject, node: cst.CSTNode | None = None) -> Ref:
        """A new object in the heap, made at `node`. What a loop makes at one place in every turn is one object, since
        its turns could never be seen to have settled otherwise."""
        if self.loops and node is not None:
            ref = Ref(self.engine.site_id(node, type(obj), self.calls, self.turns))
        else:
            ref = Ref(self.engine.next_id())
        self.live.heap[ref.id] = obj
        return ref

    def get(self, ref: Ref) -> HeapObject | None:
        """The object that `ref` names."""
        self.engine.looked.add(ref.id)
        return self.live.heap.get(ref.id)

    def peek(self, ref: Ref) -> HeapObject | None:
        """The object that `ref` names, for who adds to it without looking at what it holds."""
        return self.live.heap.get(ref.id)

    def put(self, ref: Ref, obj: HeapObject) -> None:
        """Replace the object that `ref` names."""
        if ref.id < self.engine.oldest:
            self.engine.oldest = ref.id
        self.live.heap[ref.id] = obj

    def unknown(self, node: cst.CSTNode) -> Hole:
        """A value nothing is known of, written at `node`."""
        return unknown(self.origin(node))

    def deep_taint(self, value: Value, depth: int = 0) -> Taint:
        """The joined taint of a value and of everything in it, the order of its elements included."""
        kind = type(value)
        if kind is Hole:
            return value.taint  # type: ignore[attr-defined, no-any-return]
        if kind is Lit or kind is Const:
            return CONSTANT
        if isinstance(value, Ref):
            self.engine.spend()
            if depth > MAX_DEEP:
                return CONSTANT
            self.engine.looked.add(value.id)
            obj = self.live.heap.get(value.id)
            return CONSTANT if obj is None else self._object_taint(obj, depth + 1)
        if isinstance(value, (Cat, Alt)):
            inner = value.parts if isinstance(value, Cat) else value.options
            return join(*(self.deep_taint(part, depth) for part in inner))
        if isinstance(value, Rep):
            return join(self.deep_taint(value.body, depth), value.order)
        if isinstance(value, External):
            return self.engine.external_taint(value)
        return taint_of(value)

    def _object_taint(self, obj: HeapObject, depth: int) -> Taint:
        engine = self.engine
        known = engine.flat.get(id(obj))
        if known is not None:
            return known[1]
        before = engine.looked_into
        taint = join(*self._object_taints(obj, depth))
        if engine.looked_into == before:  # nothing in it refers to the heap, so it will say the same again
            engine.flat[id(obj)] = (obj, taint)
        engine.looked_into += 1
        return taint

    def _object_taints(self, obj: HeapObject, depth: int) -> Iterator[Taint]:
        if isinstance(obj, ListObject):
            yield obj.order
            for elem in obj.items:
                yield from self._elem_taints(elem, depth)
        elif isinstance(obj, DictObject):
            yield obj.order
            for entry in obj.entries:
                yield self.deep_taint(entry.value, depth)
                if entry.key_value is not None:
                    yield self.deep_taint(entry.key_value, depth)
            for value in obj.rest:
                yield self.deep_taint(value, depth)
        elif isinstance(obj, Instance) and obj.cls is None:
            # An object of the program is more than the sum of its fields; what is read of it is followed instead.
            for _, value in obj.fields:
                yield self.deep_taint(value, depth)

    def _elem_taints(self, elem: Elem, depth: int) -> Iterator[Taint]:
        if isinstance(elem, (Item, Splat)):
            yield self.deep_taint(elem.value, depth)
        elif isinstance(elem, Branch):
            for option in elem.options:
                for inner in option:
                    yield from self._elem_taints(inner, depth)
        elif isinstance(elem, Loop):
            yield elem.order
            for inner in elem.body:
                yield from self._elem_taints(inner, depth)


_LEADING = frozenset({Ref, Alt, Cat, Rep})  # values that may lead to objects


class Engine:
    """One analysis: the files, the knowledge, the observer, and the functions that evaluate and execute."""

    def __init__(
        self, knowledge: Knowledge, observer: Observer, resolver: Resolver | None = None, files: Files | None = None
    ) -> None:
        self.knowledge = knowledge
        self.observer = observer
        self.resolver: Resolver = resolver if resolver is not None else NoResolver()
        self.files: Files = files if files is not None else NoFiles()
        self.documents: dict[str, Document] = {}  # text files that were read, by the path under which reports show them
        self.evaluate: Callable[[cst.BaseExpression, Frame], Value]
        self.run: Callable[[cst.CSTNode, Frame], None]
        self.steps = 0
        self.limit = MAX_STEPS  # steps for the entry point at hand
        self.ceiling = MAX_STEPS  # the step at which the call at hand has cost enough
        self.concerned = MAX_STEPS  # the same for the call around it that concerns a prompt
        self.asides = 0  # steps spent in other files on functions in which nothing looks like a prompt
        self.idle: dict[cst.CSTNode, int] = {}  # functions of other files that told nothing, and how often
        self.silent: cst.CSTNode | None = None  # the call whose result the statement at hand does not use
        self.active: list[cst.CSTNode] = []  # functions being followed, against recursion
        self.executed: set[cst.CSTNode] = set()  # functions whose body was followed to its end
        self.live_modules: dict[str, Frame] = {}
        self.global_frames: dict[str, Frame] = {}
        self.globals: dict[tuple[str, str], Value] = {}
        self.pending: set[tuple[str, str]] = set()
        self.older: list[str] = []  # the lists of which a loop at hand visits all but the newest elements
        self.edits: dict[
            tuple[str, str], list[Edit]
        ] = {}  # what methods do to the lists that attributes of a file hold
        self.selves: dict[cst.ClassDef, tuple[Ref, dict[int, HeapObject]]] = {}
        self.units: dict[str, Unit] = {}
        self.lineages: dict[object, list[tuple[Class, ClassInfo, Unit]]] = {}
        self.entry: object = None  # the tree of the function that is the entry point; None while a module runs
        self.main = ""  # the path of the file whose functions are the entry points
        self.abstract: dict[
            int, set[str]
        ] = {}  # objects nobody in scope made: attributes whose later changes were added
        self._id = 0
        self.loops: dict[cst.CSTNode, int] = {}
        self._sites: dict[tuple[object, ...], int] = {}
        self.flat: dict[int, tuple[HeapObject, Taint]] = {}  # taints of objects that refer to no others
        self.looked_into = 0
        self.oldest = sys.maxsize  # the number of the oldest object that was changed since a call at hand began
        self.noted = 0  # requests and prompt texts that the observer has kept
        self.looked: set[str | int] = set()  # what was read: variables by name, objects by number
        self.read = 0  # bytes of other files
        self._slices: dict[Slice, Slice] = {}
        self._literals: dict[cst.CSTNode, Value] = {}
        self._quoted: dict[cst.CSTNode, Quoted] = {}

    @property
    def newest(self) -> int:
        """The number of the object that was made last."""
        return self._id

    def next_id(self) -> int:
        """A number no object has yet."""
        self._id += 1
        return self._id

    def site_id(self, *site: object) -> int:
        """The number of the object that a loop makes at `site`."""
        known = self._sites.get(site)
        if known is None:
            known = self._sites[site] = self.next_id()
        return known

    def literal(self, node: cst.CSTNode, make: Callable[[], Value]) -> Value:
        """The value of a literal, which is made only once."""
        known = self._literals.get(node)
        if known is None:
            known = self._literals[node] = make()
        return known

    def inside(self, literal: Lit, start: int, end: int) -> Origin | None:
        """Where `literal.text[start:end]` stands inside a string literal of a program; None if it is none."""
        origin = literal.origin
        unit = self.units.get(origin.path) if origin is not None else None
        if origin is None or unit is None or not isinstance(origin.node, (cst.SimpleString, cst.FormattedStringText)):
            return origin
        known = self._quoted.get(origin.node)
        if known is None or known.text != literal.text:
            known = self._quoted[origin.node] = Quoted(unit.tree, origin.node, literal.text)
        return Origin(origin.path, known.span(start, end))

    def other(self, module: str, importer: Unit) -> Unit | None:
        """The file of a module, the same for as long as this engine lives; None also when enough has been read."""
        found = self.resolver.unit(module, importer)
        if found is None or found.path in self.units:
            return self.units[found.path] if found is not None else None
        if self.read + found.size > MAX_READ:
            return None
        self.read += found.size
        self.units[found.path] = found
        return found

    def slice_of(self, unit: Unit, function: FunctionInfo) -> Slice | None:
        """What of a function is worth executing here. Other files demand more of a function than its own does; that is
        kept apart, so that a file is executed the same whoever was executed before."""
        base = unit.slice_of(function)
        if base is None or unit.path == self.main:
            return base
        known = self._slices.get(base)
        if known is None:
            known = self._slices[base] = base.copy()
        return known

    def loop_id(self, node: cst.CSTNode) -> int:
        """The number of a loop."""
        return self.loops.setdefault(node, len(self.loops) + 1)

    def start(self) -> None:
        """Give an entry point its budget."""
        if self.steps > self.limit:
            self.limit = max(MIN_STEPS, self.limit // 2)
        self.steps, self.ceiling, self.concerned, self.asides = 0, self.limit, self.limit, 0

    def spend(self) -> None:
        """Count a step. Raises `Exhausted` when the budget of this entry point is used up, `Enough` when that of a
        call is."""
        self.steps += 1
        if self.steps > self.ceiling:
            raise Exhausted if self.steps > self.limit else Enough

    @contextmanager
    def aside(self, concerns: bool) -> Iterator[None]:
        """The budget of one call into another file: much where it `concerns` a prompt, else little. Calls inside share
        it, except that what concerns a prompt has no less for being called by what does not."""
        before, started, outer = self.ceiling, self.steps, self.concerned
        if concerns:
            self.ceiling = self.concerned = min(outer, started + MAX_CONCERNED)
        else:
            self.ceiling = min(before, started + MAX_ASIDE, started + MAX_ASIDES - self.asides)
        try:
            yield
        finally:
            spent = self.steps - started
            self.concerned = outer
            if concerns:
                self.ceiling = before if before == outer else before + spent
            else:
                self.ceiling = before
                self.asides += spent if before == outer else 0

    @contextmanager
    def looking(self) -> Iterator[set[str | int]]:
        """What is read inside: variables by name, objects by number."""
        outer, self.looked = self.looked, set()
        try:
            yield self.looked
        finally:
            outer |= self.looked
            self.looked = outer

    def close(self) -> None:
        """Forget everything. Frames lead back to their engine, and each that lives on would keep all of it."""
        self.__dict__.clear()

    def external_taint(self, value: External) -> Taint:
        """What the name of something imported says of its volatility when it is used as a value."""
        from prefixlint.flow.judge import external

        return external(self.knowledge, value.name)

    def import_heap(self, value: Value, source: dict[int, HeapObject], frame: Frame) -> Value:
        """Make what `value` refers to in another heap known in the heap of `frame`."""
        if type(value) not in _LEADING:
            return value
        target = frame.live.heap
        todo = [value]
        while todo:
            one = todo.pop()
            if isinstance(one, Ref):
                obj = source.get(one.id)
                if obj is not None and one.id not in target:
                    target[one.id] = obj
                    todo.extend(object_values(obj))
            elif isinstance(one, Alt):
                todo.extend(one.options)
            elif isinstance(one, Cat):
                todo.extend(one.parts)
            elif isinstance(one, Rep):
                todo.append(one.body)
        return value

    def import_heap_all(self, source: Frame, target: Frame) -> None:
        """Make every object of one frame known in another."""
        for key, obj in source.live.heap.items():
            target.live.heap.setdefault(key, obj)


def object_values(obj: HeapObject) -> Iterator[Value]:
    """The values directly inside an object."""
    if isinstance(obj, ListObject):
        for elem in obj.items:
            yield from elem_values(elem)
    elif isinstance(obj, DictObject):
        for entry in obj.entries:
            yield entry.value
        yield from obj.rest
    elif isinstance(obj, Instance):
        for _, value in obj.fields:
            yield value


def elem_values(elem: Elem) -> Iterator[Value]:
    """The values directly inside an element."""
    if isinstance(elem, (Item, Splat)):
        yield elem.value
    elif isinstance(elem, Branch):
        for option in elem.options:
            for inner in option:
                yield from elem_values(inner)
    elif isinstance(elem, Loop):
        for inner in elem.body:
            yield from elem_values(inner)


__all__ = [
    "MAX_DEPTH", "MAX_IDLE", "Arguments", "CallEvent", "Engine", "Enough", "Exhausted", "Files", "Frame", "NoFiles", "NoResolver",
    "Observer", "Resolver", "Unit", "reaching",
    "Volatility", "elem_values", "object_values",
]  # fmt: skip
