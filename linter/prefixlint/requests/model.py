"""A request as the provider renders it: ordered blocks of segments.

Knows: wire order, volatility of each segment, sizes.
Must not know: syntax trees, SDK names, rules, messages to users, output.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from enum import Enum

from prefixlint.flow.values import Origin
from prefixlint.flow.volatility import Taint, Volatility
from prefixlint.knowledge.caches import CachePolicy
from prefixlint.records import record
from prefixlint.tokens import Size

__all__ = [
    "Block", "BlockKind", "CachePolicy", "Controls", "Hop", "Image", "Marker", "Option", "Request", "Segment", "ToolSet", "exclusive",
]  # fmt: skip


ANSWERS = frozenset({"assistant", "model", "ai", "bot"})  # roles under which what a model has said is sent


class BlockKind(Enum):
    """What a block is on the wire. Tools, schema and switches are its header, which has rules of its own."""

    TOOLS = "tools"
    SCHEMA = "schema"
    SWITCH = "switch"
    SYSTEM = "system"
    MESSAGE = "message"
    HISTORY = "history"  # earlier turns: grows by appending

    @property
    def header(self) -> bool:
        """Whether it stands in front of all that is said."""
        return self in (BlockKind.TOOLS, BlockKind.SCHEMA, BlockKind.SWITCH)


@record(frozen=True, slots=True)
class Hop:
    """A step of how a value got where it is used, for related places."""

    origin: Origin
    message: str


def exclusive(a: tuple[tuple[int, int], ...], b: tuple[tuple[int, int], ...]) -> bool:
    """Whether two places stand in different options of one choice. Choices are nested, so that the first difference on
    the way in decides."""
    for mine, other in zip(a, b, strict=False):
        if mine != other:
            return mine[0] == other[0]
    return False


@record(frozen=True, slots=True)
class Segment:
    """A run of text that is static (`text` is not None), or one dynamic value.

    `source` is the expression as the author wrote it, shortened for a message. `choices` names the branch this
    segment stands in, as (choice id, option) pairs from outer to inner; `main` is False in all but the largest option
    of a choice, so that sizes are not summed over exclusive branches. `loops` are the text repetitions around it.
    `size` is in tokens.
    """

    taint: Taint
    text: str | None
    source: str
    origin: Origin
    size: Size
    hops: tuple[Hop, ...] = ()
    choices: tuple[tuple[int, int], ...] = ()
    main: bool = True
    loops: tuple[int, ...] = ()
    turn: bool = False  # made anew in each turn of the loop in which the request is sent
    image: str | None = None  # the detail in which an image is sent, "" if that is not known; None for text

    @property
    def static(self) -> bool:
        """Whether this is literal text of the program."""
        return self.text is not None

    @property
    def stable(self) -> bool:
        """Whether it is the same for all requests of one process, as far as is known (so it can be a victim)."""
        return self.taint.level <= Volatility.DEPLOY

    def excludes(self, other: Segment) -> bool:
        """Whether the two stand in different options of one choice, so that never both are sent."""
        return exclusive(self.choices, other.choices)


@record(frozen=True, slots=True)
class Edited:
    """What was done to earlier turns elsewhere than at their end. `kind`: "window" (only the newest are kept, `size` of
    them if known), "drop" (the oldest are taken out), "insert" (something is put in front), "replace" (one at the head
    is written anew). `rare` says that much goes at once and the rest stays for long; `system` and `varies` say of what
    is put in whether it is system text and whether it is believed to be another text in the next turn."""

    kind: str
    origin: Origin
    source: str
    size: int | None = None
    rare: bool = False
    system: bool = False
    varies: bool = False
    hops: tuple[Hop, ...] = ()


@record(frozen=True, slots=True)
class Marker:
    """A cache breakpoint: what stands in front of it and what it closes can be read again from the cache.

    `word` is how it is written, `place` where: on a "tool", on the "function" inside one, on a content "part" (of type
    `part`), on a whole "message", at a "point" of its own, or for the "request", which marks the last block that can be;
    "injected" ones are put in by a library. `lifetime` is "" if none is asked for, None if that is not known.
    """

    origin: Origin
    word: str
    place: str
    part: str = ""
    lifetime: str | None = ""
    empty: bool = False  # it closes a text that is known to be empty
    beside: bool = False  # written into something that has a text of its own, where it has to stand alone
    choices: tuple[tuple[int, int], ...] = ()  # as of a segment
    maybe: bool = False  # only set on some paths
    many: bool = False  # set again with every turn of a loop
    looped: bool = False  # what it closes is sent several times in a loop
    taken: Origin | None = None  # what takes it off again before anything is sent

    def excludes(self, other: Marker) -> bool:
        """Whether only one of two markers of one request is sent."""
        return exclusive(self.choices, other.choices)


@record(frozen=True, slots=True)
class Option:
    """An argument that says something to the cache: what it `means` (the table says), its value if that is literal, and
    what it depends on."""

    means: str
    word: str
    value: str | bool | None
    segment: Segment

    @property
    def says(self) -> str:
        """As tables of options name it: `retention=24h`."""
        return self.means if self.value is None else f"{self.means}={self.value}"


@record(frozen=True, slots=True)
class Controls:
    """What a request says to the cache beside its blocks. `first` are markers in front of all blocks (on tools), with
    `injected` ones the number of blocks that each closes is told.

    `open`: some part of the request is not known, and may hold more of this; `mentioned`: the file that sends the request
    speaks of markers somewhere.
    """

    first: tuple[Marker, ...] = ()
    injected: tuple[tuple[int, Marker], ...] = ()
    automatic: Marker | None = None
    options: tuple[Option, ...] = ()
    open: bool = False
    mentioned: bool = False
    looped: bool = False  # the request is sent several times in a loop
    called: bool = False  # it is sent by a function that others call as well, with what one of them passes

    def option(self, means: str) -> Option | None:
        """The option of this meaning, if there is one."""
        return next((one for one in self.options if one.means == means), None)


@record(frozen=True, slots=True)
class Block:
    """One message, the system text, the tool list ... in wire order. `marker` is the cache breakpoint at its end."""

    kind: BlockKind
    role: str | None
    segments: tuple[Segment, ...]
    origin: Origin
    marker: Marker | None = None
    assumed: bool = False  # not written in the source: "a conversation may follow"
    late: bool = False  # a system message that is not at the head
    edits: tuple[Edited, ...] = ()  # of earlier turns
    injected: str = ""  # put there by a switch of a framework: what it is, in words
    open: bool = False  # something in it is not known and may hold a marker
    settled: bool = False  # it was there before the run began that appends turns behind it
    grown: bool = False  # turns that are appended, one by one, by the run that sends them


@record(frozen=True, slots=True)
class Tool:
    """One tool definition. `parts` are the runs of its text with the part of the definition that they belong to ("name",
    "description", "schema"); `whole` says that all of it is known, `choices` are as of a segment."""

    name: str | None
    origin: Origin
    parts: tuple[tuple[str, Segment], ...] = ()
    whole: bool = False
    choices: tuple[tuple[int, int], ...] = ()

    @property
    def text(self) -> str:
        """All that is known of its text, in order."""
        return " ".join(segment.text for _, segment in self.parts if segment.text is not None)


@record(frozen=True, slots=True)
class ToolSet:
    """The tool list of a request: what its order and its members depend on (None: on nothing that varies). `tools` are
    those that are known, `closed` says that there are no others. `optional` says that the list is sent or not, but never
    in part; `subset`, `off` and `late` say how this API lets the model use only some of the tools or none, or gives it more of them,
    without another list ("" if it does not)."""

    origin: Origin
    order: Segment | None
    membership: Segment | None
    tools: tuple[Tool, ...] = ()
    closed: bool = False
    optional: bool = False
    subset: str = ""
    late: str = ""
    off: str = ""


@record(frozen=True, slots=True)
class Image:
    """An image part. `identity` says which image (literal URL or source expression), `detail` is the literal value,
    "auto" when missing, None when dynamic (then `detail_segment` is what it depends on)."""

    origin: Origin
    identity: str
    detail: str | None
    detail_segment: Segment | None = None
    written: bool = True  # False: `detail` is missing in the source
    choices: tuple[tuple[int, int], ...] = ()  # as of a segment

    def excludes(self, other: Image) -> bool:
        """Whether only one of two images of one request is sent."""
        return exclusive(self.choices, other.choices)


@record(frozen=True, slots=True)
class Switch:
    """A setting in the header, or the model. `value` is what it is if that is known, `shown` the same as a reader knows it;
    `chosen` what the choice between several values depends on, if it varies within a conversation."""

    name: str
    origin: Origin
    value: str | None
    shown: str = ""
    chosen: Segment | None = None


@record(frozen=True, slots=True)
class Continuation:
    """That a request continues an earlier one that the provider keeps: `origin` is where that is said (None: it does not),
    `after` the call that sent the earlier one, if known; `omits` says that the system text is left out when it does."""

    origin: Origin | None
    after: Origin | None = None
    omits: bool = False


@record(frozen=True, slots=True)
class Conversation:
    """The list of messages that a request sends: a name that is the same for all requests that send this very list, and
    the branches of the function in which this one is sent."""

    name: str
    branches: tuple[tuple[int, int], ...] = ()


@record(frozen=True, slots=True)
class Request:
    """One request (or prompt text), in the order in which the provider renders it.

    `joined` is True for a call that sends it, False for a prompt text that was never joined to one.
    """

    origin: Origin
    provider: str | None
    api: str
    model: str | None
    blocks: tuple[Block, ...]
    joined: bool
    cache: CachePolicy = field(default=CachePolicy())
    tools: ToolSet | None = None
    images: tuple[Image, ...] = ()
    switches: tuple[Switch, ...] = ()
    continues: Continuation | None = None
    conversation: Conversation | None = None
    instructed: bool = False  # system text is given beside the messages
    model_source: str = ""  # the expression that names the model, if its name is not known
    controls: Controls = field(default=Controls())
    entry: object = None  # the function that was executed, its parameters unknown; None for a module's body

    def segments(self) -> Iterator[tuple[Block, Segment]]:
        """All segments with their blocks in wire order."""
        for block in self.blocks:
            for segment in block.segments:
                yield block, segment

    @property
    def has_history(self) -> bool:
        """Whether earlier turns are (or may be) part of it."""
        return any(block.kind is BlockKind.HISTORY for block in self.blocks)

    @property
    def stable_size(self) -> Size:
        """All that is stable, wherever it stands, in tokens: what could be won by putting it first."""
        total = Size(0, 0)
        for block, segment in self.segments():
            if block.kind is BlockKind.HISTORY or segment.stable:
                total = total + (segment.size if segment.main else Size(0, 0))
        return total

    def cacheable(self) -> list[tuple[Block, Segment]]:
        """The segments that a cache could cover: with explicit markers, those up to the last marker; behind the
        history only the history itself."""
        flat: list[tuple[Block, Segment]] = []
        closed = None
        if self.cache.mode == "markers" and self.controls.automatic is None:
            closed = max((end for end, _ in self.markers()), default=None)
        for block in self.blocks[:closed]:
            flat.extend((block, segment) for segment in block.segments)
            if block.kind is BlockKind.HISTORY:
                break
        return flat

    def markers(self) -> list[tuple[int, Marker]]:
        """All markers in wire order, with the number of blocks that each closes."""
        tools = next(
            (at for at, block in enumerate(self.blocks) if block.kind is not BlockKind.TOOLS), len(self.blocks)
        )
        found = [(tools, marker) for marker in self.controls.first]
        found.extend((end, block.marker) for end, block in enumerate(self.blocks, 1) if block.marker is not None)
        if self.controls.injected:
            found = sorted((*found, *self.controls.injected), key=lambda pair: pair[0])
        if self.controls.automatic is not None:
            found.append((len(self.blocks), self.controls.automatic))
        return found
