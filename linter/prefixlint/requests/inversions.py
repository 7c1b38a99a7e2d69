"""The one question: what stands in front of something more stable on the wire?

Knows: volatility, wire order, sizes, which text behind a culprit is worth a word.
Must not know: syntax trees, SDK names, rules' wording, output.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from operator import itemgetter

from prefixlint.flow.volatility import Cause, Confidence, Volatility
from prefixlint.requests.model import ANSWERS, Block, BlockKind, Request, Segment, exclusive
from prefixlint.tokens import Size


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


Choices = tuple[tuple[int, int], ...]
MAX_CULPRITS = 24  # of one block; a reader has enough to do with the first
_BULKY = frozenset(
    {Cause.HISTORY, Cause.REQUEST_DATA, Cause.IDENTITY, Cause.STATE, Cause.UNKNOWN, Cause.LIMIT, Cause.EXAMPLES}
)
# What makes a whole message a turn: history; in a message of unknown role also whatever came with a request.
_TURN = (frozenset({Cause.HISTORY}), frozenset({Cause.HISTORY, Cause.REQUEST_DATA, Cause.UNKNOWN}))
_TOLD = frozenset({Cause.REQUEST_DATA, Cause.HISTORY, Cause.IDENTITY, Cause.UNKNOWN, Cause.LIMIT})
_WHOLE_BLOCK = 8  # tokens: a stable block below this ("Answer:") is no victim
_WORD = 1
_NOTHING = Size(0, 0)
_INDEX = itemgetter(0)


def inversions(request: Request, causes: frozenset[Cause], min_tokens: int) -> Iterator[Inversion]:
    """Culprits with one of `causes` that stand in front of something more stable, the first of each block with the
    others of that block beside it.

    Request, user and state data need `min_tokens` static tokens (estimated) behind them in their own block, or a whole
    stable block; other causes need one word. Behind the history nothing is reported: what stands there is sent for the
    first time in any order; but a system text that stands there alone is sent anew with every turn.
    """
    late = _late_system(request.blocks, min_tokens)
    if late is not None and late.culprit.taint.cause in causes:
        yield late
    flat = request.cacheable()
    if not any(segment.text is None and segment.taint.cause in causes for _, segment in flat):
        return  # most rules end here for most requests
    line = _Line(flat, request.joined)
    for start, block in _runs(flat):
        if block.kind.header:
            continue  # what varies there is told by the rules of tools, schemas and switches
        found: list[Inversion] = []
        picked = _picked(block)
        turn = _is_turn(block)
        for index in range(start, min(start + len(block.segments), len(flat))):
            segment = flat[index][1]
            if segment.static or segment.taint.cause not in causes or segment.taint.level < Volatility.DEPLOY:
                continue
            if segment.taint.cause in _TURN[block.role is None] and turn:
                continue
            if segment.taint.cause in _TOLD and not picked.isdisjoint(segment.loops):
                continue  # the parts of examples that are picked anew: told of the examples
            inversion = _inversion(line, index, min_tokens)
            if inversion is not None:
                found.append(inversion)
            if len(found) >= MAX_CULPRITS:
                break
        for level in (Confidence.CERTAIN, Confidence.LIKELY, Confidence.POSSIBLE):
            same = [one for one in found if one.culprit.taint.confidence is level]
            if same:
                yield replace(same[0], also=tuple(one.culprit for one in same[1:]))


class _Line:
    """The segments of a request in wire order, and which of them could be lost whatever stands in front of them: a
    prompt may have hundreds, and each culprit is held against all that stand behind it."""

    def __init__(self, flat: list[tuple[Block, Segment]], joined: bool) -> None:
        self.flat = flat
        self.joined = joined
        self.answers = [
            index
            for index, (block, one) in enumerate(flat)
            if block.role in ANSWERS and one.text is None and not one.stable
        ]
        # Labels inside a loop that is mixed with what varies belong to that, and are no victims.
        mixed = frozenset(loop for _, one in flat if one.text is None and not one.stable for loop in one.loops)
        self.candidates = [
            (index, block, one)
            for index, (block, one) in enumerate(flat)
            if _could_be_lost(one, block) and (not one.loops or mixed.isdisjoint(one.loops))
        ]
        self.excluded = Excluded({one.choices for _, _, one in self.candidates})


class Excluded:
    """Which of many places are never sent together with another, by the choices that they stand in: what
    `requests.model.exclusive` says of each two, without comparing each two."""

    def __init__(self, places: Iterable[Choices]) -> None:
        # By the way to each choice, the places in each of its options.
        self._options: defaultdict[tuple[Choices, int], defaultdict[int, set[Choices]]]
        self._options = defaultdict(lambda: defaultdict(set))
        for choices in places:
            for depth, (choice, option) in enumerate(choices):
                self._options[choices[:depth], choice][option].add(choices)
        self._known: dict[Choices, set[Choices]] = {}

    def __call__(self, choices: Choices) -> set[Choices]:
        """The places that stand in another option of a choice that both have come to on the same way."""
        known = self._known.get(choices)
        if known is None:
            known = self._known[choices] = set()
            for depth, (choice, option) in enumerate(choices):
                options = self._options.get((choices[:depth], choice))
                if options is not None:
                    known.update(*(there for other, there in options.items() if other != option))
        return known


def _is_turn(block: Block) -> bool:
    """Whether a message holds nothing but what came from elsewhere: a turn of the conversation, where it belongs."""
    if block.kind is BlockKind.SYSTEM:
        return False
    return not any(segment.static and _has_word(segment) for segment in block.segments)


def _picked(block: Block) -> frozenset[int]:
    """The repetitions over examples that are picked or ordered anew for each request."""
    return frozenset(
        loop
        for segment in block.segments
        if segment.text is None and segment.taint.cause is Cause.EXAMPLES and segment.taint.believed()
        for loop in segment.loops[-1:]
    )


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
    for block in blocks[at + 1 :]:
        if block.late and not (block.segments and exclusive(block.segments[0].choices, history.segments[0].choices)):
            stable = [segment for segment in block.segments if segment.stable and segment.taint.believed()]
            size = sum((segment.size for segment in stable if segment.main), _NOTHING)
            if size.high is None or size.estimate >= min_tokens:
                culprit = history.segments[0]
                return Inversion(
                    culprit, history, tuple(stable), (block,) * len(stable), (), _NOTHING, size, _NOTHING
                )  # fmt: skip
    return None


def _runs(flat: list[tuple[Block, Segment]]) -> Iterator[tuple[int, Block]]:
    """The blocks of `flat` with the index of their first segment."""
    previous: Block | None = None
    for index, (block, _) in enumerate(flat):
        if block is not previous:
            yield index, block
        previous = block


def _could_be_lost(victim: Segment, block: Block) -> bool:
    """Whether `victim` would be reused if nothing volatile stood in front of it."""
    if block.kind is BlockKind.HISTORY:
        return True
    if victim.taint.level > Volatility.DAY:
        return False
    return victim.taint.believed() if victim.text is None else bool(victim.text.strip())


def _is_victim(victim: Segment, block: Block, culprit: Segment) -> bool:
    """Whether `victim`, which could be lost and may be sent together with `culprit` in front of it, is lost to that."""
    if victim.taint.level >= culprit.taint.level:
        return False
    if block.kind is BlockKind.HISTORY:
        return culprit.taint.level > Volatility.SESSION
    return not victim.loops or set(victim.loops).isdisjoint(culprit.loops)


def _is_appended(block: Block, culprit: Segment, joined: bool) -> bool:
    """Whether the culprit stands in a turn that a program adds on some of its paths to a list that it keeps: the turns
    behind it came later, and the turn itself is what it was."""
    return not joined and block.kind is BlockKind.MESSAGE and bool(culprit.choices)


def _inversion(line: _Line, index: int, min_tokens: int) -> Inversion | None:
    """The inversion whose culprit is the segment at `index`, if it is one."""
    block, culprit = line.flat[index]
    if block.kind is BlockKind.HISTORY and index and line.flat[index - 1][0].kind is BlockKind.HISTORY:
        return None  # behind the history itself
    behind = bisect_right(line.candidates, index, key=_INDEX)
    excluded = line.excluded(culprit.choices)
    appended = _is_appended(block, culprit, line.joined)
    # What is said behind an answer of the model is the next turn and could not stand in front of it.
    answered = len(line.flat)
    if block.kind is BlockKind.MESSAGE:
        answered = next((at for at in line.answers if at >= index), answered)
    victims = [
        (segment, other)
        for at, other, segment in line.candidates[behind:]
        if (at < answered or other is block)
        and segment.choices not in excluded
        and _is_victim(segment, other, culprit)
        and not (
            other.grown and (block.settled or other.assumed)
        )  # the same in all turns of the run that appended what follows
        and not ((appended or (other.assumed and block.role == "user")) and other.kind is BlockKind.HISTORY)
    ]
    if not victims:
        return None
    by_block: dict[int, Size] = {}
    lost = _NOTHING
    for segment, other in victims:
        # Of a choice only the largest option counts, or the one in which the culprit itself stands.
        if segment.main or (segment.choices and set(segment.choices) <= set(culprit.choices)):
            lost = lost + segment.size
            by_block[id(other)] = by_block.get(id(other), _NOTHING) + segment.size
    in_block = by_block.get(id(block), _NOTHING)
    bulky = culprit.taint.cause in _BULKY or _is_in_question(block, culprit)
    enough = in_block.estimate >= (min_tokens if bulky else _WORD) and (
        bulky or any(_has_word(s) for s, b in victims if b is block)
    )
    if not enough:
        others = {id(other): other for _, other in victims if other is not block}
        enough = any(
            _stable_block(other, by_block.get(key, _NOTHING), min_tokens, bulky) for key, other in others.items()
        )
    if not enough:
        return None
    shared = sum((one.size for _, one in line.flat[:index] if one.stable and one.main), _NOTHING)
    return Inversion(
        culprit, block, tuple(s for s, _ in victims), tuple(b for _, b in victims), (), in_block, lost, shared,
    )  # fmt: skip


def _is_in_question(block: Block, culprit: Segment) -> bool:
    """Whether a culprit stands behind the question in the user's message: what little follows there is new anyway."""
    if block.role != "user":
        return False
    for segment in block.segments:
        if segment is culprit:
            return False
        if segment.text is None and segment.taint.believed() and segment.taint.level >= Volatility.REQUEST:
            return True
    return False


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
