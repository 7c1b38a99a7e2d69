"""Data files (YAML, JSON, TOML) as trees whose leaves know where they are written.

Nothing is constructed: a tag that asks for an object of some class stays what it is, a node with a tag.
Knows: the three formats, their libraries (imported when a data file is met). Must not know: prompts, values of the engine.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

MAX_NODES = 20_000  # of one file, aliases counted as often as they are used
MAX_DEPTH = 60
MAX_YAML = 300_000  # characters; without its native half PyYAML reads some 100,000 a second


@dataclass(frozen=True, slots=True)
class Leaf:
    """A text, number, truth value or None, and the offsets between which it is written. `known` is False for what the
    format knows and we do not follow (dates, tagged objects)."""

    value: object
    start: int
    end: int
    known: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping, in the order in which it is written."""

    entries: tuple[tuple[str | int, Data], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A sequence."""

    items: tuple[Data, ...]


Data = Leaf | Table | Row


class _TooMuch(Exception):
    """More nodes than a prompt file has."""


@lru_cache(maxsize=64)
def parse(text: str, kind: str) -> Data | None:
    """The tree of `text`, which is "yaml", "json" or "toml"; None for what is none or too large."""
    reader = {"yaml": _yaml, "json": _json, "toml": _toml}[kind]
    try:
        return reader(text)
    except (_TooMuch, RecursionError, ValueError, LookupError, OverflowError, TypeError):
        return None


# ---- YAML ----------------------------------------------------------------------------------------------------------


def _yaml(text: str) -> Data | None:
    if len(text) > MAX_YAML:
        return None
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        root = yaml.compose(text, Loader=loader)
    except yaml.YAMLError:
        return None
    return _Yaml(yaml).data(root, 0) if root is not None else None


_PLAIN = frozenset(
    {"tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:bool", "tag:yaml.org,2002:null"}
)
_TEXT = "tag:yaml.org,2002:str"
_MERGE = "tag:yaml.org,2002:merge"


class _Yaml:
    """Nodes of PyYAML to our own."""

    def __init__(self, yaml: Any) -> None:
        self._yaml = yaml
        self._made = 0
        self._open: list[int] = []  # a node that contains itself is met while it is open

    def data(self, node: Any, depth: int) -> Data:
        self._made += 1
        if self._made > MAX_NODES or depth > MAX_DEPTH or id(node) in self._open:
            raise _TooMuch
        if isinstance(node, self._yaml.ScalarNode):
            return self._scalar(node)
        self._open.append(id(node))
        try:
            if isinstance(node, self._yaml.SequenceNode):
                return Row(tuple(self.data(one, depth + 1) for one in node.value))
            return Table(tuple(self._entries(node, depth)))
        finally:
            self._open.pop()

    def _entries(self, node: Any, depth: int) -> Iterator[tuple[str | int, Data]]:
        merged: dict[str | int, Data] = {}
        own: dict[str | int, Data] = {}
        for key, value in node.value:
            if key.tag == _MERGE:
                many = value.value if isinstance(value, self._yaml.SequenceNode) else [value]
                for one in many:
                    found = self.data(one, depth + 1)
                    if isinstance(found, Table):
                        merged = {**dict(found.entries), **merged}
                continue
            name = self.data(key, depth + 1)
            if isinstance(name, Leaf) and isinstance(name.value, (str, int)):
                own[name.value] = self.data(value, depth + 1)
        yield from {**merged, **own}.items()

    def _scalar(self, node: Any) -> Leaf:
        start, end = node.start_mark.index, node.end_mark.index
        if node.tag == _TEXT:
            return Leaf(node.value, start, end)
        if node.tag in _PLAIN:
            return Leaf(self._yaml.constructor.SafeConstructor().construct_object(node), start, end)
        return Leaf(node.value, start, end, known=False)


# ---- JSON and TOML -------------------------------------------------------------------------------------------------


def _json(text: str) -> Data | None:
    return _Found(text).data(json.loads(text), 0)


def _toml(text: str) -> Data | None:
    if sys.version_info >= (3, 11):
        import tomllib
    else:  # pragma: no cover - the version decides
        import tomli as tomllib
    return _Found(text).data(tomllib.loads(text), 0)


class _Found:
    """Python objects to our own nodes; where a text is written is found by looking for it, in order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._made = 0

    def data(self, value: object, depth: int) -> Data:
        self._made += 1
        if self._made > MAX_NODES or depth > MAX_DEPTH:
            raise _TooMuch
        if isinstance(value, dict):
            return Table(tuple((key, self.data(one, depth + 1)) for key, one in value.items()))
        if isinstance(value, list):
            return Row(tuple(self.data(one, depth + 1) for one in value))
        if isinstance(value, str):
            return Leaf(value, *self._place(value))
        return Leaf(value, 0, 0, known=value is None or isinstance(value, (bool, int, float)))

    def _place(self, value: str) -> tuple[int, int]:
        """The offsets of a text: as written, with escapes, or as far as its first line goes."""
        first = next((line for line in value.split("\n") if line.strip()), value)
        forms = [value, json.dumps(value, ensure_ascii=False)[1:-1], json.dumps(value)[1:-1], first]
        forms.append(json.dumps(first, ensure_ascii=False)[1:-1])
        for begin in (self._at, 0):  # TOML may write a table in several places
            for form in forms:
                found = self._text.find(form, begin) if form else -1
                if found >= 0:
                    self._at = found + len(form)
                    return found, self._at
        return 0, 0
