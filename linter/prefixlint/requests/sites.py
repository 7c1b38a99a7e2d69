"""Where prompts are sent, and where they are written: watching an execution and making a `Request` of each.

Knows: surfaces and names from the knowledge tables, and which values they take. Must not know: rules, output.
"""

from __future__ import annotations

from collections.abc import Collection

import libcst as cst

from prefixlint.flow import access
from prefixlint.flow.engine import Arguments, CallEvent, Engine, Frame
from prefixlint.flow.values import (
    Alt,
    Cat,
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
    Ref,
    Rep,
    Value,
    alt,
    holes,
    is_text,
    literal,
)
from prefixlint.flow.volatility import Cause
from prefixlint.knowledge.load import Knowledge, MessageClass, Surface
from prefixlint.requests import assemble
from prefixlint.requests.assemble import TURNS, Context
from prefixlint.requests.model import Block, BlockKind, CachePolicy, Request, Segment
from prefixlint.requests.tools import tool_set
from prefixlint.syntax.names import FunctionInfo, Interest
from prefixlint.tokens import UNKNOWN_SIZE

_HEAD = "head"
FEW = 16  # tokens of fixed text below which a text that is sent nowhere in sight is hardly the prompt of a model


def interest(knowledge: Knowledge, senders: frozenset[str] = frozenset()) -> Interest:
    """What marks a function as one that may build or send a prompt; `senders` are the last names of functions of the
    program through which the file may send one."""

    def is_name(name: str) -> bool:
        return any(knowledge.builder(name, use) is not None for use in ("function", "variable", "constant"))

    def is_call(callee: str, keywords: Collection[str], packages: Collection[str]) -> bool:
        return callee.rpartition(".")[2] in senders or knowledge.is_call(callee, keywords, packages)

    callees = knowledge.callees | senders if senders else knowledge.callees
    return Interest(Keywords(knowledge), callees, is_call, frozenset({"role"}), is_name, knowledge.changing)


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
        self.callees: set[tuple[str, object]] = set()  # functions that others call
        self._used: set[int] = set()
        self._growing: dict[tuple[Frame, str], tuple[Value, cst.CSTNode]] = {}

    # -- the observer's side ------------------------------------------------------------------------------------------

    def called(self, event: CallEvent) -> Value | None:
        """A call of something outside the program: a request, a message, a constructor, or a stranger with a prompt."""
        knowledge = self.knowledge
        name = event.callee.name if isinstance(event.callee, External) else ""
        last = (name or event.text).rpartition(".")[2].removesuffix("()")
        kind = knowledge.message_classes.get(name) or knowledge.message_classes.get(last)
        if kind is not None:
            return self._message(event, kind)
        surface = knowledge.request(name) if name else None
        if surface is None:
            surface = knowledge.request_shape(event.text, event.arguments.named)
        if surface is not None:
            self._site(event, surface)
            return None
        constructor = knowledge.constructors.get(name) or knowledge.constructors.get(last)
        if constructor is not None and (not constructor.needs or constructor.needs & set(event.arguments.named)):
            self._site(event, constructor)
            return None
        self._stranger(event)
        return None

    def entered(self, event: CallEvent) -> None:
        """A call that is going to be followed. The site inside sees the arguments; that there is a caller is noted."""
        callee = event.callee
        engine = event.frame.engine
        if isinstance(callee, Function) and engine.entry is not None and engine.entry is not callee.node:
            self.callees.add((callee.path, callee.node))

    def returned(self, function: FunctionInfo, value: Value, frame: Frame) -> None:
        """A function returned: a builder's result is prompt text; messages nobody took are judged on their own."""
        place = self.knowledge.builder(function.name, "function")
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
        return self.requests

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

    def _message(self, event: CallEvent, kind: MessageClass) -> Value:
        frame = event.frame
        content = event.arguments.get(kind.content, kind.position)
        fields = tuple(event.arguments.named.items())
        if content is not None:
            fields = (*fields, ("content", access.settle(content, frame, event.node)))
        return frame.new(Instance(None, f"message:{kind.role or ''}", fields, frame.origin(event.node)), event.node)

    def _site(self, event: CallEvent, surface: Surface) -> None:
        """A request site: its arguments in render order."""
        context = Context(event.frame, self.knowledge, event.node)
        blocks: list[Block] = []
        tools = None
        for slot in surface.slots:
            value = event.arguments.get(slot.argument, slot.position)
            if value is None:
                value = self._extra_body(event.arguments, slot.argument, event.frame)
            if value is None or (isinstance(value, Const) and value.value is None):
                continue
            if slot.kind == "tools":
                tools = tool_set(value, context) or tools
            elif slot.kind == "system":
                blocks.extend(self._system(value, context))
            elif slot.kind == "input" and self._is_single(access.settle(value, event.frame, event.node)):
                inner = tuple(assemble.segments(access.settle(value, event.frame, event.node), context))
                blocks.append(Block(BlockKind.MESSAGE, "user", inner, context.origin()))
            elif slot.kind in ("messages", "input"):
                blocks.extend(assemble.messages(value, context))
            elif slot.kind == "text":
                inner = tuple(assemble.segments(access.settle(value, event.frame, event.node), context))
                blocks.append(Block(BlockKind.MESSAGE, "user", inner, context.origin()))
        if not surface.sends:
            blocks.append(self._conversation(context))
        if not blocks and tools is None:
            return
        self._used |= context.used
        model = event.arguments.get(surface.model) if surface.model else None
        model_name = literal(model) if model is not None else None
        mode, minimum = self.knowledge.cache(surface.provider, model_name)
        if surface.marker and self._present(event.arguments.get(surface.marker)):
            mode = "prefix"
        self.requests["site", event.node, event.frame.calls] = Request(
            context.origin(), surface.provider, surface.api, model_name, tuple(blocks), True, CachePolicy(mode, minimum), tools,
            tuple(context.images),
        )  # fmt: skip

    def _is_single(self, value: Value) -> bool:
        """Whether an input that may be a text or messages is one text, as far as is known."""
        return isinstance(value, Hole) and value.shape != "history" and value.taint.cause is not Cause.HISTORY

    def _present(self, value: Value | None) -> bool:
        return value is not None and not (isinstance(value, Const) and value.value is None)

    def _extra_body(self, arguments: Arguments, name: str, frame: Frame) -> Value | None:
        """An argument hidden in `extra_body`, or in a `**kwargs` whose content is partly known."""
        body = arguments.named.get("extra_body")
        obj = frame.get(body) if isinstance(body, Ref) else None
        entry = obj.get(name) if isinstance(obj, DictObject) else None
        return entry.value if entry is not None else None

    def _system(self, value: Value, context: Context) -> list[Block]:
        """The system argument: a text, or a list of blocks."""
        frame = context.frame
        value = access.settle(value, frame, context.node)
        obj = frame.get(value) if isinstance(value, Ref) else None
        if isinstance(obj, ListObject) and isinstance(value, Ref):
            context.used.add(value.id)
            out: list[Block] = []
            assemble.system_parts(obj.items, context, out)
            return out
        if isinstance(value, (Const,)):
            return []
        return [Block(BlockKind.SYSTEM, "system", tuple(assemble.segments(value, context)), context.origin())]

    def _conversation(self, context: Context) -> Block:
        """The conversation that may follow a prompt text."""
        segment = Segment(TURNS, None, "", context.origin(), UNKNOWN_SIZE)
        return Block(BlockKind.HISTORY, None, (segment,), context.origin(), assumed=True)

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
        inner = tuple(assemble.segments(value, context))
        head = place == _HEAD
        if not head and sum(segment.size.estimate for segment in inner if segment.static and segment.main) < FEW:
            return
        blocks = [
            Block(BlockKind.SYSTEM if head else BlockKind.MESSAGE, "system" if head else None, inner, context.origin())
        ]
        if head:
            blocks.append(self._conversation(context))
        self.requests[key] = Request(context.origin(), None, "prompt", None, tuple(blocks), False)

    def _blocks(self, value: Value, frame: Frame, node: cst.CSTNode, key: tuple[object, ...]) -> None:
        """System text given as a list of blocks."""
        obj = frame.get(value) if isinstance(value, Ref) else None
        if isinstance(obj, ListObject) and any(self._is_part(elem, frame) for elem in obj.items):
            context = Context(frame, self.knowledge, node)
            blocks: list[Block] = []
            assemble.system_parts(obj.items, context, blocks)
            if blocks:
                blocks.append(self._conversation(context))
                self.requests[key] = Request(context.origin(), None, "prompt", None, tuple(blocks), False)

    def _is_part(self, elem: Elem, frame: Frame) -> bool:
        """Whether an element is a content part: a dict with a type or a text."""
        obj = frame.get(elem.value) if isinstance(elem, Item) and isinstance(elem.value, Ref) else None
        return isinstance(obj, DictObject) and obj.get("text") is not None

    def _message_list(self, value: Value, frame: Frame, node: cst.CSTNode, key: tuple[object, ...]) -> None:
        """A message list that leaves what is in sight."""
        context = Context(frame, self.knowledge, node)
        blocks = assemble.messages(value, context)
        if blocks and all(block.kind is BlockKind.SYSTEM for block in blocks):
            blocks.append(self._conversation(context))
        self._used |= context.used
        self.requests[key] = Request(
            context.origin(), None, "messages", None, tuple(blocks), False, images=tuple(context.images)
        )

    def _leftovers(self, frame: Frame, node: cst.CSTNode) -> None:
        """Messages that were made, but are in no list that was sent or returned."""
        heap = frame.live.heap
        for key, obj in list(heap.items()):
            if key in self._used or not isinstance(obj, ListObject):
                continue
            ref = Ref(key)
            if obj.kind != "tuple" and assemble.has_messages(ref, frame, self.knowledge) and obj.origin is not None:
                self._used.add(key)
                where = obj.origin.node if isinstance(obj.origin.node, cst.CSTNode) else node
                if ("left", where) in self.requests:
                    continue
                self._message_list(ref, frame, where, ("left", where))
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
                    blocks.append(self._conversation(context))
                self.requests["message", obj.origin.node] = Request(
                    obj.origin, None, "messages", None, tuple(blocks), False, images=tuple(context.images)
                )


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
