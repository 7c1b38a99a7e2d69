"""Prompt objects of libraries: texts and message lists with placeholders, filled at once, in part, or later.

Knows: how such objects are kept between the calls that make, fill and use them. Must not know: SDK names, rules.
"""

from __future__ import annotations

from prefixlint.flow import access
from prefixlint.flow.engine import Arguments, CallEvent, Frame
from prefixlint.flow.texts import items_of
from prefixlint.flow.values import (
    Branch,
    DictObject,
    Elem,
    Entry,
    Instance,
    Item,
    ListObject,
    Lit,
    Loop,
    Ref,
    Value,
    is_text,
    literal,
)
from prefixlint.knowledge.surfaces import Surface, Template
from prefixlint.requests.segments import Context
from prefixlint.requests.templates import Filling, fill

TEXT = "#template"  # the text of a message before its placeholders were filled


def syntax(template: Template, arguments: Arguments) -> str:
    """The syntax of the placeholders, as the call says it."""
    said = arguments.named.get(template.argument)
    return (literal(said) if said is not None else None) or template.syntax


def given(template: Template, arguments: Arguments, frame: Frame) -> dict[str, Value]:
    """The values that the call itself puts into placeholders."""
    value = arguments.named.get(template.values)
    obj = frame.get(value) if isinstance(value, Ref) else None
    return entries(obj) if isinstance(obj, DictObject) else {}


def entries(obj: DictObject) -> dict[str, Value]:
    """The entries of a dict whose keys are known."""
    return {entry.key: entry.value for entry in obj.entries if isinstance(entry.key, str)}


def filled(value: Value, how: str, filling: Filling, template: Template, context: Context) -> Value:
    """A text, message or list of messages with its placeholders filled."""
    frame = context.frame
    value = access.settle(value, frame, context.node)
    if is_text(value) or isinstance(value, Lit):
        return fill(value, how, filling)
    obj = frame.get(value) if isinstance(value, Ref) else None
    if isinstance(obj, Instance) and isinstance(value, Ref):
        text = obj.get(TEXT) or (obj.get("content") if template.inside else None)
        if text is None:
            return value
        context.used.add(value.id)
        return frame.new(obj.set("content", filled(text, how, filling, template, context)))
    if isinstance(obj, DictObject) and isinstance(value, Ref):
        content = obj.get("content")
        if content is None:
            return value
        context.used.add(value.id)
        kept = tuple(
            Entry(one.key, fill(one.value, how, filling)) if one is content and is_text(one.value) else one
            for one in obj.entries
        )
        return frame.new(DictObject(kept, obj.rest, obj.order, obj.origin))
    if isinstance(obj, ListObject) and isinstance(value, Ref):
        context.used.add(value.id)
        pair = _pair(obj, filling, how, context)
        if pair is not None:
            return pair
        items, order = items_of(value, frame, context.node)
        changed = tuple(_filled_elem(elem, how, filling, template, context) for elem in items)
        return frame.new(ListObject(changed, obj.kind, order, obj.origin))
    return value


def _pair(obj: ListObject, filling: Filling, how: str, context: Context) -> Value | None:
    """A message written as a pair of role and text, filled; None if it is no such pair."""
    if obj.kind != "tuple" or len(obj.items) != 2:
        return None
    first, second = obj.items
    if not isinstance(first, Item) or not isinstance(second, Item):
        return None
    role = literal(first.value)
    if role in context.knowledge.list_roles:
        return _placeholder(second, filling)
    if role not in context.knowledge.roles:
        return None
    return context.frame.new(
        ListObject((first, Item(fill(second.value, how, filling), second.origin)), "tuple", origin=obj.origin)
    )


def _placeholder(item: Item, filling: Filling) -> Value:
    """`("placeholder", "{history}")`: the list of messages that is put in its place."""
    word = (literal(item.value) or "").strip("{}")
    return filling.value(word) or filling.turns(word, item.origin)


def _filled_elem(elem: Elem, how: str, filling: Filling, template: Template, context: Context) -> Elem:
    if isinstance(elem, Item):
        return Item(filled(elem.value, how, filling, template, context), elem.origin)
    if isinstance(elem, Branch):
        options = tuple(
            tuple(_filled_elem(one, how, filling, template, context) for one in option) for option in elem.options
        )
        return Branch(options, elem.taint)
    if isinstance(elem, Loop):
        body = tuple(_filled_elem(one, how, filling, template, context) for one in elem.body)
        return Loop(body, elem.order, elem.origin)
    return elem


def kept(key: str, event: CallEvent) -> Ref:
    """The object that a constructor makes, with what it was given."""
    arguments, frame = event.arguments, event.frame
    fields = tuple(arguments.named.items()) + tuple((f"#{i}", v) for i, v in enumerate(arguments.positional))
    return frame.new(Instance(None, f"{key}()", fields, frame.origin(event.node)), event.node)


def arguments_of(holder: Instance) -> Arguments:
    """The arguments that an object was made with."""
    positional = [value for word, value in holder.fields if word[:1] == "#" and word[1:].isdigit()]
    named = {word: value for word, value in holder.fields if not (word[:1] == "#" and word[1:].isdigit())}
    return Arguments(positional, named)


def values_of(event: CallEvent) -> dict[str, Value] | None:
    """What a call that fills a prompt object puts in, as keywords or as one dict; None if that is not known."""
    found = dict(event.arguments.named)
    if event.arguments.double_star or event.arguments.star:
        return None
    for value in event.arguments.positional[:1]:
        obj = event.frame.get(value) if isinstance(value, Ref) else None
        if not isinstance(obj, DictObject) or obj.rest:
            return None
        found.update(entries(obj))
    return found


def merged(holder: Instance, surface: Surface, more: dict[str, Value], frame: Frame) -> Instance:
    """The object with further placeholders filled."""
    assert surface.template is not None
    word = surface.template.values
    old = holder.get(word)
    known = frame.get(old) if isinstance(old, Ref) else None
    values = {**(entries(known) if isinstance(known, DictObject) else {}), **more}
    table = frame.new(DictObject(tuple(Entry(key, value) for key, value in values.items())))
    return holder.set(word, table)
