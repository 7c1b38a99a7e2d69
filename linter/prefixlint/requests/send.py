"""From a surface and its arguments to a request: the slots in render order, who answers, how that one caches.

Knows: kinds of slots, paths into arguments. Must not know: rules, output, which SDK has which slots (a table).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import libcst as cst

from prefixlint.flow import access, functions
from prefixlint.flow.engine import Arguments
from prefixlint.flow.texts import items_of
from prefixlint.flow.values import (
    Alt,
    Class,
    Const,
    DictObject,
    Elem,
    External,
    Function,
    Hole,
    Instance,
    Item,
    ListObject,
    Lit,
    Loop,
    Origin,
    Ref,
    Value,
    alt,
    literal,
)
from prefixlint.flow.volatility import CONSTANT, Cause, Confidence, Taint, Volatility
from prefixlint.knowledge.surfaces import Slot, Surface
from prefixlint.requests import assemble, markers, prompts
from prefixlint.requests.callee import UNSURE, Callee, at_address
from prefixlint.requests.definitions import SCHEMA, Definition
from prefixlint.requests.header import continuation, switch
from prefixlint.requests.header import conversation as conversation_of
from prefixlint.requests.history import kept_window
from prefixlint.requests.model import (
    Block,
    BlockKind,
    CachePolicy,
    Continuation,
    Conversation,
    Marker,
    Request,
    Segment,
    Switch,
    ToolSet,
)
from prefixlint.requests.segments import TURNS, Context, segments, source_of
from prefixlint.requests.templates import Filling, result_of
from prefixlint.requests.tools import blocks as tool_blocks
from prefixlint.requests.tools import fitted, joined, tool_set
from prefixlint.syntax.walk import dotted
from prefixlint.tokens import UNKNOWN_SIZE


@dataclass
class Sending:
    """One request in the making: its surface, the arguments, what was found out of who answers."""

    surface: Surface
    arguments: Arguments
    callee: Callee
    context: Context
    resolved: bool = True  # the callee is known, not only of a telling shape
    held: set[Origin] = field(default_factory=set)  # places of objects that were only made to be sent here
    tools: ToolSet | None = None
    switches: list[Switch] = field(default_factory=list)
    conversation: Conversation | None = None
    instructed: bool = False
    marked: tuple[tuple[Marker, ...], bool] = ((), False)  # markers on tools, and whether there may be more

    @property
    def _whole(self) -> bool:
        """Whether this is a request as it is sent; a text template becomes part of one."""
        surface = self.surface
        return surface.sends or surface.template is None or any(slot.kind != "text" for slot in surface.slots)

    def request(self) -> Request | None:
        """The request; None if there is nothing in it."""
        surface, context = self.surface, self.context
        blocks: list[Block] = []
        found = False
        named = self.arguments.get(surface.model, surface.model_position) if surface.model else None
        if surface.model is not None and named is not None:
            self.switches.append(switch("model", named, self._written(surface.model), context))
        for slot in surface.slots:
            value = self.value(slot)
            if value is not None and not (isinstance(value, Const) and value.value is None):
                found = True
                self.instructed = self.instructed or slot.kind == "system"
                blocks.extend(markers.placed(block, slot.argument, context) for block in self.slot(slot, value))
        blocks.extend(self.injected())
        if not surface.sends and not found and not blocks:
            return None
        heads = all(block.kind in (BlockKind.SYSTEM, BlockKind.SCHEMA) for block in blocks)
        if not surface.sends and (not surface.complete or heads):
            blocks.append(conversation(context))
        if not blocks and self.tools is None:
            return None
        provider, model, policy = self.answers()
        said = markers.controls(surface.id, self.arguments, self.value, context, blocks, self.marked)
        return Request(
            context.origin(),
            provider,
            surface.api,
            model,
            tuple(blocks),
            self._whole,
            policy,
            fitted(self.tools, provider, surface.api),
            tuple(context.images),
            tuple(self.switches),
            self._continues(),
            self.conversation,
            self.instructed,
            self._model_source(),
            said,
        )

    # -- what goes on -----------------------------------------------------------------------------------------------

    def _written(self, argument: str) -> Origin:
        """Where an argument is written."""
        return self.arguments.written(argument.partition(".")[0], self.context.frame, self.context.node)

    def _continues(self) -> Continuation | None:
        """Which earlier request this one continues, if it says so."""
        for slot in self.surface.slots:
            value = self.value(slot) if slot.kind == "continues" else None
            if value is not None:
                heads = (self.value(one) for one in self.surface.slots if one.kind == "system")
                head = next((one for one in heads if one is not None), None)
                return continuation(value, self._written(slot.argument), head, self.context)
        return None

    def _model_source(self) -> str:
        """The expression that names the model; what else it depends on is noted as a switch."""
        word = self.surface.model
        value = self.arguments.get(word, self.surface.model_position) if word is not None else None
        if word is None or value is None:
            return ""
        return source_of(self._written(word), word, self.context)

    # -- who answers --------------------------------------------------------------------------------------------------

    def answers(self) -> tuple[str | None, str | None, CachePolicy]:
        """Provider, model and how they cache."""
        knowledge, surface = self.context.knowledge, self.surface
        value = self.arguments.get(surface.model, surface.model_position) if surface.model else None
        model = literal(value) if value is not None else None
        model = model or self.callee.model
        provider = at_address(surface.address, self.arguments, knowledge, self.callee.provider or surface.provider)
        unsure = provider == UNSURE
        provider = None if unsure else provider
        bare = model
        if model is not None and (provider is None or not self.resolved):
            routed, rest = knowledge.routed(model)
            if routed is not None:
                provider, bare = routed, rest
        node = self.context.node
        counted = isinstance(node, cst.Call) and dotted(node.func).rpartition(".")[2] in knowledge.caches.counting
        return provider, model, knowledge.caches.policy(provider, bare, "" if counted else surface.id)

    # -- arguments ----------------------------------------------------------------------------------------------------

    def value(self, slot: Slot) -> Value | None:
        """The value of a slot: an argument, something inside one, or what the object was made with (`self.x`)."""
        head, *path = slot.argument.split(".")
        if head == "self":
            holder = self.callee.holder
            if holder is None:
                return None
            value = holder.get(path.pop(0))
            if value is None and slot.position is not None:
                value = holder.get(f"#{slot.position}")
            if value is not None and holder.origin is not None:
                self.held.add(holder.origin)
        else:
            value = self.arguments.get(head, slot.position) or self._extra_body(head)
        for key in path:
            value = self._field(value, key) if value is not None else None
        return self._filled(value) if value is not None else None

    def _field(self, value: Value, key: str) -> Value | None:
        frame = self.context.frame
        value = access.settle(value, frame, self.context.node)
        if isinstance(value, Alt):
            found = [inner for option in value.options if (inner := self._field(option, key)) is not None]
            return alt(found) if found else None
        obj = frame.get(value) if isinstance(value, Ref) else None
        if isinstance(obj, DictObject):
            entry = obj.get(key)
            return entry.value if entry is not None else None
        if isinstance(obj, Instance):
            if obj.origin is not None:
                self.held.add(obj.origin)
            return obj.get(key)
        return None

    def _extra_body(self, name: str) -> Value | None:
        """An argument hidden in `extra_body`."""
        body = self.arguments.named.get("extra_body")
        obj = self.context.frame.get(body) if isinstance(body, Ref) else None
        entry = obj.get(name) if isinstance(obj, DictObject) else None
        return entry.value if entry is not None else None

    def _filled(self, value: Value) -> Value:
        """The value with its placeholders filled, on a surface whose texts have some."""
        template = self.surface.template
        if template is None or (template.when_filled and template.values not in self.arguments.named):
            return value
        values = prompts.given(template, self.arguments, self.context.frame)
        filling = Filling(self.context.frame, self.context.node, values)
        how = prompts.syntax(template, self.arguments)
        return prompts.filled(value, how, filling, template, self.context)

    def injected(self) -> list[Block]:
        """What switches of a constructor put into the system text; the switch itself is where it stands."""
        context, call = self.context, self.context.node
        out: list[Block] = []
        for injection in context.knowledge.surfaces.injections.get(self.surface.id, ()):
            value = self.arguments.named.get(injection.argument)
            if not (isinstance(value, Const) and value.value is True):
                continue
            written = call.args if isinstance(call, cst.Call) else ()
            word = injection.argument
            node = next((one for one in written if one.keyword is not None and one.keyword.value == word), call)
            origin = context.frame.origin(node)
            if injection.window:
                out.append(kept_window(origin, f"{word}=True", self.arguments.named.get(injection.window), context))
                continue
            taint = Taint(Volatility[injection.level.upper()], Confidence.CERTAIN, Cause(injection.cause))
            segment = Segment(taint, None, f"{word}=True", origin, UNKNOWN_SIZE)
            out.append(Block(BlockKind.SYSTEM, "system", (segment,), origin, injected=injection.what))
        return out

    # -- slots --------------------------------------------------------------------------------------------------------

    def slot(self, slot: Slot, value: Value) -> list[Block]:
        """The blocks of one slot."""
        context, frame, node = self.context, self.context.frame, self.context.node
        if slot.kind == "tools":
            tools = tool_set(value, context)
            self.tools = joined(self.tools, tools)
            self.marked = markers.on_tools(value, context)
            return list(tool_blocks(tools)) if tools is not None else []
        if slot.kind in ("switch", "schema"):
            self.switches.append(switch(slot.argument, value, self._written(slot.argument), context))
        if slot.kind in ("switch", "continues"):
            return []
        if slot.kind == "examples":
            return [self.picked(slot, value)]
        if slot.kind == "window":
            written = source_of(context.origin(), "", context)
            return [kept_window(context.origin(), written, value, context)]
        if slot.kind == "schema":
            return schema(access.settle(value, frame, node), context)
        if slot.kind == "system":
            return system(value, context, slot.level)
        value = access.settle(value, frame, node)
        self.conversation = conversation_of(value, context) or self.conversation
        if slot.kind == "text" or (slot.kind == "input" and _is_single(value)):
            text = result_of(value, frame, node) if isinstance(value, Function) else value
            return [Block(BlockKind.MESSAGE, "user", tuple(segments(text, context)), context.origin())]
        if slot.kind == "inputs":  # one of several requests that are alike
            items = items_of(value, frame, node)[0]
            first = _first(items)
            return self.slot(replace(slot, kind="input"), first) if first is not None else []
        return assemble.messages(value, context)

    def picked(self, slot: Slot, value: Value) -> Block:
        """Examples that an object picks for each request."""
        context = self.context
        origin = self.arguments.written(slot.argument, context.frame, context.node)
        taint = Taint(Volatility.REQUEST, Confidence.LIKELY, Cause.EXAMPLES)
        segment = Segment(taint, None, source_of(origin, slot.argument, context), origin, UNKNOWN_SIZE)
        return Block(BlockKind.MESSAGE, "user", (segment,), origin)


def _first(items: tuple[Elem, ...]) -> Value | None:
    for elem in items:
        if isinstance(elem, Item):
            return elem.value
        if isinstance(elem, Loop):
            return _first(elem.body)
    return None


def _is_single(value: Value) -> bool:
    """Whether an input that may be a text or messages is one text, as far as is known."""
    return isinstance(value, Hole) and value.shape != "history" and value.taint.cause is not Cause.HISTORY


def conversation(context: Context) -> Block:
    """The conversation that may follow a prompt text. One that follows what an object is made with is led with that
    object, and the text stays as it was made."""
    segment = Segment(TURNS, None, "", context.origin(), UNKNOWN_SIZE)
    made = any(isinstance(tree, cst.FunctionDef) and functions.makes(tree) for tree in context.frame.engine.active)
    return Block(BlockKind.HISTORY, None, (segment,), context.origin(), assumed=True, grown=made)


def system(value: Value, context: Context, level: str = "") -> list[Block]:
    """The system argument: a text, a list of blocks, a message, or a function that makes one of them; such a function
    runs once per `level`."""
    frame, node = context.frame, context.node
    value = access.settle(value, frame, node)
    if isinstance(value, Function):
        made = result_of(value, frame, node)
        return system(functions.frozen(made, Volatility[level.upper()], frame) if level else made, context)
    if isinstance(value, (Const, Class, External)) and not isinstance(value, External):
        return []
    obj = frame.get(value) if isinstance(value, Ref) else None
    if assemble.has_messages(value, frame, context.knowledge):
        return assemble.messages(value, context)
    if isinstance(value, Ref) and isinstance(obj, ListObject):
        context.used.add(value.id)
        out: list[Block] = []
        for elem in obj.items:
            if isinstance(elem, Item) and _is_whole(elem.value, context):
                out.extend(system(elem.value, context, level))
            else:
                assemble.system_parts((elem,), context, out)
        return out
    if isinstance(value, Ref) and isinstance(obj, (DictObject, Instance)):
        blocks = assemble.message(value, context, (), True)
        return [replace(block, kind=BlockKind.SYSTEM, role="system") for block in blocks]
    return [Block(BlockKind.SYSTEM, "system", tuple(segments(value, context)), context.origin())]


def _is_whole(value: Value, context: Context) -> bool:
    """Whether an element of a list of system texts is a function or a message."""
    return isinstance(value, Function) or assemble.is_message(value, context.frame, context.knowledge)


def schema(value: Value, context: Context) -> list[Block]:
    """The schema of a structured answer: a class, a dict that may hold something that varies, or what makes one."""
    frame = context.frame
    if isinstance(value, (Const, Lit)):
        return []
    definition = Definition(context)
    definition.add(value, SCHEMA, (), True)
    found = tuple(segment for _, segment in definition.parts)
    origin = context.origin()
    if not found:
        taint = CONSTANT if isinstance(value, (Class, External)) else frame.deep_taint(value)
        where = value.origin if isinstance(value, Hole) and value.origin is not None else origin
        source = value.source if isinstance(value, Hole) else ""
        found = (Segment(taint, None, source_of(where, source, context), where, UNKNOWN_SIZE),)
    return [Block(BlockKind.SCHEMA, None, found, origin)]
