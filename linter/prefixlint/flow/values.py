"""The value domain: what is known of a Python value without running the program.

A text is `Lit | Hole | Cat | Alt | Rep`, a regular expression in disguise. Lists and dicts are ordered records of values;
they live in a heap (`flow.state`) and are named by `Ref`, so that two names of one list see the same `append`.
Knows: how values are built, joined and factored. Pure; no syntax tree, no I/O.
Must not know: where a value came from, except an opaque `Origin`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field

from prefixlint.flow.volatility import CONSTANT, LIMIT, UNKNOWN, Taint, join
from prefixlint.records import record

MAX_OPTIONS = 12  # options of a choice that are kept apart; more become a hole whose cause is "limit"
MAX_ELEMENTS = (
    48  # elements of one list, those in branches and loops counted; the rest becomes "any number of unknown ones"
)
MAX_PARTS = 4_000  # parts of one text; more become a hole


@record(frozen=True, slots=True)
class Origin:
    """Where something is written: a file, and a syntax node that only the front end of the tree understands."""

    path: str
    node: object


class Value:
    """Base of all abstract values."""

    __slots__ = ()


@record(frozen=True, slots=True)
class Lit(Value):
    """Known text. Two literals are equal when their text is, wherever they stand."""

    text: str
    origin: Origin | None = field(default=None, compare=False)


@record(frozen=True, slots=True)
class Const(Value):
    """A known value that is no text: None, a bool, a number, bytes."""

    value: object
    origin: Origin | None = field(default=None, compare=False)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Const) and type(self.value) is type(other.value) and self.value == other.value

    def __hash__(self) -> int:
        return hash((type(self.value), self.value))


@record(frozen=True, slots=True)
class Hole(Value):
    """An unknown value. `source` is the expression as written; `shape` says what kind of object it may be ("text",
    "datetime", "history", "path", "number", "word" for anything short and "short" for it as text, "" ...), `loop` the loop whose variable it is, `steps` how it got here."""

    taint: Taint
    origin: Origin | None
    source: str = ""
    shape: str = ""
    loop: int = 0
    steps: tuple[tuple[Origin, str], ...] = field(default=(), compare=False)


@record(frozen=True, slots=True)
class Cat(Value):
    """Parts one behind the other."""

    parts: tuple[Value, ...]


@record(frozen=True, slots=True)
class Alt(Value):
    """One of a few options; `taint` is what the choice depends on."""

    options: tuple[Value, ...]
    taint: Taint = CONSTANT
    origin: Origin | None = field(default=None, compare=False)


@record(frozen=True, slots=True)
class Rep(Value):
    """The body any number of times; `order` is the taint of the order in which it is repeated."""

    body: Value
    order: Taint = CONSTANT
    origin: Origin | None = field(default=None, compare=False)


@record(frozen=True, slots=True)
class Ref(Value):
    """The name of a list, dict or object in the heap."""

    id: int


@record(frozen=True, slots=True)
class External(Value):
    """Something imported or built in, by dotted name; a call of it adds "()": `openai.OpenAI()` is a client."""

    name: str
    origin: Origin | None = field(default=None, compare=False)


@record(frozen=True, slots=True)
class Function(Value):
    """A function of the program. `node` is its tree, `scope` the frame it closes over, `receiver` its bound first
    argument, `bound` the arguments given by `functools.partial`."""

    path: str
    node: object = field(compare=True)
    scope: object = field(default=None, compare=False)
    receiver: Value | None = None
    owner: object = field(default=None, compare=False)
    bound: tuple[tuple[str | None, Value], ...] = ()


@record(frozen=True, slots=True)
class Class(Value):
    """A class of the program."""

    path: str
    node: object
    scope: object = field(default=None, compare=False)


@record(frozen=True, slots=True)
class Module(Value):
    """A module of the program."""

    path: str


@record(frozen=True, slots=True)
class Method(Value):
    """A method of a value whose class is not of the program: `text.strip`, `unknown.search`."""

    receiver: Value
    name: str
    origin: Origin | None = field(default=None, compare=False)


@record(frozen=True, slots=True)
class Super(Value):
    """`super()` in a method of the class whose tree is `owner`, called for `receiver`, an object or class of `cls`."""

    receiver: Value
    cls: Class
    owner: object


# ---- heap objects -------------------------------------------------------------------------------------------------


class Elem:
    """Base of what a list is made of."""

    __slots__ = ()


@record(frozen=True, slots=True)
class Item(Elem):
    """One element."""

    value: Value
    origin: Origin | None = field(default=None, compare=False)


@record(frozen=True, slots=True)
class Splat(Elem):
    """Any number of elements that are not known one by one."""

    value: Value
    origin: Origin | None = field(default=None, compare=False)


@record(frozen=True, slots=True)
class Branch(Elem):
    """One of a few runs of elements; `taint` is what the choice depends on."""

    options: tuple[tuple[Elem, ...], ...]
    taint: Taint = CONSTANT


@record(frozen=True, slots=True)
class Loop(Elem):
    """The body any number of times."""

    body: tuple[Elem, ...]
    order: Taint = CONSTANT
    origin: Origin | None = field(default=None, compare=False)


@record(frozen=True, slots=True)
class Edit:
    """What was done to a list of any number of elements elsewhere than at its end. `kind`: "window" (only the newest
    were kept), "drop" (some at the head were taken out), "insert" (put in at the head), "replace" (one near the head
    was written anew), "rewrite" (older ones were). `source` is the list as written. `size` is how many a window keeps,
    if known; `limited` says that it happens only when a limit is passed that is larger than what is kept, `lasting`
    that the list itself stays so, and is not only cut for one use."""

    kind: str
    origin: Origin
    source: str = ""
    size: int | None = None
    limited: bool = False
    lasting: bool = False
    value: Value | None = field(default=None, compare=False)  # what was put in
    loop: int = 0  # what it is done to lasts for the turns of this loop only

    @property
    def rare(self) -> bool:
        """Whether many elements go at once and all others stay for long."""
        return self.limited and self.lasting


@record(frozen=True, slots=True)
class ListObject:
    """A list, tuple or set. `order` is the taint of its iteration order (constant for a list). `edits` are what was
    done to it elsewhere than at its end; a list made from others takes over theirs. `settled` is how many of its first
    elements were there before the loop began that appends the others: they stay what they are in all its turns."""

    items: tuple[Elem, ...]
    kind: str = "list"
    order: Taint = CONSTANT
    origin: Origin | None = field(default=None, compare=False)
    edits: tuple[Edit, ...] = ()
    settled: int = field(default=0, compare=False)


@record(frozen=True, slots=True)
class Entry:
    """One entry of a dict. `key` is None for an unknown key; `maybe` when it is only set on some paths."""

    key: str | int | None
    value: Value
    maybe: bool = False
    key_value: Value | None = None
    origin: Origin | None = field(default=None, compare=False)  # where the value was put in


@record(frozen=True, slots=True)
class DictObject:
    """A mapping in insertion order. `rest` holds unknown further entries (a `**other`, an unknown key)."""

    entries: tuple[Entry, ...]
    rest: tuple[Value, ...] = ()
    order: Taint = CONSTANT
    origin: Origin | None = field(default=None, compare=False)

    def get(self, key: str | int) -> Entry | None:
        """The last entry under `key`."""
        for entry in reversed(self.entries):
            if entry.key == key:
                return entry
        return None


@record(frozen=True, slots=True)
class Instance:
    """An object: of a class of the program (`cls`), or of an external class (`name`, with the call's arguments)."""

    cls: Class | None
    name: str
    fields: tuple[tuple[str, Value], ...] = ()
    origin: Origin | None = field(default=None, compare=False)

    def get(self, name: str) -> Value | None:
        """The value of an attribute, if it was set."""
        for key, value in self.fields:
            if key == name:
                return value
        return None

    def set(self, name: str, value: Value) -> Instance:
        """A copy with one attribute set."""
        kept = tuple((key, old) for key, old in self.fields if key != name)
        return Instance(self.cls, self.name, (*kept, (name, value)), self.origin)


HeapObject = ListObject | DictObject | Instance

EMPTY = Lit("")
NONE = Const(None)


def weight(items: tuple[Elem, ...]) -> int:
    """How many elements a list holds, those in branches and loops counted."""
    total = 0
    for elem in items:
        if isinstance(elem, Branch):
            total += 1 + sum(weight(option) for option in elem.options)
        elif isinstance(elem, Loop):
            total += 1 + weight(elem.body)
        else:
            total += 1
    return total


def bounded(items: tuple[Elem, ...]) -> tuple[Elem, ...]:
    """`items`, or their head and an unknown rest when there are more than `MAX_ELEMENTS` and no longer one by one."""
    if len(items) > 1 and not all(type(elem) is Item for elem in items) and weight(items) > MAX_ELEMENTS:
        kept: list[Elem] = []
        for elem in items:
            if weight((*kept, elem)) > MAX_ELEMENTS // 2:
                break
            kept.append(elem)
        return (*kept, Splat(Hole(LIMIT, None)))
    if len(items) == 1 and isinstance(items[0], (Branch, Loop)) and weight(items) > MAX_ELEMENTS:
        return (Splat(Hole(LIMIT, None)),)
    return items


# ---- building texts -----------------------------------------------------------------------------------------------


def unknown(origin: Origin | None, source: str = "") -> Hole:
    """A value nothing is known of."""
    return Hole(UNKNOWN, origin, source)


def limit(origin: Origin | None, source: str = "") -> Hole:
    """A value that was not followed because a limit was reached."""
    return Hole(LIMIT, origin, source)


def cat(parts: Iterable[Value]) -> Value:
    """Parts one behind the other: nested ones flattened, empty ones dropped. Literals of different origin stay apart
    so that each keeps its place."""
    flat: list[Value] = []
    for part in parts:
        if type(part) is Cat:
            flat.extend(part.parts)
        elif type(part) is Lit:
            if part.text:
                flat.append(part)
        else:
            flat.append(part)
    if not flat:
        return EMPTY
    if len(flat) == 1:
        return flat[0]
    if len(flat) > MAX_PARTS:
        return limit(next(origins(flat[0]), None))
    return Cat(tuple(flat))


def parts_of(value: Value) -> tuple[Value, ...]:
    """The parts of a text, at least one unless it is empty."""
    if type(value) is Cat:
        return value.parts
    if type(value) is Lit and not value.text:
        return ()
    return (value,)


def literal(value: Value) -> str | None:
    """The text of a value that is wholly literal."""
    if type(value) is Lit:
        return value.text
    if type(value) is Cat and all(type(part) is Lit for part in value.parts):
        return "".join(part.text for part in value.parts if isinstance(part, Lit))
    return None


def alt(options: Iterable[Value], taint: Taint = CONSTANT) -> Value:
    """A choice, its common head and tail factored out: `Cat(head, Alt(x, y), tail)`. So fourteen `if`s in a row stay
    fourteen small choices, and a stable head stays visible."""
    whole: list[Value] = []
    for option in options:
        if option not in whole:  # comparing is cheaper than hashing: equal values are mostly the same object
            whole.append(option)
    if len(whole) == 1:
        return whole[0]
    factored = _factored(whole, taint)  # a choice that all begin with is a head like any other
    if factored is not None:
        return factored
    flat: list[Value] = []
    for option in whole:
        inner = option.options if type(option) is Alt else (option,)
        if type(option) is Alt:
            taint = join(taint, option.taint)
        for one in inner:
            if one not in flat:
                flat.append(one)
    if len(flat) == 1:
        return flat[0]
    if len(flat) > MAX_OPTIONS:
        return limit(next((o for v in flat for o in origins(v)), None))
    factored = _factored(flat, taint) if len(flat) > len(whole) else None
    return factored if factored is not None else Alt(tuple(flat), taint)


def _factored(options: list[Value], taint: Taint) -> Value | None:
    """The choice with common head and tail taken out; None if there are none, or if not all options are text."""
    if not all(is_text(one) for one in options):
        return None
    lists = [parts_of(one) for one in options]
    shortest = min(len(parts) for parts in lists)
    first = lists[0]
    head = 0
    while head < shortest and all(parts[head] == first[head] for parts in lists):
        head += 1
    tail = 0
    while tail < shortest - head and all(parts[-1 - tail] == first[-1 - tail] for parts in lists):
        tail += 1
    if not head and not tail:
        return None
    middle = [cat(parts[head : len(parts) - tail]) for parts in lists]
    return cat([*first[:head], alt(middle, taint), *first[len(first) - tail :]])


TEXTS = frozenset({"text", "short"})  # shapes of texts
_SHORT = frozenset({"word", "number", "bool", "short"})


def text_shape(shape: str) -> str:
    """The shape of the text that a value of `shape` is written as."""
    return "short" if shape in _SHORT else "text"


def is_text(value: Value) -> bool:
    """Whether a value is certainly text built by the program."""
    if type(value) is Alt:
        return all(is_text(option) for option in value.options)
    return type(value) in (Lit, Cat, Rep) or (type(value) is Hole and value.shape in TEXTS)


def origins(value: Value) -> Iterator[Origin]:
    """All origins inside a text value, in order."""
    match value:
        case Lit(origin=origin) | Const(origin=origin) | Hole(origin=origin) | External(origin=origin):
            if origin is not None:
                yield origin
        case Cat(parts=inner) | Alt(options=inner):
            for part in inner:
                yield from origins(part)
        case Rep(body=body):
            yield from origins(body)


def taint_of(value: Value) -> Taint:
    """The joined taint of a text value (not looking into the heap)."""
    match value:
        case Hole(taint=taint):
            return taint
        case Cat(parts=inner):
            return join(*(taint_of(part) for part in inner))
        case Alt(options=inner):
            return join(*(taint_of(part) for part in inner))
        case Rep(body=body, order=order):
            return join(taint_of(body), order)
        case Method(receiver=receiver):
            return taint_of(receiver)
    return CONSTANT


def holes(value: Value) -> Iterator[Hole]:
    """All holes of a text value, in order."""
    match value:
        case Hole():
            yield value
        case Cat(parts=inner) | Alt(options=inner):
            for part in inner:
                yield from holes(part)
        case Rep(body=body):
            yield from holes(body)
        case Method(receiver=receiver):
            yield from holes(receiver)
