"""A request as the provider renders it: ordered blocks of segments, and the questions that rules ask about it.

Knows: wire order, volatility of each segment, sizes, what an inversion is.
Must not know: syntax trees, SDK names, rules, messages to users, output.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from prefixlint.flow.values import Origin
from prefixlint.flow.volatility import Cause, Confidence, Taint, Volatility
from prefixlint.tokens import Size


class BlockKind(Enum):
    """What a block is on the wire."""

    TOOLS = "tools"
    SCHEMA = "schema"
    SWITCH = "switch"
    SYSTEM = "system"
    MESSAGE = "message"
    HISTORY = "history"  # earlier turns: grows by appending


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Block:
    """One message, the system text, the tool list ... in wire order. `marker` is where a cache breakpoint is set."""

    kind: BlockKind
    role: str | None
    segments: tuple[Segment, ...]
    origin: Origin
    marker: Origin | None = None
    assumed: bool = False  # not written in the source: "a conversation may follow"
    late: bool = False  # a system message that is not at the head


@dataclass(frozen=True, slots=True)
class ToolSet:
    """The tool list of a request: what its order and its members depend on (None: on nothing that varies)."""

    origin: Origin
    order: Segment | None
    membership: Segment | None


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class CachePolicy:
    """How this provider (and model, if known) caches. `mode` is "prefix", "breakpoints", "markers" or "none";
    `minimum` in tokens."""

    mode: str = "prefix"
    minimum: int = 1024


@dataclass(frozen=True, slots=True)
class Inversion:
    """A culprit in front of something more stable. `victims` are what is lost, in wire order; `also` are culprits of
    the same question in the same block, behind the first."""

    culprit: Segment
    block: Block
    victims: tuple[Segment, ...]
    victim_blocks: tuple[Block, ...]
    also: tuple[Segment, ...]
    in_block: Size  # static text behind the culprit in its own block, tokens
    lost: Size  # all that is lost behind it, tokens
    shared: Size  # stable text in front of it, tokens


@dataclass(frozen=True, slots=True)
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

    def inversions(self, causes: frozenset[Cause], min_tokens: int) -> Iterator[Inversion]:
        """Culprits with one of `causes` that stand in front of something more stable, the first of each block with
        the others of that block beside it.

        Request, user and state data need `min_tokens` static tokens (estimated) behind them in their own block, or a
        whole stable block; other causes need one word. Behind the history nothing is reported: what stands there is
        sent for the first time in any order; but a system text that stands there alone is sent anew with every turn.
        """
        late = _late_system(self.blocks, min_tokens)
        if late is not None and late.culprit.taint.cause in causes:
            yield late
        flat = self.cacheable()
        mixed = frozenset(loop for _, one in flat if one.text is None and not one.stable for loop in one.loops)
        for start, block in _runs(flat):
            found: list[Inversion] = []
            for index in range(start, start + len(block.segments)):
                if index >= len(flat):
                    break
                segment = flat[index][1]
                if segment.static or segment.taint.cause not in causes or segment.taint.level < Volatility.DEPLOY:
                    continue
                if segment.taint.cause in _TURN[block.role is None] and _is_turn(block):
                    continue
                inversion = _inversion(flat, index, min_tokens, mixed)
                if inversion is not None:
                    found.append(inversion)
                if len(found) >= MAX_CULPRITS:
                    break
            for level in (Confidence.CERTAIN, Confidence.LIKELY, Confidence.POSSIBLE):
                same = [one for one in found if one.culprit.taint.confidence is level]
                if same:
                    first = same[0]
                    also = tuple(one.culprit for one in same[1:])
                    yield _with_also(first, also)

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


MAX_CULPRITS = 24  # of one block; a reader has enough to do with the first
_BULKY = frozenset(
    {Cause.HISTORY, Cause.REQUEST_DATA, Cause.IDENTITY, Cause.STATE, Cause.UNKNOWN, Cause.LIMIT, Cause.EXAMPLES}
)
# What makes a whole message a turn: history; in a message of unknown role also whatever came with a request.
_TURN = (frozenset({Cause.HISTORY}), frozenset({Cause.HISTORY, Cause.REQUEST_DATA, Cause.UNKNOWN}))
_WHOLE_BLOCK = 8  # tokens: a stable block below this ("Answer:") is no victim
_WORD = 1


def _is_turn(block: Block) -> bool:
    """Whether a message holds nothing but what came from elsewhere: a turn of the conversation, where it belongs."""
    if block.kind is BlockKind.SYSTEM:
        return False
    return not any(segment.static and _has_word(segment) for segment in block.segments)


def _late_system(blocks: tuple[Block, ...], min_tokens: int) -> Inversion | None:
    """The system text behind the conversation, if there is none in front of it: it moves on with every turn. Earlier
    turns that are always there may begin with a system text of their own, so only optional ones count."""
    kinds = [block.kind for block in blocks]
    if BlockKind.HISTORY not in kinds or BlockKind.SYSTEM in kinds:
        return None
    at = kinds.index(BlockKind.HISTORY)
    history = blocks[at]
    if history.assumed or not history.segments or not history.segments[0].choices:
        return None
    nothing = Size(0, 0)
    for block in blocks[at + 1 :]:
        if block.late:
            stable = [segment for segment in block.segments if segment.stable and segment.taint.believed()]
            size = sum((segment.size for segment in stable if segment.main), nothing)
            if size.high is None or size.estimate >= min_tokens:
                culprit = history.segments[0]
                return Inversion(
                    culprit, history, tuple(stable), (block,) * len(stable), (), nothing, size, nothing
                )  # fmt: skip
    return None


def _runs(flat: list[tuple[Block, Segment]]) -> Iterator[tuple[int, Block]]:
    """The blocks of `flat` with the index of their first segment."""
    previous: Block | None = None
    for index, (block, _) in enumerate(flat):
        if block is not previous:
            yield index, block
        previous = block


def _with_also(inversion: Inversion, also: tuple[Segment, ...]) -> Inversion:
    """`inversion` with further culprits beside it."""
    return Inversion(
        inversion.culprit, inversion.block, inversion.victims, inversion.victim_blocks, also,
        inversion.in_block, inversion.lost, inversion.shared,
    )  # fmt: skip


def _is_victim(victim: Segment, block: Block, culprit: Segment) -> bool:
    """Whether `victim` would have been reused if `culprit` did not stand in front of it."""
    level = victim.taint.level
    if level >= culprit.taint.level or (level > Volatility.DAY and block.kind is not BlockKind.HISTORY):
        return False
    if victim.excludes(culprit):
        return False
    if block.kind is BlockKind.HISTORY:
        return culprit.taint.level > Volatility.SESSION
    if victim.text is None and not victim.taint.believed():
        return False
    if victim.loops and not set(victim.loops).isdisjoint(culprit.loops):
        return False
    return victim.text is None or bool(victim.text.strip())


def _inversion(
    flat: list[tuple[Block, Segment]], index: int, min_tokens: int, mixed: frozenset[int]
) -> Inversion | None:
    """The inversion whose culprit is the segment at `index`, if it is one. Labels inside a loop that is `mixed` with
    what varies belong to that, and are no victims."""
    block, culprit = flat[index]
    nothing = Size(0, 0)
    in_block, lost, shared = nothing, nothing, nothing
    victims: list[tuple[Segment, Block]] = []
    by_block: dict[int, Size] = {}
    if block.kind is BlockKind.HISTORY and index and flat[index - 1][0].kind is BlockKind.HISTORY:
        return None  # behind the history itself
    for other, segment in flat[index + 1 :]:
        if (segment.loops and not mixed.isdisjoint(segment.loops)) or not _is_victim(segment, other, culprit):
            continue
        victims.append((segment, other))
        # Of a choice only the largest option counts, or the one in which the culprit itself stands.
        counts = segment.main or (bool(segment.choices) and set(segment.choices) <= set(culprit.choices))
        size = segment.size if counts else nothing
        lost = lost + size
        by_block[id(other)] = by_block.get(id(other), nothing) + size
        if other is block:
            in_block = in_block + size
    if not victims:
        return None
    bulky = culprit.taint.cause in _BULKY
    need = min_tokens if bulky else _WORD
    enough = in_block.estimate >= need and (bulky or any(_has_word(s) for s, b in victims if b is block))
    if not enough:
        enough = any(
            _stable_block(other, by_block[id(other)], min_tokens, bulky) for _, other in victims if other is not block
        )
    if not enough:
        return None
    for _, segment in flat[:index]:
        if segment.stable and segment.main:
            shared = shared + segment.size
    return Inversion(
        culprit, block, tuple(s for s, _ in victims), tuple(b for _, b in victims), (), in_block, lost, shared,
    )  # fmt: skip


def _has_word(segment: Segment) -> bool:
    """Whether a victim holds at least a word, or is something of unknown size."""
    return segment.text is None or any(map(str.isalnum, segment.text))


def _stable_block(block: Block, lost: Size, min_tokens: int, bulky: bool) -> bool:
    """Whether a later block is worth a word: history, a wholly stable block, or one with much static text."""
    if block.kind is BlockKind.HISTORY:
        return True
    whole = all(segment.stable and (segment.static or segment.taint.believed()) for segment in block.segments)
    if whole:
        return lost.high is None or lost.estimate >= (min_tokens if bulky else _WHOLE_BLOCK)
    return lost.estimate >= min_tokens
