"""What a prompt costs: how many tokens a cache can read today, how many it could, and what a culprit loses.

Knows: wire order, markers, sizes, how cache policies round. Must not know: syntax trees, rules, wording, prices.
"""

from __future__ import annotations

from collections.abc import Iterable

from prefixlint.flow.volatility import Cause, Confidence, Volatility
from prefixlint.knowledge.caches import CachePolicy
from prefixlint.requests.model import BlockKind, Request, Segment
from prefixlint.tokens import ZERO, Size

# What differs between two processes or hosts of one commit, so that none finds what another has cached.
UNORDERED = frozenset({Cause.SET_ORDER, Cause.FILESYSTEM_ORDER, Cause.JSON_ORDER, Cause.OBJECT_REPR})


def varies(level: Volatility, confidence: Confidence, cause: Cause) -> bool:
    """Whether a value is believed to differ between requests, or between the processes or hosts that send them. What is
    fixed at the start of a process differs as well, but seldom."""
    if confidence < Confidence.LIKELY:
        return False
    return level > Volatility.PROCESS or (level >= Volatility.DEPLOY and cause in UNORDERED)


def breaks(segment: Segment) -> bool:
    """Whether `segment` is a value that varies."""
    taint = segment.taint
    return segment.text is None and varies(taint.level, taint.confidence, taint.cause)


def rounded(cache: CachePolicy, size: Size) -> Size:
    """What of a prefix of this size the cache can read."""
    high = None if size.high is None and cache.mode != "none" else cache.cached(size.high or 0)
    return Size(cache.cached(size.low, surely=True), high, cache.cached(size.estimate))


def size_of(segments: Iterable[Segment]) -> Size:
    """The size of segments; of the options of a choice, that of the largest."""
    return sum((one.size for one in segments if one.main), ZERO)


def prefix(request: Request) -> Size:
    """What stands in front of the first value that varies."""
    total = ZERO
    for _, segment in request.segments():
        if breaks(segment):
            break
        if segment.main:
            total = total + segment.size
    return total


def stable(request: Request) -> Size:
    """All that does not vary, wherever it stands."""
    return size_of(segment for _, segment in request.segments() if not breaks(segment))


def cached_today(request: Request) -> Size:
    """What the next request with other data can read from the cache, rounded as the model does it."""
    whole = rounded(request.cache, prefix(request))
    if request.cache.mode not in ("markers", "breakpoints"):
        return whole
    steady = _steady_blocks(request)
    ends = [end for end, marker in request.markers() if end <= steady and not marker.maybe]
    if _grows(request) and (request.controls.automatic is not None or _is_implicit(request)):
        return whole  # the end of each turn is a boundary for the next
    if steady == len(request.blocks) and _is_implicit(request):
        ends.append(steady)
    read = rounded(
        request.cache, size_of(one for block in request.blocks[: max(ends, default=0)] for one in block.segments)
    )
    if whole.high != 0 and (_may_hide_markers(request) or request.cache.best_effort):
        return Size(read.low, whole.high, whole.estimate if _may_hide_markers(request) else read.estimate)
    return read


def cached_after(request: Request) -> Size:
    """What it could read if all that is stable stood in front, and were marked where that is needed."""
    return rounded(request.cache, stable(request))


def _steady_blocks(request: Request) -> int:
    """How many blocks at the start hold nothing that varies."""
    for number, block in enumerate(request.blocks):
        if any(map(breaks, block.segments)):
            return number
    return len(request.blocks)


def _is_implicit(request: Request) -> bool:
    """Whether the provider sets a breakpoint at the end of the newest message by itself."""
    mode = request.controls.option("mode")
    return request.cache.mode == "breakpoints" and (mode is None or mode.value != "explicit")


def _grows(request: Request) -> bool:
    """Whether the request is a turn of a conversation that is appended to, with nothing in front of the earlier turns that
    differs from turn to turn."""
    for block in request.blocks:
        if block.kind is BlockKind.HISTORY:
            return not block.assumed and not block.edits
        if any(breaks(one) and one.taint.level > Volatility.SESSION for one in block.segments):
            return False
    return False


def _may_hide_markers(request: Request) -> bool:
    """Whether a marker may be where none is seen."""
    return request.controls.open or any(block.open for block in request.blocks)
