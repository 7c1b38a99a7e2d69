"""The knowledge tables as frozen data, read on first use.

Knows: the schema of `knowledge/*.toml` (SCHEMA.md) and how user rows join them. Must not know: trees, findings, rules.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cached_property, lru_cache
from importlib import resources
from typing import Any

from prefixlint.flow.volatility import Cause, Confidence, Taint, Volatility

if sys.version_info >= (3, 11):
    import tomllib
else:  # pragma: no cover - the version decides
    import tomli as tomllib

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Source:
    """What a volatile function, method, attribute or type gives."""

    taint: Taint
    shape: str = ""
    order: bool = False
    format_argument: int | None = None
    argument: int | None = None
    in_place: bool = False
    closed: bool = False
    given: int | None = None  # where a moment may be passed, which is then what the result speaks of


@dataclass(frozen=True)
class Slot:
    """An argument of a request: its name, what it is, and its position if it may be given by position."""

    argument: str
    kind: str
    position: int | None = None


@dataclass(frozen=True)
class Surface:
    """A call that sends a request, or a constructor that holds a prompt."""

    id: str
    provider: str | None
    api: str
    slots: tuple[Slot, ...]
    needs: frozenset[str] = frozenset()
    model: str | None = None
    marker: str | None = None
    sends: bool = True


@dataclass(frozen=True)
class MessageClass:
    """A class whose instances are messages."""

    role: str | None
    content: str
    position: int | None


@dataclass(frozen=True)
class NameRow:
    """What a name says."""

    taint: Taint
    shape: str = ""
    stored: bool = False  # as the field of a record it says nothing: it was true when the record was made


@dataclass(frozen=True)
class Words:
    """Names by whole word, beginning that decides, ending, beginning and part, each with a value; the first match in that order decides."""

    exact: Mapping[str, Any]
    firsts: Sequence[tuple[str, Any]]
    endings: Sequence[tuple[str, Any]]
    beginnings: Sequence[tuple[str, Any]]
    middles: Sequence[tuple[str, Any]]

    def find(self, name: str) -> Any:
        """What `name` (an identifier) says, or None."""
        word = plain(name)
        found = self.exact.get(word)
        if found is not None:
            return found
        for first, value in self.firsts:
            if word.startswith(first):
                return value
        for ending, value in self.endings:
            if word.endswith(ending):
                return value
        for beginning, value in self.beginnings:
            if word.startswith(beginning):
                return value
        for middle, value in self.middles:
            if middle in word:
                return value
        return None


def plain(name: str) -> str:
    """An identifier in snake case, lower case, without outer underscores."""
    word = name.strip("_")
    if word.islower() or word.isupper():
        return word.lower()
    return "".join(
        "_" + c.lower() if c.isupper() and i and not word[i - 1].isupper() and word[i - 1] != "_" else c.lower()
        for i, c in enumerate(word)
    )


def _words(rows: Iterable[tuple[Row, Any]]) -> Words:
    exact: dict[str, Any] = {}
    firsts: list[tuple[str, Any]] = []
    endings: list[tuple[str, Any]] = []
    beginnings: list[tuple[str, Any]] = []
    middles: list[tuple[str, Any]] = []
    for row, value in rows:
        for word in row.get("words", ()):
            exact.setdefault(word, value)
        firsts.extend((word, value) for word in row.get("firsts", ()))
        endings.extend((word, value) for word in row.get("endings", ()))
        beginnings.extend((word, value) for word in row.get("beginnings", ()))
        middles.extend((word, value) for word in row.get("middles", ()))
    return Words(exact, firsts, endings, beginnings, middles)


def _read(name: str) -> Row:
    text = resources.files("prefixlint.knowledge").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _taint(row: Row, default: str = "certain") -> Taint:
    return Taint(
        Volatility[row["level"].upper()],
        Confidence[row.get("confidence", default).upper()],
        Cause(row.get("cause", "none")),
    )


def _source(row: Row) -> Source:
    return Source(
        _taint(row), row.get("shape", ""), row.get("order", False), row.get("format_argument"), row.get("argument"),
        row.get("in_place", False), row.get("closed", False),
        row.get("given"),
    )  # fmt: skip


def _slots(rows: Iterable[Row]) -> tuple[Slot, ...]:
    return tuple(Slot(row["argument"], row["kind"], row.get("position")) for row in rows)


@dataclass(frozen=True)
class Extra:
    """Rows of the user: dotted names of calls that send a request, that are volatile, that are stable."""

    requests: tuple[str, ...] = ()
    volatile: tuple[str, ...] = ()
    stable: tuple[str, ...] = ()


@dataclass(frozen=True)
class Knowledge:
    """All tables, each read when first asked for."""

    extra: Extra = field(default=Extra())

    @cached_property
    def _volatile(self) -> Row:
        return _read("volatile")

    @cached_property
    def _passing(self) -> Row:
        return _read("passing")

    @cached_property
    def _names(self) -> Row:
        return _read("names")

    @cached_property
    def _surfaces(self) -> Row:
        return _read("surfaces")

    @cached_property
    def _providers(self) -> Row:
        return _read("providers")

    @cached_property
    def _templates(self) -> Row:
        return _read("templates")

    @cached_property
    def templates(self) -> dict[str, str]:
        """Classes of template engines that speak Jinja, by dotted name, and what they are."""
        return {name: row["kind"] for row in self._templates.get("class", ()) for name in row["names"]}

    @cached_property
    def template_functions(self) -> dict[str, Source]:
        """Functions that templates find without being given them, by name."""
        return {name: _source(row) for row in self._templates.get("function", ()) for name in row["names"]}

    @cached_property
    def functions(self) -> dict[str, Source]:
        """Volatile functions by dotted name."""
        found = {name: _source(row) for row in self._volatile.get("function", ()) for name in row["names"]}
        call = Source(Taint(Volatility.CALL, Confidence.CERTAIN, Cause.RANDOM))
        found.update(dict.fromkeys(self.extra.volatile, call))
        return found

    @cached_property
    def methods(self) -> dict[str, tuple[Source, frozenset[str]]]:
        """Volatile methods by bare name, with the shapes of receiver they hold for (empty: any)."""
        return {
            name: (_source(row), frozenset(row.get("receiver", ())))
            for row in self._volatile.get("method", ())
            for name in row["names"]
        }

    @cached_property
    def attributes(self) -> dict[str, Source]:
        """Volatile values by dotted name."""
        return {name: _source(row) for row in self._volatile.get("attribute", ()) for name in row["names"]}

    @cached_property
    def types(self) -> dict[str, Source]:
        """What an annotation says, by dotted and by bare name."""
        return {name: _source(row) for row in self._volatile.get("type", ()) for name in row["names"]}

    @cached_property
    def passing(self) -> frozenset[str]:
        """Functions whose result depends on their arguments only."""
        return frozenset(name for row in self._passing.get("function", ()) for name in row["names"])

    @cached_property
    def sorting(self) -> frozenset[str]:
        """Functions whose result no longer depends on the order of the argument."""
        rows = self._passing.get("function", ())
        sorting = {name for row in rows if row.get("sorts") for name in row["names"]}
        measures = {name for row in self._passing.get("measure", ()) for name in row["names"]}
        return frozenset(sorting | measures)

    @cached_property
    def stable(self) -> frozenset[str]:
        """Functions with the same result all over a deployment."""
        rows = self._passing.get("stable", ())
        return frozenset(name for row in rows for name in row.get("names", ())) | frozenset(self.extra.stable)

    @cached_property
    def stable_methods(self) -> frozenset[str]:
        """Methods with the same result all over a deployment, by bare name."""
        return frozenset(name for row in self._passing.get("stable", ()) for name in row.get("methods", ()))

    @cached_property
    def memo(self) -> dict[str, Volatility]:
        """Decorators that evaluate a function once, and for how long that holds."""
        rows = self._passing.get("memo", ())
        return {name: Volatility[row.get("level", "process").upper()] for row in rows for name in row["names"]}

    @cached_property
    def names(self) -> Words:
        """What names of parameters, attributes, methods and placeholders say."""
        rows = self._names.get("name", ())
        return _words(
            (row, NameRow(_taint(row, "likely"), row.get("shape", ""), row.get("stored", False))) for row in rows
        )

    @cached_property
    def _builders(self) -> dict[str, Words]:
        uses: dict[str, list[tuple[Row, Any]]] = {}
        for row in self._names.get("builder", ()):
            for use in row["use"]:
                uses.setdefault(use, []).append((row, row["place"]))
        return {use: _words(rows) for use, rows in uses.items()}

    @lru_cache(maxsize=4096)  # noqa: B019 - one Knowledge lives as long as the process
    def builder(self, name: str, use: str) -> str | None:
        """Where a prompt text of this name stands: "head", "text", or None if the name says nothing."""
        words = self._builders.get(use)
        found: str | None = words.find(name) if words is not None else None
        return found

    @lru_cache(maxsize=4096)  # noqa: B019
    def name(self, name: str) -> NameRow | None:
        """What a name says, or None."""
        found: NameRow | None = self.names.find(name)
        return found

    @cached_property
    def clients(self) -> dict[str, str]:
        """Classes and factories of clients, and the class whose instance they give."""
        return {name: row.get("instance", name) for row in self._surfaces.get("client", ()) for name in row["names"]}

    @cached_property
    def client_passes(self) -> frozenset[str]:
        """Methods of clients that give the same client again."""
        return frozenset(name for row in self._surfaces.get("client", ()) for name in row.get("passes", ()))

    @cached_property
    def _requests(self) -> tuple[dict[str, Surface], dict[str, Surface], list[tuple[str, Surface]]]:
        functions: dict[str, Surface] = {}
        methods: dict[str, Surface] = {}
        shapes: list[tuple[str, Surface]] = []
        generic: Surface | None = None
        for row in self._surfaces.get("request", ()):
            surface = Surface(
                row["id"], row.get("provider"), row["api"], _slots(row["order"]), frozenset(row.get("needs", ())),
                row.get("model"), row.get("marker"),
            )  # fmt: skip
            generic = generic or surface
            for name in row.get("functions", ()):
                functions[name] = surface
            for client in row.get("clients", ()):
                for method in row.get("methods", ()):
                    methods[f"{client}().{method}"] = surface
            shapes.extend((shape, surface) for shape in row.get("shapes", ()))
        for name in self.extra.requests:
            slots = (Slot("tools", "tools"), Slot("system", "system"), Slot("instructions", "system"),
                     Slot("messages", "messages", 0), Slot("prompt", "text"), Slot("input", "messages"))  # fmt: skip
            functions[name] = Surface(name, None, name, slots)
        return functions, methods, sorted(shapes, key=lambda pair: -len(pair[0]))

    def request(self, name: str) -> Surface | None:
        """The surface of a resolved callee: a function, or `module.Class().method`."""
        functions, methods, _ = self._requests
        return functions.get(name) or methods.get(name)

    def request_shape(self, callee: str, keywords: Iterable[str]) -> Surface | None:
        """The surface of a callee of unknown class whose shape is unmistakable."""
        written = set(keywords)
        for shape, surface in self._shapes.get(callee.rpartition(".")[2], ()):
            if (callee == shape or callee.endswith("." + shape)) and (not surface.needs or surface.needs & written):
                return surface
        return None

    @cached_property
    def _shapes(self) -> dict[str, list[tuple[str, Surface]]]:
        found: dict[str, list[tuple[str, Surface]]] = {}
        for shape, surface in self._requests[2]:
            found.setdefault(shape.rpartition(".")[2], []).append((shape, surface))
        return found

    @cached_property
    def callees(self) -> frozenset[str]:
        """Last names of all callees that may be a request, a message or a constructor."""
        functions, methods, shapes = self._requests
        dotted = [*functions, *methods, *(shape for shape, _ in shapes), *self.message_classes, *self.constructors]
        return frozenset(name.rpartition(".")[2] for name in dotted)

    def is_call(self, callee: str, keywords: Iterable[str], packages: Collection[str]) -> bool:
        """Whether a callee (its head replaced by what was imported) may be a request, a message or a constructor, in a
        file that imports from `packages`. Asked only of names whose last part is in `callees`."""
        functions = self._requests[0]
        last = callee.rpartition(".")[2]
        if callee in functions or callee in self.message_classes or last in self.message_classes:
            return True
        if last in self._user_calls or self.request_shape(callee, keywords) is not None:
            return True
        constructor = self.constructors.get(callee) or self.constructors.get(last)
        if constructor is not None:
            return not constructor.needs or not constructor.needs.isdisjoint(keywords)
        tail = ".".join(callee.split(".")[-2:])
        return any(
            tail.endswith(method) and package in packages for method, package in self._method_tails.get(last, ())
        )

    @cached_property
    def _user_calls(self) -> frozenset[str]:
        return frozenset(name.rpartition(".")[2] for name in self.extra.requests)

    @cached_property
    def _method_tails(self) -> dict[str, set[tuple[str, str]]]:
        """Last name of a method to the last two parts of its name and the package of its client."""
        found: dict[str, set[tuple[str, str]]] = {}
        for name in self._requests[1]:
            client, _, method = name.partition("().")
            parts = method.split(".")
            found.setdefault(parts[-1], set()).add((".".join(parts[-2:]), client.partition(".")[0]))
        return found

    @cached_property
    def changing(self) -> frozenset[str]:
        """Last names of functions that change an argument in place."""
        return frozenset(name.rpartition(".")[2] for name, source in self.functions.items() if source.in_place)

    @cached_property
    def message_classes(self) -> dict[str, MessageClass]:
        """Message classes by dotted and by unmistakable bare name."""
        found: dict[str, MessageClass] = {}
        for row in self._surfaces.get("message", ()):
            message = MessageClass(row.get("role"), row.get("content", "content"), row.get("position"))
            for name in (*row.get("names", ()), *row.get("bare", ())):
                found[name] = message
        return found

    @cached_property
    def appenders(self) -> frozenset[str]:
        """Functions and methods that put a message behind a conversation, by bare name."""
        return frozenset(name for row in self._surfaces.get("appender", ()) for name in row["names"])

    @cached_property
    def constructors(self) -> dict[str, Surface]:
        """Constructors that hold a prompt, by dotted and bare name."""
        found: dict[str, Surface] = {}
        for row in self._surfaces.get("constructor", ()):
            names = (*row.get("names", ()), *row.get("bare", ()))
            for name in names:
                api = name.rpartition(".")[2]
                slots = _slots(row["slots"])
                found[name] = Surface(
                    name, row.get("provider"), api, slots, frozenset(row.get("needs", ())), sends=False
                )
        return found

    @cached_property
    def parts(self) -> dict[str, Row]:
        """Content part types."""
        return {row["type"]: row for row in self._surfaces.get("part", ())}

    @cached_property
    def system_roles(self) -> frozenset[str]:
        """Roles that stand at the head."""
        return frozenset(row["role"] for row in self._surfaces.get("role", ()) if row["kind"] == "system")

    @cached_property
    def roles(self) -> frozenset[str]:
        """All roles of messages."""
        return frozenset(row["role"] for row in self._surfaces.get("role", ()))

    def cache(self, provider: str | None, model: str | None) -> tuple[str, int]:
        """Mode and minimum (tokens) of the cache; with the model unknown, what holds for the provider at large."""
        if model is not None:
            for row in self._providers.get("model", ()):
                if (provider is None or row["provider"] == provider) and fnmatchcase(model, row["match"]):
                    return row.get("mode", "prefix"), row.get("minimum", 1024)
        for row in self._providers.get("provider", ()):
            if row["id"] == provider:
                return row.get("mode", "prefix"), row.get("minimum", 1024)
        return "prefix", 1024


@lru_cache(maxsize=8)
def knowledge(extra: Extra = Extra()) -> Knowledge:
    """The tables, with the rows of a user."""
    return Knowledge(extra)
