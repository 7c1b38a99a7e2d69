"""What of a request is cached, and what becomes of each of its parts.

Knows: maps of requests, cache policies. Must not know: words, how anything is drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefixlint.flow.volatility import Volatility
from prefixlint.picture.model import Cached, State
from prefixlint.tokens import ZERO, Size

if TYPE_CHECKING:
    from prefixlint.requests.map import MapBlock, Part, RequestMap

CLOSING = 32  # tokens of stable text at the very end, behind what changes: it belongs there

ANSWERS = ("assistant", "model", "tool", "function")  # roles of what came back in earlier turns
HEADS = ("tools", "schema", "switch", "system")  # kinds of blocks

Judged = tuple["MapBlock", "Part", State]


def cached(one: RequestMap) -> Cached:
    """What of `one` is cached. The only place that decides this."""
    today, after = one.cached_today, one.cached_after
    return Cached(
        today.estimate, max(today.estimate, after.estimate), today.low == today.high and after.low == after.high
    )


def _covered(one: RequestMap) -> tuple[Size, int]:
    """The prefix that is shared and that the provider keeps, and the number of parts in it."""
    total, count = ZERO, 0
    marked, parts = ZERO, 0
    for block in one.blocks:
        if any(part.varies for part in block.parts):
            for part in block.parts:
                if part.varies:
                    break
                total, count = total + part.counted, count + 1
            break
        total = sum((part.counted for part in block.parts), total)
        count += len(block.parts)
        if block.marker is not None:
            marked, parts = total, count
    if one.cache.mode == "markers" and not one.cache.best_effort:
        return marked, parts
    return total, count


def kept(parts: list[Judged]) -> Size:
    """All that stays the same and could stand in front of what changes."""
    staying = (State.CACHED, State.SAME, State.LOST, State.UNKNOWN)
    return sum((part.counted for _, part, state in parts if state in staying), ZERO)


def judged(one: RequestMap, figures: Cached | None = None) -> list[Judged]:
    """What becomes of each part, in wire order; without `figures` nothing is taken for cached."""
    flat = list(one.parts())
    covered = _covered(one)[1] if figures is not None and figures.today else 0
    end = len(flat)
    first = next((at for at, (_, part) in enumerate(flat) if part.varies), end)
    # What differs between conversations only does not keep one from being read again, and what a user said in an earlier
    # turn is part of it.
    stops = next((at for at, (block, part) in enumerate(flat) if part.varies and heads(block, part)), end)
    last = max((at for at, (block, part) in enumerate(flat) if _grows(block, part)), default=-1)
    behind = sum(part.counted.estimate for _, part in flat[first:] if not part.varies)
    found: list[Judged] = []
    for at, (block, part) in enumerate(flat):
        if _grows(block, part):
            state = State.GROWS if at < stops else State.REPAID
        elif part.varies:
            state = State.CHANGES
        elif at > first and (0 <= last < at or behind < CLOSING):
            state = State.CLOSING
        elif part.unknown:
            state = State.UNKNOWN
        elif at > first:
            state = State.LOST
        else:
            state = State.CACHED if at < covered else State.SAME
        found.append((block, part, state))
    return found


def _grows(block: MapBlock, part: Part) -> bool:
    """Whether it is a turn of the conversation that was there before."""
    return part.text is None and (block.kind.value == "history" or block.role in ANSWERS)


def heads(block: MapBlock, part: Part) -> bool:
    """Whether it stands at the head and is another one in the next turn of a conversation."""
    return part.level > Volatility.SESSION and block.kind.value in HEADS
