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
from prefixlint.records import record
from prefixlint.tokens import Size


class BlockKind(Enum):
    """What a block is on the wire."""

    TOOLS = "tools"
    SCHEMA = "schema"
    SWITCH = "switch"
    SYSTEM = "system"
    MESSAGE = "message"
    HISTORY = "history"  # earlier turns: grows by appending


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
class Block:
    """One message, the system text, the tool list ... in wire order. `marker` is where a cache breakpoint is set."""

    kind: BlockKind
    role: str | None
    segments: tuple[Segment, ...]
    origin: Origin
    marker: Origin | None = None
    assumed: bool = False  # not written in the source: "a conversation may follow"
    late: bool = False  # a system message that is not at the head


@record(frozen=True, slots=True)
class ToolSet:
    """The tool list of a request: what its order and its members depend on (None: on nothing that varies)."""

    origin: Origin
    order: Segment | None
    membership: Segment | None


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
class CachePolicy:
    """How this provider (and model, if known) caches. `mode` is "prefix", "breakpoints", "markers" or "none";
    `minimum` in tokens."""

    mode: str = "prefix"
    minimum: int = 1024


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
        last = None
        if self.cache.mode == "markers" and any(block.marker for block in self.blocks):
            last = max(index for index, block in enumerate(self.blocks) if block.marker)
        for index, block in enumerate(self.blocks):
            if last is not None and index > last:
                break
            flat.extend((block, segment) for segment in block.segments)
            if block.kind is BlockKind.HISTORY:
                break
        return flat
