"""What a call calls: the dotted name of a method of a client or an object, and who answers it.

Knows: names of clients that carry a provider and a model, URLs in abstract texts. Must not know: blocks, rules.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from prefixlint.flow.engine import Arguments, CallEvent, Frame
from prefixlint.flow.values import Alt, Cat, Const, External, Instance, Lit, Method, Ref, Value, literal
from prefixlint.knowledge.load import Knowledge, instance_name
from prefixlint.knowledge.surfaces import Client

UNSURE = "?"  # as a provider: the address is not known, so it may be anybody
_MODEL = re.compile(r"[\w./:\-]{1,100}\Z")


@dataclass(frozen=True)
class Callee:
    """The resolved callee: its dotted name ("" if unknown), the provider and model its client was made for, and the
    object that it is a method of."""

    name: str
    provider: str | None = None
    model: str | None = None
    holder: Instance | None = None

    @property
    def last(self) -> str:
        """The last part of the name."""
        return self.name.rpartition(".")[2]


def resolve(value: Value, frame: Frame) -> Callee:
    """What `value`, which is called, is."""
    path: list[str] = []
    while isinstance(value, Method):
        path.append(value.name)
        value = value.receiver
    if isinstance(value, Alt):
        found = (resolve(option, frame) for option in value.options)
        best = next((one for one in found if one.name), None)
        return Callee("") if best is None else _below(best, path)
    if isinstance(value, Ref):
        obj = frame.get(value)
        if isinstance(obj, Instance) and obj.cls is None and obj.name.endswith("()"):
            return _below(_untagged(obj.name, obj), path)
    if isinstance(value, External):
        return _below(_untagged(value.name, None), path)
    return Callee("")


def _below(callee: Callee, path: list[str]) -> Callee:
    name = ".".join([callee.name, *reversed(path)])
    return Callee(name, callee.provider, callee.model, callee.holder)


def _untagged(name: str, holder: Instance | None) -> Callee:
    head, sign, rest = name.partition("@")
    if not sign:
        return Callee(name, holder=holder)
    tag, _, tail = rest.partition("()")
    provider, _, model = tag.partition(":")
    return Callee(f"{head}(){tail}", provider or None, model or None, holder)


def client(row: Client, event: CallEvent, knowledge: Knowledge) -> Value:
    """The client that a call makes. One whose arguments matter later is an object, others are a name."""
    frame, node, arguments = event.frame, event.node, event.arguments
    provider, model = row.provider, None
    for word in row.vendor:
        said = literal(arguments.named[word]) if word in arguments.named else None
        provider = knowledge.vendor(said) if said is not None else provider
    if row.wraps is not None and row.wraps < len(arguments.positional):
        inside = resolve(arguments.positional[row.wraps], frame)
        provider = inside.provider or provider
        methods = knowledge.surfaces.methods
        usual = (methods[name].provider for name in methods if inside.name and name.startswith(f"{inside.name}."))
        provider = provider or next(usual, None)
    if row.model is not None:
        value = arguments.get(*row.model)
        name = literal(value) if value is not None else None
        if name is not None and _MODEL.match(name):
            routed, bare = knowledge.routed(name)
            provider, model = (provider, name) if provider else (routed, bare)
    provider = at_address(row.address, arguments, knowledge, provider)
    name = f"{instance_name(row.instance, provider, model)}()"
    if not row.keeps:
        return External(name, frame.origin(node))
    fields = tuple(arguments.named.items()) + tuple((f"#{i}", v) for i, v in enumerate(arguments.positional))
    return frame.new(Instance(None, name, fields, frame.origin(node)), node)


def at_address(words: tuple[str, ...], arguments: Arguments, knowledge: Knowledge, provider: str | None) -> str | None:
    """The provider behind an address that is given in one of the arguments `words`; `provider` if none is."""
    for word in words:
        value = arguments.named.get(word)
        if value is None or (isinstance(value, Const) and value.value is None):
            continue
        url = shown(value)
        return knowledge.host(url) or UNSURE if url.strip("\0") else UNSURE
    return provider


def shown(value: Value) -> str:
    """A text with every part that is not known as a zero byte."""
    if isinstance(value, Lit):
        return value.text
    if isinstance(value, Cat):
        return "".join(map(shown, value.parts))
    if isinstance(value, Alt) and value.options:
        return next((text for text in map(shown, value.options) if text.strip("\0")), "\0")
    return "\0"
