"""A request as a map: what a reader, a page, an editor or a lock file wants to know of it, with places instead of trees.

A `RequestMap` needs neither trees nor values, so that it can be handed from one process to another.
Knows: requests, sizes, cache policies. Must not know: syntax trees, SDK names, rules, output formats, files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from prefixlint.finding import Place, Related
from prefixlint.flow.values import Origin
from prefixlint.flow.volatility import Cause, Confidence, Volatility
from prefixlint.knowledge.caches import CachePolicy
from prefixlint.knowledge.encodings import image_size
from prefixlint.requests.loss import Gauge, cached_after, cached_today, varies
from prefixlint.requests.model import Block, BlockKind, Marker, Request, Segment
from prefixlint.tokens import ZERO, Size

LOCAL = "_"  # a local variable in an expression
Locate = Callable[[Origin], Place]


@dataclass(frozen=True, slots=True)
class Part:
    """A run of text: written in the source (`text` is all of it), or a dynamic value (`text` is None). `source` is the
    expression as the author wrote it, shortened; `expression` is all of it, with `_` for each local variable, so that
    it stays the same when one is renamed. `optional`: it stands in one branch of a choice; `main`: in the largest one,
    so that sizes add up. `looped`: it is repeated. `hops` say how the value got where it is sent."""

    text: str | None
    source: str
    level: Volatility
    confidence: Confidence
    cause: Cause
    place: Place
    size: Size
    main: bool = True
    optional: bool = False
    looped: bool = False
    hops: tuple[Related, ...] = ()
    expression: str = ""

    @property
    def varies(self) -> bool:
        """Whether it is believed to differ between requests, or between the processes that send them: what stands behind
        it is lost to a cache."""
        return self.text is None and varies(self.level, self.confidence, self.cause)

    @property
    def unknown(self) -> bool:
        """Whether it is not known how often it changes."""
        return self.text is None and self.confidence is Confidence.POSSIBLE

    @property
    def counted(self) -> Size:
        """Its size where the sizes of parts are added up."""
        return self.size if self.main else ZERO


@dataclass(frozen=True, slots=True)
class MapMarker:
    """A cache breakpoint: the word that sets it, where that is written, and the lifetime asked for ("" none, None unknown)."""

    word: str
    place: Place
    lifetime: str | None


@dataclass(frozen=True, slots=True)
class MapBlock:
    """A block in wire order, as `model.Block`. `marker` closes it."""

    kind: BlockKind
    role: str | None
    parts: tuple[Part, ...]
    place: Place
    marker: MapMarker | None = None
    assumed: bool = False
    late: bool = False
    injected: str = ""

    @property
    def size(self) -> Size:
        """All of it, in tokens."""
        return sum((part.counted for part in self.parts), ZERO)

    @property
    def volatility(self) -> Volatility:
        """The level of what changes most often in it, as far as that is believed."""
        return max((part.level for part in self.parts if not part.unknown), default=Volatility.CONSTANT)


@dataclass(frozen=True, slots=True)
class RequestMap:
    """A request. `function` is the dotted name of the function that sends it, "" for a module's body; `entry` that of the
    function that was executed to find it, which stands in the file `entry_path`. `joined` is False for a prompt text that
    nothing in sight sends. `breakpoints` are all of them in wire order, each with the number of blocks that it closes.

    `cached_today` is what the next request with other data can read from the cache, `cached_after` what it could if all
    that is stable stood in front (and were marked, where that is needed): tokens, rounded as the model does it. `high` is
    None where parts of unknown size stand in it, or a marker may be where none is seen.
    """

    place: Place
    function: str
    entry: str
    provider: str | None
    api: str
    model: str | None
    joined: bool
    cache: CachePolicy
    blocks: tuple[MapBlock, ...]
    tools: tuple[str, ...] | None = None  # names in order; None where they are not all known
    cached_today: Size = ZERO
    cached_after: Size = ZERO
    entry_path: str = ""
    breakpoints: tuple[tuple[int, MapMarker], ...] = ()

    def parts(self) -> Iterator[tuple[MapBlock, Part]]:
        """All parts with their blocks, in wire order."""
        for block in self.blocks:
            for part in block.parts:
                yield block, part

    @property
    def breaks(self) -> Part | None:
        """The first part that is believed to vary; None if none does."""
        return next((part for _, part in self.parts() if part.varies), None)

    @property
    def prefix(self) -> Size:
        """What stands in front of the first part that varies, in tokens."""
        total = ZERO
        for _, part in self.parts():
            if part.varies:
                break
            total = total + part.counted
        return total

    @property
    def stable(self) -> Size:
        """All that does not vary, wherever it stands, in tokens."""
        return sum((part.counted for _, part in self.parts() if not part.varies), ZERO)


def request_map(
    request: Request,
    locate: Locate,
    function: Callable[[Origin], str],
    entry: tuple[str, str],
    expression: Callable[[Origin], str],
) -> RequestMap:
    """The map of `request`; `locate` says where something stands, `function` in which function, and `expression` how it is
    written there. `entry` is the file and the name of the function that was executed."""
    tools = request.tools

    def own(origin: Origin) -> str:
        # What has no place of its own stands where the whole request does, which says nothing about it.
        return "" if origin.node is request.origin.node else expression(origin)

    known = tools is None or (tools.closed and all(tool.name for tool in tools.tools))
    gauge = Gauge(request)
    return RequestMap(
        locate(request.origin),
        function(request.origin),
        entry[1],
        request.provider,
        request.api,
        request.model,
        request.joined,
        request.cache,
        tuple(_block(block, locate, own, request.model) for block in request.blocks),
        tuple(tool.name or "" for tool in tools.tools) if tools is not None and known else () if known else None,
        cached_today(gauge),
        cached_after(gauge),
        entry[0],
        tuple((end, _marker(marker, locate)) for end, marker in request.markers()),
    )


def _block(block: Block, locate: Locate, expression: Callable[[Origin], str], model: str | None) -> MapBlock:
    return MapBlock(
        block.kind,
        block.role,
        tuple(_part(segment, locate, expression, model) for segment in block.segments),
        locate(block.origin),
        None if block.marker is None else _marker(block.marker, locate),
        block.assumed,
        block.late,
        block.injected,
    )


def _marker(marker: Marker, locate: Locate) -> MapMarker:
    return MapMarker(marker.word, locate(marker.origin), marker.lifetime)


def _part(segment: Segment, locate: Locate, expression: Callable[[Origin], str], model: str | None) -> Part:
    taint = segment.taint
    return Part(
        segment.text,
        segment.source,
        taint.level,
        taint.confidence,
        taint.cause,
        locate(segment.origin),
        segment.size if segment.image is None else image_size(model, segment.image),
        segment.main,
        bool(segment.choices),
        bool(segment.loops),
        tuple(Related(locate(hop.origin), hop.message) for hop in segment.hops),
        "" if segment.text is not None else _expression(segment, expression),
    )


def _expression(segment: Segment, expression: Callable[[Origin], str]) -> str:
    """The expression of a dynamic value; where that is nothing but a local variable, the one that it was given."""
    written = expression(segment.origin)
    if written != LOCAL:
        return written
    return next((one for one in (expression(hop.origin) for hop in segment.hops) if one not in ("", LOCAL)), written)
