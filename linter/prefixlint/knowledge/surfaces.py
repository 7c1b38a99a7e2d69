"""Where prompts are sent or held, as frozen data: the rows of `surfaces.toml`, those of the user, and who answers.

Knows: the schema of `surfaces.toml` (SCHEMA.md) and how names, shapes, URLs and keys lead to a row.
Must not know: trees, values, findings, rules.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]

# What a user's row without `order` is taken to send.
DEFAULT_ORDER: Sequence[Row] = (
    {"argument": "tools", "kind": "tools"},
    {"argument": "system", "kind": "system"},
    {"argument": "instructions", "kind": "system"},
    {"argument": "messages", "kind": "messages", "position": 0},
    {"argument": "prompt", "kind": "text"},
    {"argument": "input", "kind": "input"},
)


KINDS = ("tools", "schema", "switch", "continues", "system", "messages", "input", "inputs", "text")
_LISTS = ("names", "functions", "shapes", "clients", "methods", "paths", "keys", "needs", "address")
_TEXTS = ("name", "id", "api", "provider", "model", "marker", "template", "template_argument", "values", "body")
_REST: Mapping[str, type] = {
    "model_position": int, "common": bool, "sends": bool, "template_when_filled": bool, "template_inside": bool, "order": list,
    "source": str, "date": object,
}  # fmt: skip
_SLOT: Mapping[str, type] = {"argument": str, "kind": str, "position": int, "level": str}


def mistake(row: Row) -> tuple[str, str, Collection[str]] | None:
    """What is wrong with a `[[request]]` row of a user: a message, and the word that is wrong with what it could be."""
    known = {**dict.fromkeys(_LISTS, list), **dict.fromkeys(_TEXTS, str), **_REST}
    found = _mistake(row, known)
    if found is not None:
        return found
    if not any(key in row for key in ("name", "names", "functions", "shapes", "methods", "paths", "keys")):
        return "a table needs a name, names, shapes or paths", "", ()
    for slot in row.get("order", ()):
        found = _mistake(slot, _SLOT) if isinstance(slot, Mapping) else ("order: a list of tables is expected", "", ())
        if found is not None:
            return found
        if "argument" not in slot or "kind" not in slot:
            return "order: each entry needs an argument and a kind", "", ()
        if slot["kind"] not in KINDS:
            return f"order: unknown kind {slot['kind']!r}", slot["kind"], KINDS
    return None


def _mistake(row: Row, known: Mapping[str, type]) -> tuple[str, str, Collection[str]] | None:
    for key, value in row.items():
        if key not in known:
            return f"unknown key {key!r}", key, known
        if not isinstance(value, known[key]) and not (known[key] is list and isinstance(value, tuple)):
            return f"{key}: expected {known[key].__name__}", "", ()
        if isinstance(value, (list, tuple)) and key in _LISTS and not all(isinstance(one, str) for one in value):
            return f"{key}: expected a list of texts", "", ()
    return None


@dataclass(frozen=True)
class Slot:
    """An argument of a request: its name (or a path into it), what it is, and its position if it may be given by position."""

    argument: str
    kind: str
    position: int | None = None
    level: str = ""  # a function given here runs once per this, not per request


@dataclass(frozen=True)
class Template:
    """That texts hold placeholders, in which `syntax`, and which arguments say the syntax and fill some of them."""

    syntax: str
    argument: str = ""
    values: str = "#values"
    when_filled: bool = False  # only if `values` are given
    inside: bool = False  # also in the content of message objects


@dataclass(frozen=True)
class Surface:
    """A call that sends a request, or a constructor that holds a prompt."""

    id: str
    provider: str | None
    api: str
    slots: tuple[Slot, ...]
    needs: frozenset[str] = frozenset()
    model: str | None = None
    model_position: int | None = None
    marker: str | None = None
    sends: bool = True
    complete: bool = False  # of a constructor: nothing follows but what it holds, unless that is system text only
    address: tuple[str, ...] = ()
    keys: frozenset[str] = frozenset()
    template: Template | None = None
    partial: frozenset[str] = frozenset()
    fill: frozenset[str] = frozenset()
    common: bool = False  # many providers speak this form, so a body says nothing of who answers
    body: str = ""  # the argument that holds all others, as a dict or its JSON text


@dataclass(frozen=True)
class MessageClass:
    """A class whose instances are messages, or a placeholder for a list of them (`many`)."""

    role: str | None
    content: str
    position: int | None
    many: bool = False
    template: Template | None = None


@dataclass(frozen=True)
class Client:
    """A class or factory of clients: the class whose methods they have, and where it is said who answers."""

    instance: str
    provider: str | None = None
    address: tuple[str, ...] = ()
    model: tuple[str, int | None] | None = None
    wraps: int | None = None  # position of the client that it is made from
    keeps: bool = False  # its arguments matter to what it sends later
    vendor: tuple[str, ...] = ()


@dataclass(frozen=True)
class Transport:
    """A call that sends a body to an address: where both stand."""

    url: str
    position: int
    bodies: tuple[str, ...]


@dataclass(frozen=True)
class Builder:
    """What a decorator makes of the result of a function: system text, evaluated once per `level` unless `unless` is set."""

    place: str
    level: str = ""
    unless: str = ""


@dataclass(frozen=True)
class Injection:
    """A switch of a constructor that puts something into the system text: how often that changes, and why."""

    argument: str
    level: str
    cause: str
    what: str = ""  # what it puts there, in words
    window: str = ""  # it sends earlier turns, as many as this argument says


@dataclass(frozen=True)
class PartMaker:
    """A function or class that makes a content part with a text."""

    key: str
    position: int | None


def _slots(rows: Iterable[Row]) -> tuple[Slot, ...]:
    return tuple(Slot(row["argument"], row["kind"], row.get("position"), row.get("level", "")) for row in rows)


def _template(row: Row) -> Template | None:
    if "template" not in row:
        return None
    return Template(
        row["template"], row.get("template_argument", ""), row.get("values", "#values"), row.get("template_when_filled", False),
        row.get("template_inside", False),
    )  # fmt: skip


def _surface(row: Row, name: str, api: str, order: Iterable[Row], sends: bool) -> Surface:
    return Surface(
        name, row.get("provider"), api, _slots(order), frozenset(row.get("needs", ())), row.get("model"),
        row.get("model_position"), row.get("marker"), sends, row.get("complete", False), tuple(row.get("address", ())),
        frozenset(row.get("keys", ())), _template(row), frozenset(row.get("partial", ())), frozenset(row.get("fill", ())),
        row.get("common", False), row.get("body", ""),
    )  # fmt: skip


@dataclass
class Surfaces:
    """All surfaces, by the names they are known under. `user` rows may be names or tables like those of the file."""

    table: Row
    user: Sequence[Row] = ()
    functions: dict[str, Surface] = field(default_factory=dict)
    methods: dict[str, Surface] = field(default_factory=dict)
    shapes: dict[str, list[tuple[str, Surface]]] = field(default_factory=dict)
    paths: list[tuple[str, Surface]] = field(default_factory=list)
    bodies: list[Surface] = field(default_factory=list)
    constructors: dict[str, Surface] = field(default_factory=dict)
    messages: dict[str, MessageClass] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    passes: frozenset[str] = frozenset()
    transports: dict[str, Transport] = field(default_factory=dict)
    sending: dict[str, Transport] = field(default_factory=dict)  # by bare method name, for objects of unknown class
    builders: dict[str, Builder] = field(default_factory=dict)  # decorators by last name
    injections: dict[str, tuple[Injection, ...]] = field(default_factory=dict)
    parts: dict[str, Row] = field(default_factory=dict)
    makers: dict[str, PartMaker] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rows = self.table.get
        for row in (*rows("request", ()), *self.user):
            self._request(row)
        for shapes in self.shapes.values():
            shapes.sort(key=lambda pair: -len(pair[0]))
        self.paths.sort(key=lambda pair: -len(pair[0]))
        self.bodies.sort(key=lambda surface: -len(surface.keys))
        for row in rows("constructor", ()):
            for name in (*row.get("names", ()), *row.get("bare", ())):
                self.constructors[name] = _surface(row, name, name.rpartition(".")[2], row["slots"], False)
        for row in rows("message", ()):
            kind = MessageClass(
                row.get("role"), row.get("content", "content"), row.get("position"), row.get("many", False), _template(row)
            )  # fmt: skip
            self.messages.update(dict.fromkeys((*row.get("names", ()), *row.get("bare", ())), kind))
        for row in rows("client", ()):
            self._client(row)
        self.passes = frozenset(name for row in rows("client", ()) for name in row.get("passes", ()))
        for row in rows("transport", ()):
            transport = Transport(row["url"], row["position"], tuple(row["bodies"]))
            self.transports.update(dict.fromkeys(row.get("names", ()), transport))
            self.sending.update(dict.fromkeys(row.get("methods", ()), transport))
        for row in rows("decorator", ()):
            builder = Builder(row["place"], row.get("level", ""), row.get("unless", ""))
            self.builders.update(dict.fromkeys(row["names"], builder))
        for row in rows("injection", ()):
            found = tuple(
                Injection(word, row["level"], row["cause"], row.get("what", ""), row.get("window", ""))
                for word in row["arguments"]
            )
            for name in row["names"]:
                self.injections[name] = (*self.injections.get(name, ()), *found)
        for row in rows("part", ()):
            if "type" in row:
                self.parts[row["type"]] = row
            maker = PartMaker(row.get("argument", row.get("text", "text")), row.get("position"))
            self.makers.update(dict.fromkeys(row.get("names", ()), maker))

    def _request(self, row: Row) -> None:
        names = [row["name"]] if "name" in row else []
        functions = (*row.get("functions", ()), *row.get("names", ()), *names)
        first = next(iter((*functions, *row.get("shapes", ()), *row.get("methods", ()))), "")
        identity = row.get("id", first)
        surface = _surface(
            row, identity, row.get("api", identity), row.get("order", DEFAULT_ORDER), row.get("sends", True)
        )
        self.functions.update(dict.fromkeys(functions, surface))
        for name in functions:
            head, _, last = name.rpartition(".")
            if head.rpartition(".")[2][:1].isupper():  # a method, called on the class or on an object of it
                self.methods.setdefault(f"{head}().{last}", surface)
        for client in row.get("clients", ()):
            for method in row.get("methods", ()):
                self.methods[f"{client}().{method}"] = surface
        for shape in row.get("shapes", ()):
            self.shapes.setdefault(shape.rpartition(".")[2], []).append((shape, surface))
        self.paths.extend((path, surface) for path in row.get("paths", ()))
        if surface.keys:
            self.bodies.append(surface)

    def _client(self, row: Row) -> None:
        for name in row["names"]:
            model = (row["model"], row.get("model_position")) if "model" in row else None
            self.clients[name] = Client(
                row.get("instance", name), row.get("provider"), tuple(row.get("address", ())), model, row.get("wraps"),
                row.get("keeps", False), tuple(row.get("vendor", ())),
            )  # fmt: skip

    # -- asking -------------------------------------------------------------------------------------------------------

    def request(self, name: str) -> Surface | None:
        """The surface of a resolved callee: a function, or `module.Class().method`."""
        return self.functions.get(name) or self.methods.get(name)

    def shape(self, callee: str, keywords: Collection[str]) -> Surface | None:
        """The surface of a callee of unknown class whose shape is unmistakable."""
        for shape, surface in self.shapes.get(callee.rpartition(".")[2], ()):
            fits = callee == shape or callee.endswith("." + shape)
            if fits and (not surface.needs or not surface.needs.isdisjoint(keywords)):
                return surface
        return None

    def path(self, url: str) -> Surface | None:
        """The surface behind a URL, by its path."""
        where = url.partition("?")[0].rstrip("/")
        return next((surface for path, surface in self.paths if where.endswith(path)), None)

    def body(self, keys: Collection[str]) -> Surface | None:
        """The surface that a body with these keys is made for."""
        return next((surface for surface in self.bodies if surface.keys <= set(keys)), None)
