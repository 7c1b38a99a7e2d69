"""Classes and objects of the program: what their attributes hold.

Knows: `self` over a class, properties, dataclass fields, inheritance inside a project.
Must not know: SDK names, what a prompt is.
"""

from __future__ import annotations

import re

import libcst as cst

from prefixlint.flow import functions, judge, modules
from prefixlint.flow.engine import Arguments, Frame, Unit
from prefixlint.flow.state import State
from prefixlint.flow.values import (
    EMPTY,
    NONE,
    Class,
    Const,
    DictObject,
    Function,
    Hole,
    Instance,
    Item,
    ListObject,
    Method,
    Ref,
    Splat,
    Super,
    Value,
    alt,
    unknown,
)
from prefixlint.flow.volatility import UNKNOWN, Cause, Confidence, Taint, Volatility
from prefixlint.syntax.names import ClassInfo, FunctionInfo
from prefixlint.syntax.walk import dotted

_TURNS = Taint(Volatility.SESSION, Confidence.LIKELY, Cause.HISTORY)
_ENUMS = frozenset({"Enum", "StrEnum", "IntEnum", "Flag"})
_MAX_WRITER = 500  # nodes of a method that is run only to see what it sets an attribute to
_MAPPINGS = frozenset({"dict", "UserDict", "OrderedDict", "defaultdict", "collections.UserDict"})
_MAX_BASES = 6  # classes up an inheritance chain


# ---- classes -------------------------------------------------------------------------------------------------------


def class_info(cls: Class, frame: Frame) -> tuple[ClassInfo, Unit] | None:
    """The index entry of a class and its file."""
    unit = functions.unit_of(frame, cls.path)
    info = unit.index.classes.get(cls.node) if isinstance(cls.node, cst.ClassDef) else None
    return (info, unit) if info is not None else None


def lineage(cls: Class, frame: Frame) -> list[tuple[Class, ClassInfo, Unit]]:
    """A class and its bases in the program, nearest first."""
    engine = frame.engine
    kept = engine.lineages.get(cls.node)
    if kept is None:
        kept = _lineage(cls, frame)
        if not engine.pending:
            engine.lineages[cls.node] = kept
    return kept


def _lineage(cls: Class, frame: Frame) -> list[tuple[Class, ClassInfo, Unit]]:
    found: list[tuple[Class, ClassInfo, Unit]] = []
    todo = [cls]
    while todo and len(found) < _MAX_BASES:
        one = todo.pop(0)
        known = class_info(one, frame)
        if known is None or any(info is known[0] for _, info, _ in found):
            continue
        found.append((one, *known))
        for base in known[0].bases:
            value = modules.dotted_value(base.partition("[")[0], known[1], frame)
            if isinstance(value, Class):
                todo.append(value)
    return found


def find_method(cls: Class, word: str, frame: Frame) -> tuple[FunctionInfo, Class] | None:
    """The method `word` of a class or its bases."""
    for owner, info, _ in lineage(cls, frame):
        method = info.methods.get(word)
        if method is not None:
            return method, owner
    return None


def class_attribute(cls: Class, word: str, frame: Frame, node: cst.CSTNode) -> Value:
    """`Class.word`: a method, or a value of the class body, which is evaluated at import."""
    method = find_method(cls, word, frame)
    if method is not None and isinstance(method[0].node, cst.FunctionDef):
        receiver: Value | None = cls if functions.decorated(method[0].node, "classmethod") else None
        return Function(method[1].path, method[0].node, None, receiver, method[1])
    value = body_value(cls, word, frame)
    if value is not None:
        return value
    return judge.named_hole(frame.engine.knowledge, word, frame.origin(node))


def is_enum(cls: Class, frame: Frame) -> bool:
    """Whether a class is an enumeration: its members are a closed choice."""
    known = class_info(cls, frame)
    return known is not None and any(base.rpartition(".")[2] in _ENUMS for base in known[0].bases)


def body_value(cls: Class, word: str, frame: Frame) -> Value | None:
    """A value bound in the class body."""
    for owner, info, unit in lineage(cls, frame):
        key = (f"{unit.path}:{info.name}:{id(info)}", word)
        cached = frame.engine.globals.get(key)
        module = frame.engine.global_frames.get(unit.path)
        if module is None:
            module = frame.engine.global_frames[unit.path] = Frame(frame.engine, unit, State({}, {}))
        if cached is None:
            bound = [one for one in info.fields.get(word, ()) if not _only_declares(one)]
            if not bound or key in frame.engine.pending:
                continue
            frame.engine.pending.add(key)
            inner = Frame(frame.engine, unit, State({}, module.live.heap), None, None, None, owner)
            try:
                for statement in bound:
                    frame.engine.run(statement, inner)
            finally:
                frame.engine.pending.discard(key)
            module.live.heap = inner.live.heap
            value = inner.live.vars.get(word)
            if value is None:
                continue
            cached = frame.engine.globals[key] = functions.frozen(value, Volatility.PROCESS, module)
        return frame.engine.import_heap(cached, module.live.heap, frame)
    return None


def _only_declares(statement: object) -> bool:
    return isinstance(statement, cst.AnnAssign) and statement.value is None


# ---- objects -------------------------------------------------------------------------------------------------------


def instance_attribute(ref: Ref, obj: Instance, word: str, frame: Frame, node: cst.CSTNode) -> Value:
    """`object.word`: what was set, a method, a property, a class attribute, or what its name says."""
    found = obj.get(word)
    if found is not None:
        found = judge.told_by_name(frame.engine.knowledge, found, word)
        return _with_later_changes(ref, obj, word, found, frame, node)
    if obj.cls is None:
        return Method(ref, word, frame.origin(node))
    method = find_method(obj.cls, word, frame)
    if method is not None and isinstance(method[0].node, cst.FunctionDef):
        tree = method[0].node
        static = functions.decorated(tree, "staticmethod")
        function = Function(method[1].path, tree, None, None if static else ref, obj.cls)
        if functions.decorated(tree, "property", "cached_property"):
            return functions.invoke(function, Arguments(), frame, node)
        return function
    written = _written_elsewhere(ref, obj, word, frame)
    if written is not None:
        return written
    value = body_value(obj.cls, word, frame)
    # A field that begins empty was filled by whoever made an object that nobody in sight made.
    if value is not None and not (ref.id in frame.engine.abstract and _is_empty(value, frame)):
        return value
    typed = _declared(obj.cls, word, frame, node)
    if typed is not None and isinstance(node, cst.Attribute) and _is_own(node.value, frame):
        typed = functions.frozen(typed, Volatility.SESSION, frame)  # bound when the object was made, as by `__init__`
    if typed is None and value is not None:
        return value
    return typed if typed is not None else Method(ref, word, frame.origin(node))


def inherited(above: Super, word: str, frame: Frame, node: cst.CSTNode) -> Value:
    """`super().word`: a method or a value of the classes behind the one the method stands in."""
    line = lineage(above.cls, frame)
    trees = [cls.node for cls, _, _ in line]
    behind = line[trees.index(above.owner) + 1 :] if above.owner in trees else []
    for cls, info, _ in behind:
        method = info.methods.get(word)
        if method is not None and isinstance(method.node, cst.FunctionDef):
            static = functions.decorated(method.node, "staticmethod")
            function = Function(cls.path, method.node, None, None if static else above.receiver, above.cls)
            if functions.decorated(method.node, "property", "cached_property"):
                return functions.invoke(function, Arguments(), frame, node)
            return function
    value = body_value(behind[0][0], word, frame) if behind else None
    return value if value is not None else Method(Hole(UNKNOWN, None, "super()"), word, frame.origin(node))


def _is_own(node: cst.BaseExpression, frame: Frame) -> bool:
    """Whether `node` is the first parameter of the method at hand: `self`."""
    tree = frame.function.node if frame.function is not None else None
    if not isinstance(node, cst.Name) or frame.owner is None or not isinstance(tree, cst.FunctionDef):
        return False
    first = [*tree.params.posonly_params, *tree.params.params][:1]
    return bool(first) and first[0].name.value == node.value and not functions.decorated(tree, "staticmethod")


def _is_empty(value: Value, frame: Frame) -> bool:
    """Whether a default says nothing: None, an empty text or collection, an object made of defaults."""
    if isinstance(value, Ref):
        obj = frame.get(value)
        if isinstance(obj, ListObject):
            return not obj.items
        if isinstance(obj, DictObject):
            return not obj.entries and not obj.rest
        return isinstance(obj, Instance) and obj.cls is not None
    return value in (NONE, EMPTY)


def _with_later_changes(ref: Ref, obj: Instance, word: str, found: Value, frame: Frame, node: cst.CSTNode) -> Value:
    """An attribute set in `__init__` that other methods append to holds the turns so far behind what it began with."""
    if obj.cls is None or ref.id not in frame.engine.abstract or word in frame.engine.abstract[ref.id]:
        return found
    frame.engine.abstract[ref.id].add(word)
    changers = [method for _, info, _ in lineage(obj.cls, frame) for method in info.changers.get(word, ())]
    later = [method for method in changers if method.name != "__init__"]
    if later and isinstance(found, Ref):
        listing = frame.get(found)
        if isinstance(listing, ListObject):
            row = judge.by_name(frame.engine.knowledge, word)
            turns = (row is not None and row.taint.cause is Cause.HISTORY) or _holds_messages(listing, frame)
            what = Hole(_TURNS if turns else UNKNOWN, frame.origin(node), word, "history" if turns else "")
            # What this execution has added since stands behind the turns before it.
            began = _began_with(obj.cls, found, frame)
            head, new = listing.items[:began], listing.items[began:]
            if not any(isinstance(elem, Splat) and elem.value == what for elem in new):
                items = (*head, Splat(what, frame.origin(node)), *new)
                frame.put(found, ListObject(items, listing.kind, listing.order, listing.origin, listing.edits))
    writers = [method for _, info, _ in lineage(obj.cls, frame) for method in info.writers.get(word, ())]
    if any(method.name != "__init__" for method in writers):
        other = _written_elsewhere(ref, obj, word, frame)
        if other is not None and other != found:
            plain = isinstance(found, Const) and found.value is None
            return other if plain else alt((found, other))
    return found


def _began_with(cls: Class, ref: Ref, frame: Frame) -> int:
    """How many elements a list had when `__init__` was through with it."""
    _, heap = frame.engine.selves.get(cls.node, (None, {}))  # type: ignore[call-overload]
    began = heap.get(ref.id)
    now = frame.get(ref)
    if not isinstance(began, ListObject) or not isinstance(now, ListObject):
        return len(now.items) if isinstance(now, ListObject) else 0
    same = now.items[: len(began.items)] == began.items
    return len(began.items) if same else len(now.items)


def _holds_messages(listing: ListObject, frame: Frame) -> bool:
    """Whether a list begins with something that has a role."""
    for elem in listing.items:
        obj = frame.get(elem.value) if isinstance(elem, Item) and isinstance(elem.value, Ref) else None
        if isinstance(obj, (DictObject, Instance)) and obj.get("role") is not None:
            return True
    return False


def _written_elsewhere(ref: Ref, obj: Instance, word: str, frame: Frame) -> Value | None:
    """What methods other than `__init__` set an attribute to, joined; None if there are none."""
    engine = frame.engine
    if obj.cls is None:
        return None
    values: list[Value] = []
    for owner, info, unit in lineage(obj.cls, frame):
        for method in info.writers.get(word, ()):
            tree = method.node
            key = (unit.path, f"{info.name}.{method.name}.{word}")
            if method.name == "__init__" or not isinstance(tree, cst.FunctionDef) or tree in engine.active:
                continue
            if key in engine.pending or len(values) >= 4 or method.size > _MAX_WRITER:
                continue
            if key not in engine.globals:
                engine.pending.add(key)
                inner = abstract_frame(method, owner, unit, frame)
                try:
                    functions.run_for(word, method, tree, inner)
                finally:
                    engine.pending.discard(key)
                receiver = inner.live.vars.get("self")
                after = inner.get(receiver) if isinstance(receiver, Ref) else None
                value = after.get(word) if isinstance(after, Instance) else None
                engine.globals[key] = value if value is not None else unknown(frame.origin(tree), word)
                module = engine.global_frames.setdefault(unit.path, Frame(engine, unit, State({}, {})))
                module.live.heap.update(inner.live.heap)
            module = engine.global_frames.setdefault(unit.path, Frame(engine, unit, State({}, {})))
            values.append(engine.import_heap(engine.globals[key], module.live.heap, frame))
    return alt(values) if values else None


def _declared(cls: Class, word: str, frame: Frame, node: cst.CSTNode) -> Value | None:
    """What the annotation of a field (`name: type` in the class body) says of the one that is read at `node`."""
    for owner, info, unit in lineage(cls, frame):
        for statement in info.fields.get(word, ()):
            if isinstance(statement, cst.AnnAssign):
                inner = Frame(frame.engine, unit, State({}, frame.live.heap), None, None, frame, owner)
                typed = functions.annotated(statement.annotation.annotation, word, inner)
                if typed is None:
                    typed = judge.named_hole(frame.engine.knowledge, word, frame.origin(node))
                if not isinstance(typed, Hole):
                    return typed
                taint = typed.taint
                if taint.cause is Cause.REQUEST_DATA and _is_configuration(info.name, frame):
                    taint = (
                        judge.STABLE
                    )  # `context` of a `StylingConfig` came with the configuration, not with a request
                return Hole(taint, frame.origin(node), typed.source, typed.shape)
    return None


def _is_configuration(name: str, frame: Frame) -> bool:
    """Whether a class goes by the name of a configuration: what a variable of that name would be believed to be."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
    row = judge.by_name(frame.engine.knowledge, words)
    return row is not None and row.taint.believed() and row.taint.cause is Cause.ENVIRONMENT


def abstract_self(cls: Class, frame: Frame) -> Ref:
    """An object of `cls` made by somebody not in sight: `__init__` is run once with unknown arguments, and what it
    sets stays the same for as long as the object lives."""
    engine = frame.engine
    known = class_info(cls, frame)
    tree = cls.node
    if known is None or not isinstance(tree, cst.ClassDef):
        return frame.new(Instance(cls, ""))
    if tree not in engine.selves:
        ref = Ref(engine.next_id())
        engine.abstract[ref.id] = set()
        start: dict[int, object] = {ref.id: Instance(cls, "")}
        engine.selves[tree] = (ref, dict(start))  # type: ignore[arg-type]
        method = find_method(cls, "__init__", frame)
        if method is not None and isinstance(method[0].node, cst.FunctionDef) and method[0].node not in engine.active:
            unit = functions.unit_of(frame, method[1].path)
            inner = Frame(engine, unit, State({}, dict(start)), method[0], None, None, cls)  # type: ignore[arg-type]
            inner.depth = frame.depth + 1
            functions.abstract_parameters(method[0].node.params, inner, skip_first=True)
            first = [*method[0].node.params.posonly_params, *method[0].node.params.params][:1]
            if first:
                inner.live.vars[first[0].name.value] = ref
            steps = engine.steps
            functions.run_body(method[0].node, inner)
            engine.steps = steps
            functions.frozen(ref, Volatility.SESSION, inner)
            engine.selves[tree] = (ref, inner.live.heap)
            engine.abstract[ref.id] = set()
    ref, heap = engine.selves[tree]
    here = frame.live.heap
    missing = heap.keys() - here.keys()
    if missing:
        here.update((key, obj) for key, obj in heap.items() if key in missing)
    return ref


def abstract_frame(
    method: FunctionInfo, cls: Class | None, unit: Unit, caller: Frame | None, heap: bool = True
) -> Frame:
    """A frame for a function nobody in scope calls, its parameters bound to what is known of them."""
    engine = caller.engine if caller is not None else None
    assert engine is not None and caller is not None and isinstance(method.node, cst.FunctionDef)
    start = dict(caller.live.heap) if heap else {}
    inner = Frame(engine, unit, State({}, start), method, None, None, cls)
    inner.depth = caller.depth + 1
    tree = method.node
    takes_self = cls is not None and not functions.decorated(tree, "staticmethod")
    functions.abstract_parameters(tree.params, inner, skip_first=takes_self)
    first = [*tree.params.posonly_params, *tree.params.params][:1]
    if takes_self and cls is not None and first:
        receiver: Value = cls if functions.decorated(tree, "classmethod") else abstract_self(cls, inner)
        inner.live.vars[first[0].name.value] = receiver
        engine.abstract.setdefault(receiver.id, set()).clear() if isinstance(receiver, Ref) else None
    return inner


def instantiate(cls: Class, arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value:
    """`Class(...)`: `__init__` followed, or the fields of a dataclass or model bound."""
    if is_enum(cls, frame):
        return Hole(judge.CHOICE, frame.origin(node))
    ref = frame.new(Instance(cls, "", origin=frame.origin(node)), node)
    method = find_method(cls, "__init__", frame)
    if method is not None and isinstance(method[0].node, cst.FunctionDef):
        function = Function(method[1].path, method[0].node, None, ref, cls)
        functions.invoke(function, arguments, frame, node)
        return ref
    if any(base in _MAPPINGS for _, info, _ in lineage(cls, frame) for base in info.bases):
        from prefixlint.flow import builtin

        made = builtin.call("dict", arguments, frame, node)
        return made if made is not None else ref
    fields = _fields(cls, frame)
    obj = Instance(cls, "", origin=frame.origin(node))
    positional = list(arguments.positional)
    named = dict(arguments.named)
    for word, default in fields:
        if positional:
            obj = obj.set(word, positional.pop(0))
        elif word in named:
            obj = obj.set(word, named.pop(word))
        elif default is not None:
            obj = obj.set(word, default)
    for word, value in named.items():
        obj = obj.set(word, value)
    frame.put(ref, obj)
    _finish(ref, cls, frame, node)
    return ref


def _finish(ref: Ref, cls: Class, frame: Frame, node: cst.CSTNode) -> None:
    """Run what a dataclass or a model runs on an object whose fields are bound."""
    done: set[str] = set()
    for owner, info, _ in lineage(cls, frame):
        for word, method in info.methods.items():
            tree = method.node
            if word in done or not isinstance(tree, cst.FunctionDef) or not functions.makes(tree) or word == "__init__":
                continue
            if not functions.decorated(tree, "classmethod"):  # one that is given the input, not the object
                done.add(word)
                functions.invoke(Function(owner.path, tree, None, ref, owner), Arguments(), frame, node)


def _fields(cls: Class, frame: Frame) -> list[tuple[str, Value | None]]:
    """The annotated fields of a class with their defaults, bases first."""
    found: dict[str, Value | None] = {}
    for owner, info, _ in reversed(lineage(cls, frame)):
        for statement in info.body:
            if isinstance(statement, cst.AnnAssign) and isinstance(statement.target, cst.Name):
                word = statement.target.value
                found[word] = body_value(owner, word, frame) if statement.value is not None else None
    return list(found.items())


def annotated_instance(node: cst.BaseExpression, frame: Frame) -> Value | None:
    """An object of the class of the program that an annotation names (through `X | None` and `Optional`), or None."""
    if isinstance(node, cst.SimpleString):
        word = node.raw_value
    elif isinstance(node, cst.BinaryOperation) and isinstance(node.operator, cst.BitOr):
        return annotated_instance(node.left, frame) or annotated_instance(node.right, frame)
    elif isinstance(node, cst.Subscript) and dotted(node.value).rpartition(".")[2] == "Optional":
        part = node.slice[0].slice
        return annotated_instance(part.value, frame) if isinstance(part, cst.Index) else None
    else:
        word = dotted(node)
    if not word.isidentifier():
        return None
    value = modules.module_value(frame.unit, word, frame)
    if not isinstance(value, Class):
        return None
    if is_enum(value, frame):
        return Hole(judge.CHOICE, frame.origin(node))
    return abstract_self(value, frame)


def shown(ref: Ref, obj: Instance, frame: Frame, node: cst.CSTNode) -> Value | None:
    """What `str()` of an object of the program gives through its own `__str__` or `__repr__`; None if it has none."""
    if obj.cls is None:
        return None
    for word in ("__str__", "__repr__"):
        method = find_method(obj.cls, word, frame)
        if method is not None and isinstance(method[0].node, cst.FunctionDef):
            return functions.invoke(
                Function(method[1].path, method[0].node, None, ref, obj.cls), Arguments(), frame, node
            )
    return None
