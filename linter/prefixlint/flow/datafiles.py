"""Data that a program reads from YAML, JSON and TOML: dicts and lists whose texts stand in the file.

Knows: which functions read which format. Must not know: how the formats are parsed, disk, what a prompt is.
"""

from __future__ import annotations

from dataclasses import dataclass

import libcst as cst

from prefixlint.flow import paths
from prefixlint.flow.engine import Arguments, Frame
from prefixlint.flow.filled import in_file
from prefixlint.flow.framing import spot
from prefixlint.flow.values import (
    Alt,
    Const,
    DictObject,
    Entry,
    HeapObject,
    Hole,
    Item,
    ListObject,
    Lit,
    Ref,
    Value,
    alt,
    literal,
)
from prefixlint.flow.volatility import CONSTANT
from prefixlint.syntax.data import Data, Leaf, Row, Table, parse

_READERS = {
    **dict.fromkeys(("yaml.safe_load", "yaml.load", "yaml.full_load", "yaml.unsafe_load", "ruamel.yaml.safe_load",
                     "ruamel.yaml.YAML().load", "ruamel.yaml.load", "oyaml.safe_load", "oyaml.load"), "yaml"),
    **dict.fromkeys(("json.load", "json.loads", "orjson.loads", "ujson.load", "ujson.loads", "simplejson.loads"), "json"),
    **dict.fromkeys(("tomllib.load", "tomllib.loads", "tomli.load", "tomli.loads", "toml.load", "toml.loads"), "toml"),
}  # fmt: skip
_TAKES_PATH = frozenset({"toml.load", "ruamel.yaml.YAML().load"})


def function(name: str, arguments: Arguments, frame: Frame, node: cst.CSTNode) -> Value | None:
    """What a function that reads data gives; None for others, and for data that is not of the project."""
    kind = _READERS.get(name)
    if kind is None or not arguments.positional:
        return None
    return _read(arguments.positional[0], kind, name in _TAKES_PATH, frame, node)


def _read(value: Value, kind: str, by_path: bool, frame: Frame, node: cst.CSTNode) -> Value | None:
    if isinstance(value, Alt):
        found = [_read(option, kind, by_path, frame, node) for option in value.options]
        return alt(one for one in found if one is not None) if None not in found else None
    text = paths.content(value, frame)
    if text is None and isinstance(value, Lit):
        text = paths.read([value], frame, node) if by_path else value
    if isinstance(text, Alt):
        return _read(text, kind, False, frame, node)
    if text is None or (known := literal(text)) is None:
        return None
    tree = parse(known, kind)
    whole = text if isinstance(text, Lit) else Lit(known, None)
    return _Builder(whole, frame, node).value(tree) if tree is not None else None


@dataclass
class _Builder:
    """Objects of the heap from a tree; each time anew, since a program may change what it has read."""

    text: Lit
    frame: Frame
    node: cst.CSTNode
    made: int = 0

    def value(self, data: Data) -> Value:
        origin = self.text.origin
        if isinstance(data, Leaf):
            return self._leaf(data)
        if isinstance(data, Table):
            entries = tuple(Entry(key, self.value(inner)) for key, inner in data.entries)
            return self._object(DictObject(entries, origin=origin))
        assert isinstance(data, Row)
        items = tuple(Item(self.value(inner), origin) for inner in data.items)
        return self._object(ListObject(items, "list", origin=origin))

    def _leaf(self, leaf: Leaf) -> Value:
        origin = self.text.origin
        if in_file(origin):
            origin = spot(self.text, leaf.start, leaf.end)
        if not leaf.known:
            return Hole(CONSTANT, origin)
        return Lit(leaf.value, origin) if isinstance(leaf.value, str) else Const(leaf.value, origin)

    def _object(self, obj: HeapObject) -> Ref:
        frame = self.frame
        self.made += 1
        if frame.loops:  # one object for all turns, as `Frame.new` does it
            ref = Ref(frame.engine.site_id(self.node, "data", self.made, frame.calls, frame.turns))
        else:
            ref = Ref(frame.engine.next_id())
        frame.live.heap[ref.id] = obj
        return ref
