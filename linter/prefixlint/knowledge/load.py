"""The knowledge tables as frozen data, read on first use.

Knows: the schema of `knowledge/*.toml` (SCHEMA.md) and how user rows join them. Must not know: trees, findings, rules.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cached_property, lru_cache
from importlib import resources
from typing import Any

from prefixlint.flow.volatility import Cause, Confidence, Taint, Volatility
from prefixlint.knowledge.caches import Caches
from prefixlint.knowledge.surfaces import Builder, Surfaces
from prefixlint.knowledge.words import Words, words_of

if sys.version_info >= (3, 11):
    import tomllib
else:  # pragma: no cover - the version decides
    import tomli as tomllib

Row = Mapping[str, Any]
Frozen = tuple[tuple[str, Any], ...]


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
class NameRow:
    """What a name says."""

    taint: Taint
    shape: str = ""
    stored: bool = False  # as the field of a record it says nothing: it was true when the record was made


def read(name: str) -> Row:
    """The rows of one table."""
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


@dataclass(frozen=True)
class Extra:
    """Rows of the user: calls that send a request, and dotted names of calls that are volatile or stable."""

    requests: tuple[Frozen, ...] = ()
    volatile: tuple[str, ...] = ()
    stable: tuple[str, ...] = ()


@dataclass(frozen=True)
class Knowledge:
    """All tables, each read when first asked for."""

    extra: Extra = field(default=Extra())

    @cached_property
    def _volatile(self) -> Row:
        return read("volatile")

    @cached_property
    def _passing(self) -> Row:
        return read("passing")

    @cached_property
    def _names(self) -> Row:
        return read("names")

    @cached_property
    def _surfaces(self) -> Row:
        return read("surfaces")

    @cached_property
    def _providers(self) -> Row:
        return read("providers")

    @cached_property
    def _templates(self) -> Row:
        return read("templates")

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
        return words_of(
            (row, NameRow(_taint(row, "likely"), row.get("shape", ""), row.get("stored", False))) for row in rows
        )

    @cached_property
    def _builders(self) -> dict[str, Words]:
        uses: dict[str, list[tuple[Row, Any]]] = {}
        for row in self._names.get("builder", ()):
            for use in row["use"]:
                uses.setdefault(use, []).append((row, row["place"]))
        return {use: words_of(rows) for use, rows in uses.items()}

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
    def surfaces(self) -> Surfaces:
        """Requests, clients, messages, constructors, transports."""
        return Surfaces(self._surfaces, [thawed(row) for row in self.extra.requests])

    @cached_property
    def clients(self) -> dict[str, str]:
        """Classes and factories of clients, and the class whose instance they give."""
        return {name: instance_name(client.instance, client.provider) for name, client in self.surfaces.clients.items()}

    @property
    def client_passes(self) -> frozenset[str]:
        """Methods of clients that give the same client again."""
        return self.surfaces.passes

    @property
    def posting(self) -> Collection[str]:
        """Functions that send a body to an address."""
        return self.surfaces.transports

    @cached_property
    def strangers(self) -> frozenset[str]:
        """Packages whose messages are not those of a model."""
        return frozenset(name for row in self._surfaces.get("stranger", ()) for name in row["packages"])

    @lru_cache(maxsize=8192)  # noqa: B019
    def knows(self, name: str) -> bool:
        """Whether a row speaks of the dotted `name`, so that its source need not be looked at."""
        if "." not in name or name.startswith("."):
            return False
        tables = (self.functions, self.attributes, self.stable, self.passing, self.sorting, self.clients, self.types,
                  self.surfaces.messages, self.surfaces.constructors, self.surfaces.functions, self.memo)  # fmt: skip
        return any(name in table for table in tables)

    @cached_property
    def callees(self) -> frozenset[str]:
        """Last names of all callees that may be a request, a message or a constructor."""
        known = self.surfaces
        fills = {word for surface in known.constructors.values() for word in surface.fill | surface.partial}
        names = (*known.functions, *known.methods, *known.messages, *known.constructors, *known.transports)
        return frozenset(name.rpartition(".")[2] for name in names) | known.shapes.keys() | known.sending.keys() | fills

    def is_call(self, callee: str, keywords: Collection[str], packages: Collection[str]) -> bool:
        """Whether a callee (its head replaced by what was imported) may be a request, a message or a constructor, in a
        file that imports from `packages`. Asked only of names whose last part is in `callees`."""
        known = self.surfaces
        last = callee.rpartition(".")[2]
        tail = ".".join(callee.split(".")[-2:])
        if callee in known.functions or not known.messages.keys().isdisjoint((callee, tail, last)):
            return True
        if last in self._user_calls or known.shape(callee, keywords) is not None:
            return True
        transport = known.transports.get(callee) or known.sending.get(last)
        if transport is not None and not keywords_disjoint(transport.bodies, keywords):
            return True
        constructor = known.constructors.get(callee) or known.constructors.get(tail) or known.constructors.get(last)
        if constructor is not None:
            return not constructor.needs or not constructor.needs.isdisjoint(keywords)
        return any(
            tail.endswith(method) and package in packages for method, package in self._method_tails.get(last, ())
        )

    @cached_property
    def _user_calls(self) -> frozenset[str]:
        rows = [thawed(row) for row in self.extra.requests]
        names = (
            name for row in rows for name in (*row.get("functions", ()), *row.get("names", ()), row.get("name", ""))
        )
        return frozenset(name.rpartition(".")[2] for name in names if name)

    @cached_property
    def _method_tails(self) -> dict[str, set[tuple[str, str]]]:
        """Last name of a method to the last two parts of its name and the packages of its client."""
        known = self.surfaces
        packages: dict[str, set[str]] = {}
        for name, client in known.clients.items():
            packages.setdefault(client.instance, set()).update(
                (name.partition(".")[0], client.instance.partition(".")[0])
            )
        found: dict[str, set[tuple[str, str]]] = {}
        for name in known.methods:
            client_name, _, method = name.partition("().")
            parts = method.split(".")
            for package in packages.get(client_name, {client_name.partition(".")[0]}):
                found.setdefault(parts[-1], set()).add((".".join(parts[-2:]), package))
        for name, surface in known.constructors.items():
            for word in surface.fill | surface.partial:
                found.setdefault(word, set()).add((word, name.partition(".")[0]))
        return found

    @cached_property
    def changing(self) -> frozenset[str]:
        """Last names of functions that change an argument in place."""
        return frozenset(name.rpartition(".")[2] for name, source in self.functions.items() if source.in_place)

    @cached_property
    def appenders(self) -> frozenset[str]:
        """Functions and methods that put a message behind a conversation, by bare name."""
        return frozenset(name for row in self._surfaces.get("appender", ()) for name in row["names"])

    @cached_property
    def prompts(self) -> frozenset[str]:
        """Arguments of requests that hold prompt text, by keyword."""
        known = self.surfaces
        shapes = (surface for found in known.shapes.values() for _, surface in found)
        kinds = ("system", "messages", "input", "inputs", "text")
        slots = (
            slot for surface in (*known.functions.values(), *known.methods.values(), *shapes) for slot in surface.slots
        )
        return frozenset(slot.argument.partition(".")[0] for slot in slots if slot.kind in kinds)

    def is_sending(self, callee: str, packages: frozenset[str]) -> bool:
        """Whether a callee may be the method of a client of one of `packages`."""
        tail = ".".join(callee.split(".")[-2:])
        known = self._method_tails.get(callee.rpartition(".")[2], ())
        return any(tail.endswith(method) and package in packages for method, package in known)

    @cached_property
    def senders(self) -> frozenset[str]:
        """Names of methods that only something that talks to a model has."""
        return frozenset(name for row in self._surfaces.get("sender", ()) for name in row["names"])

    @cached_property
    def system_roles(self) -> frozenset[str]:
        """Roles that stand at the head."""
        return frozenset(row["role"] for row in self._surfaces.get("role", ()) if row["kind"] == "system")

    @cached_property
    def list_roles(self) -> frozenset[str | None]:
        """Words in the place of a role that stand for a list of messages."""
        return frozenset(row["role"] for row in self._surfaces.get("role", ()) if row["kind"] == "history")

    def decorator(self, name: str) -> Builder | None:
        """What a decorator of this dotted name makes of a function's result; a row that begins with a dot wants an
        object in front."""
        last = name.rpartition(".")[2]
        known = self.surfaces.builders
        return known.get(last) or (known.get(f".{last}") if last != name else None)

    def vendor(self, word: str) -> str | None:
        """The provider that a library calls `word`."""
        return self._prefixes.get(word)

    @cached_property
    def roles(self) -> frozenset[str | None]:
        """All roles of messages."""
        return frozenset(row["role"] for row in self._surfaces.get("role", ()))

    @cached_property
    def _hosts(self) -> tuple[tuple[str, str], ...]:
        rows = self._providers.get("provider", ())
        return tuple((host, row["id"]) for row in rows for host in row.get("hosts", ()))

    @cached_property
    def _prefixes(self) -> dict[str, str]:
        rows = self._providers.get("provider", ())
        return {prefix: row["id"] for row in rows for prefix in (row["id"], *row.get("prefixes", ()))}

    def host(self, url: str) -> str | None:
        """The provider that answers at `url`."""
        return next((provider for host, provider in self._hosts if host in url), None)

    @lru_cache(maxsize=1024)  # noqa: B019
    def routed(self, model: str) -> tuple[str | None, str]:
        """The provider that the name of a model chooses (`bedrock/anthropic.claude-...`, `openai:gpt-5`, `gemini-3-pro`),
        and the name without that choice."""
        head, slash, rest = model.partition("/")
        if not slash:
            head, slash, rest = model.partition(":")
        if slash and head in self._prefixes:
            return self._prefixes[head], rest
        for row in self._providers.get("provider", ()):
            if any(fnmatchcase(model, family) for family in row.get("models", ())):
                return row["id"], model
        return None, model

    @cached_property
    def caches(self) -> Caches:
        """How providers cache, and where requests say something about it."""
        rows = self._providers.get("provider", ())
        return Caches(read("caches"), self.routed, frozenset(row["id"] for row in rows if row.get("passes_on")))


def instance_name(instance: str, provider: str | None, model: str | None = None) -> str:
    """The name of a client's class with who answers: `openai.OpenAI@deepseek:deepseek-chat`."""
    if not provider and not model:
        return instance
    return f"{instance}@{provider or ''}:{model or ''}"


def keywords_disjoint(words: Iterable[str], keywords: Collection[str]) -> bool:
    """Whether none of `words` is among `keywords`."""
    return not any(word in keywords for word in words)


def frozen(row: str | Row) -> Frozen:
    """A row of the user as something that can be compared and kept; a bare name is a function."""
    if isinstance(row, str):
        return (("functions", (row,)),)
    return tuple(sorted((key, _frozen_value(value)) for key, value in row.items()))


def _frozen_value(value: Any) -> Any:
    if isinstance(value, Mapping):
        return ("table", frozen(value))
    if isinstance(value, (list, tuple)):
        return tuple(_frozen_value(one) for one in value)
    return value


def thawed(row: Frozen) -> Row:
    """The row that `frozen` kept."""
    return {key: _thawed_value(value) for key, value in row}


def _thawed_value(value: Any) -> Any:
    if isinstance(value, tuple):
        if len(value) == 2 and value[0] == "table":
            return thawed(value[1])
        return [_thawed_value(one) for one in value]
    return value


@lru_cache(maxsize=8)
def knowledge(extra: Extra = Extra()) -> Knowledge:
    """The tables, with the rows of a user."""
    return Knowledge(extra)
