"""What a prompt costs: how many tokens a cache can read today, how many it could, and what a culprit loses.

Knows: wire order, markers, sizes, how cache policies round, what is added around messages and tools.
Must not know: syntax trees, rules, wording, prices.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from prefixlint.finding import Loss
from prefixlint.flow.volatility import Cause, Confidence, Volatility
from prefixlint.knowledge.caches import CachePolicy
from prefixlint.knowledge.encodings import around_tools, image_size, per_message
from prefixlint.requests.inversions import Inversion
from prefixlint.requests.model import Block, BlockKind, Request, Segment
from prefixlint.tokens import ZERO, Size, counted

Count = Callable[[str], int]

# What differs between two processes or hosts of one commit, so that none finds what another has cached.
UNORDERED = frozenset({Cause.SET_ORDER, Cause.FILESYSTEM_ORDER, Cause.JSON_ORDER, Cause.OBJECT_REPR})

_PER = {
    Volatility.DEPLOY: "host",
    Volatility.PROCESS: "process",
    Volatility.DAY: "day",
    Volatility.USER: "user",
    Volatility.SESSION: "conversation",
}


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


class Gauge:
    """Sizes of parts of a request. With `count`, what counts the tokens of a text, static text is counted as it stands
    together: what is written in several pieces behind each other is one text to a tokenizer."""

    def __init__(self, request: Request, count: Count | None = None) -> None:
        self.request = request
        self.count = count
        self._flat = list(request.segments())
        self._at = {(id(block), id(segment)): at for at, (block, segment) in enumerate(self._flat)}

    def size(self, chosen: Iterable[int]) -> Size:
        """The size of the segments at these places among all, in order."""
        total = ZERO
        run: list[str] = []
        last = -2
        for at in chosen:
            block, segment = self._flat[at]
            if segment.image is not None:
                total = total + image_size(self.request.model, segment.image)
                continue
            joins = at == last + 1 and block is self._flat[last][0]
            last = at
            if self.count is None or segment.text is None:
                total = total + segment.size
                continue
            if not joins and run:
                total = total + counted(self.count("".join(run)))
                run.clear()
            run.append(segment.text)
        if run and self.count is not None:
            total = total + counted(self.count("".join(run)))
        return total

    def place(self, block: Block, segment: Segment) -> int:
        """Where a segment stands among all; behind all if it stands nowhere."""
        return self._at.get((id(block), id(segment)), len(self._flat))

    def blocks(self, number: int) -> Size:
        """The size of so many blocks at the start, with what is around their text."""
        blocks = self.request.blocks[:number]
        end = sum(len(block.segments) for block in blocks)
        return self._framed(self.size(at for at in range(end) if self._flat[at][1].main), blocks)

    def prefix(self) -> Size:
        """What stands in front of the first value that varies, with what is around it."""
        end = next((at for at, (_, one) in enumerate(self._flat) if breaks(one)), len(self._flat))
        text = self.size(at for at in range(end) if self._flat[at][1].main)
        if not end:
            return text
        last = self._flat[end - 1][0]
        return self._framed(text, self.request.blocks[: [id(one) for one in self.request.blocks].index(id(last)) + 1])

    def stable(self) -> Size:
        """All that does not vary, wherever it stands, with what is around it."""
        text = self.size(at for at, (_, one) in enumerate(self._flat) if one.main and not breaks(one))
        return self._framed(text, [one for one in self.request.blocks if not any(map(breaks, one.segments))])

    def winnable(self) -> Size:
        """`Request.stable_size`, counted."""
        return self.size(
            at
            for at, (block, one) in enumerate(self._flat)
            if one.main and (block.kind is BlockKind.HISTORY or one.stable)
        )

    def front(self, at: int) -> Size:
        """The text in front of the segment at this place among all."""
        return self.size(one for one in range(at) if self._flat[one][1].main)

    def framed(self, text: Size) -> Size:
        """`text`, which is all that could be won, with what is around it: a cache counts that as well."""
        return self._around(text, self.request.blocks)

    def _framed(self, text: Size, blocks: Sequence[Block]) -> Size:
        """`text`, which stands in `blocks`, with what is around it; earlier turns and tools may be of any size."""
        size = self._around(text, blocks)
        unknown = any(block.kind is BlockKind.HISTORY for block in blocks) or not _known_tools(self.request)
        return Size(size.low, None, size.estimate) if unknown else size

    def _around(self, text: Size, blocks: Sequence[Block]) -> Size:
        """`text` with what providers add around messages and tools: the tables are for estimates, so that bounds only grow
        upwards."""
        tools = sum(1 for block in blocks if block.kind is BlockKind.TOOLS)
        messages = sum(1 for block in blocks if block.kind in (BlockKind.SYSTEM, BlockKind.MESSAGE))
        model = self.request.model
        more = per_message(model) * messages + around_tools(model, tools)
        return Size(text.low, None if text.high is None else text.high + 2 * more, text.estimate + more)


def _known_tools(request: Request) -> bool:
    """Whether all text of the tools is known, if there are any."""
    tools = request.tools
    return tools is None or (tools.closed and all(tool.whole for tool in tools.tools))


def cached_today(gauge: Gauge) -> Size:
    """What the next request with other data can read from the cache, rounded as the model does it."""
    request = gauge.request
    whole = rounded(request.cache, gauge.prefix())
    if request.cache.mode not in ("markers", "breakpoints"):
        return whole
    steady = _steady_blocks(request)
    ends = [end for end, marker in request.markers() if end <= steady and not marker.maybe]
    if _grows(request) and (request.controls.automatic is not None or _is_implicit(request)):
        return whole  # the end of each turn is a boundary for the next
    if steady == len(request.blocks) and _is_implicit(request):
        ends.append(steady)
    read = rounded(request.cache, gauge.blocks(max(ends))) if ends else ZERO
    hidden = request.controls.open or any(block.open for block in request.blocks)
    if whole.high != 0 and (hidden or request.cache.best_effort):
        return Size(read.low, whole.high, whole.estimate if hidden else read.estimate)
    return read


def cached_after(gauge: Gauge) -> Size:
    """What it could read if all that is stable stood in front, and were marked where that is needed."""
    return rounded(gauge.request.cache, gauge.stable())


def measured(gauge: Gauge, inversion: Inversion) -> Inversion:
    """`inversion` with sizes as `gauge` takes them."""
    culprit = inversion.culprit
    pairs = sorted(
        (gauge.place(block, victim), id(block))
        for victim, block in zip(inversion.victims, inversion.victim_blocks, strict=True)
        # Of a choice only the largest option counts, or the one in which the culprit itself stands.
        if victim.main or (victim.choices and set(victim.choices) <= set(culprit.choices))
    )
    here = gauge.place(inversion.block, culprit)
    flat = list(gauge.request.segments())
    front = (at for at, (_, one) in enumerate(flat[:here]) if one.stable and one.main)
    same = (at for at, block in pairs if block == id(inversion.block))
    return Inversion(
        culprit, inversion.block, inversion.victims, inversion.victim_blocks, inversion.also,
        gauge.size(same), gauge.size(at for at, _ in pairs), gauge.size(front),
    )  # fmt: skip


def loss_of(gauge: Gauge, inversion: Inversion, winnable: Size) -> Loss:
    """What `inversion`, as `measured`, loses of all that is `winnable` in its request."""
    request, culprit = gauge.request, inversion.culprit
    front = gauge.front(gauge.place(inversion.block, culprit))
    history = [block for block in inversion.victim_blocks if block.kind is BlockKind.HISTORY]
    exact = gauge.count is not None and inversion.lost.exact and (winnable.exact or winnable.high is None)
    today, after = cached_today(gauge), cached_after(gauge)
    return Loss(
        tokens_low=inversion.lost.low,
        tokens_high=inversion.lost.high,
        exact=exact,
        shared_prefix_tokens=inversion.shared.low,
        minimum=request.cache.minimum,
        tokens=inversion.lost.estimate,
        # Where the culprit stands in a smaller option of a choice, more is lost than counts in the request.
        stable_tokens=max(winnable.estimate, inversion.lost.estimate + inversion.shared.estimate),
        first_difference=front.estimate + 1,
        first_difference_exact=gauge.count is not None and front.exact and _known_tools(request),
        conversation=any(not block.assumed for block in history),
        per=_PER.get(culprit.taint.level, "call"),
        step=request.cache.step,
        cached_today=today.estimate,
        cached_after=max(today.estimate, after.estimate),
        cached_open=winnable.high is None,
        written=_is_written(request, inversion),
    )


def _is_written(request: Request, inversion: Inversion) -> bool:
    """Whether what is lost is written to the cache again each time, which costs more than not to cache it."""
    if _is_implicit(request):
        return True
    at = next((at for at, block in enumerate(request.blocks) if block is inversion.block), len(request.blocks))
    return request.cache.mode in ("markers", "breakpoints") and any(end > at for end, _ in request.markers())


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
