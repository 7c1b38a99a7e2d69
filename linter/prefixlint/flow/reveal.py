"""Writing an abstract value down, compactly and on one line: what `reveal_prompt(x)  # revealed: ...` tests compare.

    "You are " {REQUEST? user} [ "a" | "b" ] ("- " {REQUEST? item})*

Knows: the notation. Must not know: how values come about.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from prefixlint.flow.values import (
    Alt,
    Branch,
    Cat,
    Class,
    Const,
    DictObject,
    Elem,
    Entry,
    External,
    Function,
    HeapObject,
    Hole,
    Instance,
    Item,
    ListObject,
    Lit,
    Loop,
    Method,
    Ref,
    Rep,
    Splat,
    Value,
)
from prefixlint.flow.volatility import CONSTANT, Confidence, Taint

MAX_DEPTH = 6  # objects inside objects that are written out; deeper ones are "..."


def level(taint: Taint) -> str:
    """A volatility: its name, and a question mark when it is only possible."""
    return taint.level.name + ("?" if taint.confidence is Confidence.POSSIBLE else "")


def reveal(value: Value, heap: Mapping[int, HeapObject], depth: int = 0) -> str:
    """`value` written down; lists, dicts and objects are looked up in `heap`."""
    if isinstance(value, Lit):
        return _quoted(value.text)
    if isinstance(value, Const):
        return repr(value.value)
    if isinstance(value, Hole):
        return "{" + level(value.taint) + (f" {value.source}" if value.source else "") + "}"
    if isinstance(value, Cat):
        return " ".join(_merged(value.parts, heap, depth))
    if isinstance(value, Alt):
        return "[ " + " | ".join(reveal(option, heap, depth) for option in value.options) + " ]"
    if isinstance(value, Rep):
        return f"({reveal(value.body, heap, depth)})*{_order(value.order)}"
    if isinstance(value, Ref):
        obj = heap.get(value.id)
        return "..." if obj is None or depth > MAX_DEPTH else _object(obj, heap, depth + 1)
    if isinstance(value, External):
        return f"<{value.name}>"
    if isinstance(value, Method):
        return f"<method {value.name} of {reveal(value.receiver, heap, depth)}>"
    if isinstance(value, (Function, Class)):
        return f"<{type(value).__name__.lower()}{_name(value.node)}>"
    return "?"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _name(node: object) -> str:
    word = getattr(getattr(node, "name", None), "value", "")
    return f" {word}" if word else ""


def _merged(parts: Iterable[Value], heap: Mapping[int, HeapObject], depth: int) -> list[str]:
    """The parts of a text; literals that stand side by side are one."""
    out: list[str] = []
    text = ""
    for part in parts:
        if isinstance(part, Lit):
            text += part.text
            continue
        if text:
            out.append(_quoted(text))
            text = ""
        out.append(reveal(part, heap, depth))
    if text:
        out.append(_quoted(text))
    return out


def _order(taint: Taint) -> str:
    return "" if taint == CONSTANT else "{" + level(taint) + "}"


def _object(obj: HeapObject, heap: Mapping[int, HeapObject], depth: int) -> str:
    if isinstance(obj, ListObject):
        return f"{obj.kind}({_run(obj.items, heap, depth)}){_order(obj.order)}"
    if isinstance(obj, DictObject):
        inside = [_entry(entry, heap, depth) for entry in obj.entries]
        inside.extend("**" + reveal(rest, heap, depth) for rest in obj.rest)
        return f"dict({', '.join(inside)}){_order(obj.order)}"
    assert isinstance(obj, Instance)
    name = _name(obj.cls.node).strip() if obj.cls is not None else obj.name
    fields = (f"{word}={reveal(value, heap, depth)}" for word, value in obj.fields)
    return f"{name}({', '.join(fields)})"


def _entry(entry: Entry, heap: Mapping[int, HeapObject], depth: int) -> str:
    if entry.key is not None:
        key = _quoted(entry.key) if isinstance(entry.key, str) else repr(entry.key)
    else:
        key = reveal(entry.key_value, heap, depth) if entry.key_value is not None else "..."
    return f"{key}{'?' if entry.maybe else ''}: {reveal(entry.value, heap, depth)}"


def _run(items: Iterable[Elem], heap: Mapping[int, HeapObject], depth: int) -> str:
    return ", ".join(_elem(elem, heap, depth) for elem in items)


def _elem(elem: Elem, heap: Mapping[int, HeapObject], depth: int) -> str:
    if isinstance(elem, Item):
        return reveal(elem.value, heap, depth)
    if isinstance(elem, Splat):
        return "*" + reveal(elem.value, heap, depth)
    if isinstance(elem, Branch):
        return "[ " + " | ".join(_run(option, heap, depth) or "-" for option in elem.options) + " ]"
    assert isinstance(elem, Loop)
    return f"({_run(elem.body, heap, depth)})*{_order(elem.order)}"
