"""Where prompts are sent, and where they are written: watching an execution and making a `Request` of each.

Knows: surfaces and names from the knowledge tables, and which values they take. Must not know: rules, output.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import cache
from typing import cast

import libcst as cst

from prefixlint.flow import access, functions
from prefixlint.flow.engine import Arguments, CallEvent, Engine, Frame
from prefixlint.flow.unit import Unit
from prefixlint.flow.values import (
    Alt,
    Cat,
    Const,
    DictObject,
    Elem,
    Entry,
    External,
    Function,
    Hole,
    Instance,
    Item,
    ListObject,
    Lit,
    Method,
    Origin,
    Ref,
    Rep,
    Value,
    alt,
    holes,
    is_text,
    literal,
)
from prefixlint.flow.volatility import Cause, Volatility
from prefixlint.knowledge.load import Knowledge
from prefixlint.knowledge.surfaces import Builder, MessageClass, PartMaker, Surface
from prefixlint.requests import assemble, definitions, prompts
from prefixlint.requests.callee import Callee, client, resolve
from prefixlint.requests.history import with_later
from prefixlint.requests.marking import marking
from prefixlint.requests.model import Block, BlockKind, Request
from prefixlint.requests.rewriting import rewriting
from prefixlint.requests.segments import Context, segments
from prefixlint.requests.send import Sending, conversation
from prefixlint.requests.templates import Filling, fill
from prefixlint.requests.wire import answered, inside, posted
from prefixlint.syntax.names import FunctionInfo, Interest
from prefixlint.syntax.walk import dotted

_HEAD = "head"
FEW = 16  # tokens of fixed text below which a text that is sent nowhere in sight is hardly the prompt of a model


def interest(knowledge: Knowledge, senders: frozenset[str] = frozenset()) -> Interest:
    """What marks a function as one that may build or send a prompt; `senders` are the last names of functions of the
    program through which the file may send one."""

    @cache  # for as long as the tables: the names of a project are few and come again and again
    def is_name(name: str) -> bool:
        return any(knowledge.builder(name, use) is not None for use in ("function", "variable", "constant"))

    def is_call(callee: str, keywords: Collection[str], packages: Collection[str]) -> bool:
        return callee.rpartition(".")[2] in senders or knowledge.is_call(callee, keywords, packages)

    return Interest(
        Keywords(knowledge), knowledge.callees | senders, is_call, frozenset({"role"}), is_name, knowledge.changing,
        lambda name: knowledge.decorator(name) is not None,
    )  # fmt: skip


class Keywords(frozenset[str]):
    """Keywords that name prompt text: a set by rule rather than by list."""

    def __new__(cls, knowledge: Knowledge) -> Keywords:
        made = super().__new__(cls, ("messages", "system"))
        made.knowledge = knowledge
        return made

    knowledge: Knowledge

    def __contains__(self, word: object) -> bool:
        return super().__contains__(word) or (
            isinstance(word, str) and self.knowledge.builder(word, "keyword") is not None
        )


class Recorder:
    """The observer of an execution: collects requests by the node that sends or holds them. A later turn of a loop
    sees more, so it replaces what an earlier one saw."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.requests: dict[tuple[object, ...], Request] = {}
        self.engine: Engine | None = None
        self.passed: set[tuple[str, object, str, bool]] = (
            set()
        )  # functions, parameters, and whether what is passed is known
        self._used: set[int] = set()
        self.superseded: set[Origin] = set()  # places of prompt objects that a request has taken up
        self._growing: dict[tuple[Frame, str], tuple[Value, cst.CSTNode]] = {}

    # -- the observer's side ------------------------------------------------------------------------------------------

    def called(self, event: CallEvent) -> Value | None:
        """A call of something outside the program: a client, a request, a message, a constructor, a prompt object, or a
        stranger with a prompt."""
        known = self.knowledge.surfaces
        callee = resolve(event.callee, event.frame)
        name = callee.name
        last = (name or event.text).rpartition(".")[2].removesuffix("()")
        if name.endswith("()") and event.text.rpartition(".")[2] in known.passes:  # `client.with_options` is the client
            last = event.text.rpartition(".")[2]
            callee = replace(callee, name=f"{name}.{last}")
            name = callee.name
        tail = ".".join((name or event.text).split(".")[-2:])
        row = known.clients.get(name)
        if row is not None:
            self._holds(event, callee, known.constructors.get(name))
            return client(row, event, self.knowledge)
        kind = known.messages.get(name) or known.messages.get(tail) or known.messages.get(last)
        if kind is not None:
            return self._message(event, kind)
        maker = known.makers.get(name)
        if maker is not None:
            return self._part(event, maker)
        made = definitions.made(event, name)
        if made is not None:
            return made
        surface = known.request(name)
        resolved = surface is not None
        if surface is None:
            surface = known.shape(event.text, event.arguments.named)
        if surface is not None and (not resolved or not surface.needs or surface.needs & set(event.arguments.named)):
            arguments = inside(event, surface.body) if surface.body else event.arguments
            self._site(event, Sending(surface, arguments, callee, self._context(event), resolved))
        if last in known.passes and isinstance(event.callee, Method) and callee.holder is not None:
            return self._passed(event, event.callee.receiver)
        if last in known.passes and isinstance(event.callee, External) and event.callee.name.endswith("()"):
            return event.callee
        if surface is not None:
            return None
        transport = known.transports.get(name) or (known.sending.get(last) if not name or "()" in name else None)
        sent = posted(event, transport, self.knowledge) if transport is not None else None
        if sent is not None:
            context = self._context(event)
            self._site(event, Sending(sent[0], sent[1], answered(callee, sent[2]), context, False))
            return None
        constructor = known.constructors.get(name) or known.constructors.get(tail) or known.constructors.get(last)
        if constructor is not None and (not constructor.needs or constructor.needs & set(event.arguments.named)):
            return self._holds(event, callee, constructor)
        if callee.holder is not None:
            held = known.constructors.get(callee.holder.name.removesuffix("()"))
            if held is not None and last in held.partial | held.fill:
                return self._fills(event, callee.holder, held, last in held.partial)
        self._stranger(event)
        return None

    def entered(self, event: CallEvent) -> None:
        """A call that is going to be followed. The site inside sees the arguments; that there is a caller is noted."""
        callee = event.callee
        engine = event.frame.engine
        if isinstance(callee, Function) and engine.entry is not None and engine.entry is not callee.node:
            for name, found in given(callee, event.arguments):
                self.passed.add((callee.path, callee.node, name, found))

    def returned(self, function: FunctionInfo, value: Value, frame: Frame) -> None:
        """A function returned: a builder's result is prompt text; messages nobody took are judged on their own."""
        place = self.knowledge.builder(function.name, "function")
        made = self._decorated(function)
        if made is not None:
            place = made.place
            if made.level:
                value = functions.frozen(value, Volatility[made.level.upper()], frame)
        value = access.settle(value, frame, function.node)
        self._grown(frame)
        if assemble.has_messages(value, frame, self.knowledge):
            self._message_list(value, frame, function.node, ("return", function.node, frame.calls))
        elif place is not None:
            # A builder may give text on one path and a list of blocks, or nothing, on another.
            options = value.options if isinstance(value, Alt) else (value,)
            texts = [option for option in options if isinstance(option, (Lit, Cat, Alt, Rep, Hole))]
            if texts and self._is_prompt(text := alt(texts)):
                self._text(text, place, frame, function.node, ("return", function.node, frame.calls))
            if place == _HEAD:
                for number, option in enumerate(options):
                    self._blocks(option, frame, function.node, ("blocks", function.node, frame.calls, number))
        if not frame.calls and frame.depth <= 1:
            self._leftovers(frame, function.node)

    def _decorated(self, function: FunctionInfo) -> Builder | None:
        """What a decorator makes of the function's result, if one does."""
        tree = function.node
        for decorator in tree.decorators if isinstance(tree, cst.FunctionDef) else ():
            node = decorator.decorator
            given = node.args if isinstance(node, cst.Call) else ()
            found = self.knowledge.decorator(dotted(node.func if isinstance(node, cst.Call) else node))
            if found is not None:
                words = {one.keyword.value for one in given if one.keyword is not None and dotted(one.value) == "True"}
                return replace(found, level="") if found.unless in words else found
        return None

    def assigned(self, name: str, value: Value, node: cst.CSTNode, frame: Frame, grows: bool) -> None:
        """A variable with a telling name was bound. A text that grows by `+=` is looked at when it has stopped."""
        growing = self._growing.get((frame, name))
        if grows:
            if growing is not None or self.knowledge.builder(name, "variable") is not None:
                self._growing[frame, name] = (value, node)
            return
        if growing is not None:
            self._variable(name, *growing, frame)
            del self._growing[frame, name]
        self._variable(name, value, node, frame)

    def finish(self) -> dict[tuple[object, ...], Request]:
        """Everything that was seen."""
        for (frame, name), (value, node) in list(self._growing.items()):
            self._variable(name, value, node, frame)
        self._growing.clear()
        for key in [key for key, one in self.requests.items() if key[0] == "site" and one.origin in self.superseded]:
            del self.requests[key]
        if self.engine is not None and self.engine.edits:
            found = self.engine.edits
            self.requests = {key: with_later(one, found, self.engine) for key, one in self.requests.items()}
        if self.engine is not None:
            self._handed(self.engine.units[self.engine.main])
        return self.requests

    def _handed(self, unit: Unit) -> None:
        """What functions of the file at hand do to blocks and conversations that they are handed, whoever sends them."""
        known = {id(one.origin.node) for request in self.requests.values() for _, one in request.markers()}
        for one in (*marking(unit, self.knowledge, known), *rewriting(unit, self.knowledge)):
            self.requests["handed", one.origin] = one

    def _variable(self, name: str, value: Value, node: cst.CSTNode, frame: Frame) -> None:
        if isinstance(value, (Cat, Ref)) or is_text(value):
            place = self.knowledge.builder(name, "variable")
            if place is not None and self._is_prompt(value):
                self._text(value, place, frame, node, ("variable", node, frame.calls))

    def _grown(self, frame: Frame) -> None:
        """What grew in a function that has returned, as all its paths together left it."""
        for owner, name in [key for key in self._growing if key[0] is frame]:
            value, node = self._growing.pop((owner, name))
            self._variable(name, frame.live.vars.get(name, value), node, frame)

    # -- sites --------------------------------------------------------------------------------------------------------

    def _context(self, event: CallEvent) -> Context:
        return Context(event.frame, self.knowledge, event.node)

    def _message(self, event: CallEvent, kind: MessageClass) -> Value:
        frame = event.frame
        content = event.arguments.get(kind.content, kind.position)
        fields = tuple(event.arguments.named.items())
        if content is not None:
            content = access.settle(content, frame, event.node)
            filling = Filling(frame, event.node)
            if kind.many:
                word = literal(content) or ""
                return filling.turns(word, frame.origin(event.node))
            if kind.template is not None:
                how = prompts.syntax(kind.template, event.arguments)
                fields = (*fields, (prompts.TEXT, content))
                content = fill(content, how, filling)
            fields = (*fields, ("content", content))
        return frame.new(Instance(None, f"message:{kind.role or ''}", fields, frame.origin(event.node)), event.node)

    def _part(self, event: CallEvent, maker: PartMaker) -> Value:
        """A content part made by a class or function: a dict like those that are written by hand."""
        text = event.arguments.get(maker.key, maker.position)
        entries = [Entry(word, value) for word, value in event.arguments.named.items() if word != maker.key]
        if text is not None:
            entries.append(Entry("text", text))
        return event.frame.new(DictObject(tuple(entries), (), origin=event.frame.origin(event.node)), event.node)

    def _passed(self, event: CallEvent, receiver: Value) -> Value:
        """A method that gives the same client with more arguments (`bind_tools`)."""
        obj = event.frame.get(receiver) if isinstance(receiver, Ref) else None
        if not isinstance(obj, Instance):
            return receiver
        for word, value in event.arguments.named.items():
            obj = obj.set(word, value)
        return event.frame.new(obj, event.node)

    def _site(self, event: CallEvent, sending: Sending) -> bool:
        """A request site: its arguments in render order."""
        request = sending.request()
        self.superseded |= sending.held
        self._used |= sending.context.used
        # A text that is filled once per turn of a loop is a row of a larger one.
        if request is not None and (request.joined or not event.frame.loops):
            self._note(("site", event.node, event.frame.calls), request, event.frame)
        return request is not None

    def _note(self, key: tuple[object, ...], request: Request, frame: Frame) -> None:
        """Keep what was seen. A text of another file that is not sent from here is that file's own affair, unless
        something of this one stands in it."""
        engine = self.engine = frame.engine
        here = request.joined or request.origin.path == engine.main
        if here or any(not one.static and one.origin.path == engine.main for _, one in request.segments()):
            engine.noted += 1
            self.requests[key] = replace(request, entry=engine.entry)

    def _holds(self, event: CallEvent, callee: Callee, surface: Surface | None) -> Value | None:
        """A constructor that holds a prompt; one whose object is used later gives an object."""
        if surface is None or (surface.needs and not surface.needs & set(event.arguments.named)):
            return None
        self._site(event, Sending(surface, event.arguments, callee, self._context(event)))
        last = surface.id.rpartition(".")[2]
        if surface.template is None and not last[:1].isupper():
            return None
        return prompts.kept(surface.id, event)

    def _fills(self, event: CallEvent, holder: Instance, surface: Surface, partly: bool) -> Value | None:
        """A method that fills placeholders of a prompt object, for good or for one request."""
        values = prompts.values_of(event)
        if values is None or surface.template is None:
            return event.frame.unknown(event.node) if not partly else None
        frame = event.frame
        made = prompts.merged(holder, surface, values, frame)
        sending = Sending(surface, prompts.arguments_of(made), Callee("", holder=holder), self._context(event))
        if holder.origin is not None and (values or partly):
            self.superseded.add(holder.origin)
        self._site(event, sending)
        if partly:
            return frame.new(replace(made, origin=frame.origin(event.node)), event.node)
        whole = [sending.value(slot) for slot in surface.slots if slot.kind not in ("tools", "switch", "schema")]
        return next((value for value in whole if value is not None), None)

    # -- prompt texts -------------------------------------------------------------------------------------------------

    def _stranger(self, event: CallEvent) -> None:
        """A call of something unknown: keywords that name prompt text, and message lists that leave the program."""
        frame = event.frame
        if event.text.rpartition(".")[2] in self.knowledge.appenders:
            # Behind a conversation nothing stands; what is passed here is no head of anything.
            self._used |= {value.id for value in event.arguments.all() if isinstance(value, Ref)}
            return
        for word, value in event.arguments.named.items():
            place = self.knowledge.builder(word, "keyword")
            node = event.arguments.nodes.get(word, event.node)
            if place is not None:
                value = access.settle(value, frame, event.node)
                if assemble.has_messages(value, frame, self.knowledge):
                    continue
                if self._is_prompt(value):
                    self._text(value, place, frame, node, ("keyword", node, frame.calls))
        for value in event.arguments.all():
            if isinstance(value, Ref) and assemble.has_messages(value, frame, self.knowledge):
                self._message_list(value, frame, event.node, ("list", event.node, frame.calls))

    def _is_prompt(self, value: Value) -> bool:
        """Whether a value is text with something dynamic in it (a wholly literal text has nothing to report)."""
        options = value.options if isinstance(value, Alt) else (value,)
        if all(isinstance(option, (Hole, Const, Ref)) for option in options):
            return False
        return bool(holes_and_orders(value))

    def _text(self, value: Value, place: str, frame: Frame, node: cst.CSTNode, key: tuple[object, ...]) -> None:
        """A prompt text on its own; one that stands at the head may be followed by a conversation."""
        context = Context(frame, self.knowledge, node)
        inner = tuple(segments(value, context))
        head = place == _HEAD
        if not head and sum(segment.size.estimate for segment in inner if segment.static and segment.main) < FEW:
            return
        blocks = [
            Block(BlockKind.SYSTEM if head else BlockKind.MESSAGE, "system" if head else None, inner, context.origin())
        ]
        if head:
            blocks.append(conversation(context))
        self._note(key, Request(context.origin(), None, "prompt", None, tuple(blocks), False), frame)

    def _blocks(self, value: Value, frame: Frame, node: cst.CSTNode, key: tuple[object, ...]) -> None:
        """System text given as a list of blocks."""
        obj = frame.get(value) if isinstance(value, Ref) else None
        if isinstance(obj, ListObject) and any(self._is_part(elem, frame) for elem in obj.items):
            context = Context(frame, self.knowledge, node)
            blocks: list[Block] = []
            assemble.system_parts(obj.items, context, blocks)
            if blocks:
                blocks.append(conversation(context))
                self._note(key, Request(context.origin(), None, "prompt", None, tuple(blocks), False), frame)

    def _is_part(self, elem: Elem, frame: Frame) -> bool:
        """Whether an element is a content part: a dict with a type or a text."""
        obj = frame.get(elem.value) if isinstance(elem, Item) and isinstance(elem.value, Ref) else None
        return isinstance(obj, DictObject) and obj.get("text") is not None

    def _message_list(
        self, value: Value, frame: Frame, node: cst.CSTNode, key: tuple[object, ...], made: Origin | None = None
    ) -> None:
        """A message list that leaves what is in sight; `made` says where it was made, if not at `node` in this file."""
        context = Context(frame, self.knowledge, node)
        blocks = assemble.messages(value, context)
        if blocks and all(block.kind is BlockKind.SYSTEM for block in blocks):
            blocks.append(conversation(context))
        self._used |= context.used
        images = tuple(context.images)
        origin = made or context.origin()
        self._note(key, Request(origin, None, "messages", None, tuple(blocks), False, images=images), frame)

    def _leftovers(self, frame: Frame, node: cst.CSTNode) -> None:
        """Messages that were made, but are in no list that was sent or returned."""
        heap = frame.live.heap
        for key, obj in list(heap.items()):
            if key in self._used or not isinstance(obj, ListObject) or _is_cut(obj):
                continue
            ref = Ref(key)
            if obj.kind != "tuple" and assemble.has_messages(ref, frame, self.knowledge) and obj.origin is not None:
                self._used.add(key)
                known = isinstance(obj.origin.node, cst.CSTNode)
                where, made = (cast("cst.CSTNode", obj.origin.node), obj.origin) if known else (node, None)
                if ("left", where) not in self.requests:
                    self._message_list(ref, frame, where, ("left", where), made)
        for key, obj in list(heap.items()):
            if key in self._used or not isinstance(obj, (DictObject, Instance)) or obj.origin is None:
                continue
            if ("message", obj.origin.node) not in self.requests and assemble.is_message(
                Ref(key), frame, self.knowledge
            ):
                context = Context(frame, self.knowledge, node)
                blocks = assemble.message(Ref(key), context, (), True)
                self._used |= context.used
                if any(block.kind is BlockKind.SYSTEM for block in blocks):
                    blocks.append(conversation(context))
                images = tuple(context.images)
                request = Request(obj.origin, None, "messages", None, tuple(blocks), False, images=images)
                self._note(("message", obj.origin.node), request, frame)


def _is_cut(listing: ListObject) -> bool:
    """Whether a list is a part of another, looked at and not sent."""
    return listing.origin is not None and isinstance(listing.origin.node, cst.Subscript)


def given(function: Function, arguments: Arguments) -> Iterator[tuple[str, bool]]:
    """The parameters that a call gives, and whether it is known what each of them gets: a value of which nothing but the
    name of the parameter would tell is not. What is left at its default says nothing of other callers."""
    tree = function.node
    if not isinstance(tree, cst.FunctionDef):
        return
    params = tree.params
    places = [*params.posonly_params, *params.params][1 if function.receiver is not None else 0 :]
    passed = {param.name.value: value for param, value in zip(places, arguments.positional, strict=False)}
    passed |= arguments.named
    loose = bool(arguments.star or arguments.double_star)
    for param in (*places, *params.kwonly_params):
        name = param.name.value
        if name in passed:
            yield name, _is_found(passed[name])
        elif loose:
            yield name, False


def _is_found(value: Value) -> bool:
    if isinstance(value, Alt):
        return all(map(_is_found, value.options))
    return not isinstance(value, (Hole, Method)) or (isinstance(value, Hole) and value.taint.believed())


def holes_and_orders(value: Value) -> list[object]:
    """The dynamic parts of a text: holes, and repetitions of undefined order."""
    found: list[object] = list(holes(value))
    todo = [value]
    while todo:
        one = todo.pop()
        if isinstance(one, Cat):
            todo.extend(one.parts)
        elif isinstance(one, Alt):
            todo.extend(one.options)
        elif isinstance(one, Rep):
            if one.order.cause is not Cause.NONE:
                found.append(one)
            todo.append(one.body)
    return found
