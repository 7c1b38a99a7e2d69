"""Requests held against each other: what of a request is compared, and which requests share a prefix or a conversation.

A `Site` is a summary of a request that needs neither trees nor values, so that the requests of all files of a project, found
by several processes, can be compared in one place.
Knows: requests, sizes, digests. Must not know: syntax trees, SDK names, rules' wording, files.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from prefixlint.finding import Place, RequestInfo
from prefixlint.flow.values import Origin
from prefixlint.requests.model import BlockKind, Continuation, Conversation, Image, Request, Tool
from prefixlint.tokens import size_of


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where a finding may stand: `allowed` are the codes of comparing rules that are on there and that no comment
    hides, `floor` is the least severity that is shown."""

    place: Place
    allowed: frozenset[str] = frozenset()
    floor: int = 0


@dataclass(frozen=True, slots=True)
class SentTool:
    """A tool of a list that is known: its name, what it says (a digest; "" if not all of that is known), its tokens."""

    name: str
    digest: str
    tokens: int


@dataclass(frozen=True, slots=True)
class SentImage:
    """An image as it is sent, as in `model.Image`."""

    spot: Spot
    identity: str
    detail: str | None
    written: bool
    choices: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class SentSwitch:
    """A setting of the header: a digest of its value, "" if that is not known, and the value as a reader knows it."""

    name: str
    spot: Spot
    digest: str
    shown: str


@dataclass(frozen=True, slots=True)
class Site:
    """What of a request is compared with others.

    `header` is a digest of schema and settings, as far as they are known or written alike. `head` holds a digest of the unconditional static text behind the header for each run of it, with the tokens up to
    there. `tools` is None where they are not known one by one. `system` is a digest of the system text. `reads` says that the figures of the cache are looked at
    in its file. `subset` and `off` are as of a `ToolSet`.
    """

    spot: Spot
    info: RequestInfo
    joined: bool
    model: str
    caches: bool
    minimum: int
    header: str
    head: tuple[tuple[str, int], ...]
    system: str
    instructed: bool
    tools: tuple[SentTool, ...] | None
    tools_spot: Spot
    subset: str
    off: str
    images: tuple[SentImage, ...]
    switches: tuple[SentSwitch, ...]
    conversation: Conversation | None
    continues: Spot | None
    after: Place | None
    omits: bool

    @property
    def place(self) -> Place:
        """Where it is sent."""
        return self.spot.place


@dataclass(frozen=True, slots=True)
class Scene:
    """All requests in sight, sorted by place, and whether the figures of the cache are looked at anywhere."""

    sites: tuple[Site, ...]
    reads_usage: bool


@dataclass(frozen=True, slots=True)
class Family:
    """Requests that share a prefix behind their header, with its tokens."""

    sites: tuple[Site, ...]
    tokens: int


# ---- from a request to a site ------------------------------------------------------------------------------------


def comparable(requests: Iterable[Request]) -> list[Request]:
    """Those of a file's requests that could ever be an odd one out or its counterpart: to say where things stand costs a
    walk over the whole file, so nothing is placed without need."""
    sent = list(requests)
    continued = any(one.continues is not None for one in sent)
    places: dict[str, set[object]] = {}
    for one in sent:
        if one.conversation is not None:
            places.setdefault(one.conversation.name, set()).add(one.origin.node)
    return [
        one
        for one in sent
        if any(image.detail is not None for image in one.images)
        or (one.joined and continued)
        or (one.joined and one.conversation is not None and len(places[one.conversation.name]) > 1)
        or (one.joined and one.tools is not None and _known(one.tools.tools, one.tools.closed) and _long(one))
    ]


def _long(request: Request) -> bool:
    """Whether so much text behind the header is known that it might be shared."""
    known = sum(
        segment.size.estimate
        for block, segment in request.segments()
        if not block.kind.header and segment.static and not segment.choices
    )
    return known >= request.cache.minimum


def site(
    request: Request, locate: Callable[[Origin], Place], spot: Callable[[Place], Spot], function: str = ""
) -> Site:
    """The summary of `request`, which is sent in `function`; `spot` says which findings may stand at a place."""
    place = locate(request.origin)
    tools = request.tools
    continuation = request.continues or _NOT
    return Site(
        spot(place),
        RequestInfo(place, request.provider, request.api, request.model, function),
        request.joined,
        request.model or request.model_source,
        request.cache.mode != "none",
        request.cache.minimum,
        _digest(repr(sorted(_header(request)))),
        tuple(_head(request, locate)),
        _digest("".join(one.text or "\0" for block, one in request.segments() if block.kind is BlockKind.SYSTEM)),
        request.instructed,
        () if tools is None else tuple(map(_tool, tools.tools)) if _known(tools.tools, tools.closed) else None,
        spot(locate(tools.origin)) if tools is not None else spot(place),
        tools.subset if tools is not None else "",
        tools.off if tools is not None else "",
        tuple(_image(one, locate, spot) for one in request.images),
        tuple(
            SentSwitch(
                one.name, spot(locate(one.origin)), _digest(one.value) if one.value is not None else "", one.shown
            )
            for one in request.switches
        ),
        request.conversation,
        spot(locate(continuation.origin)) if continuation.origin is not None else None,
        locate(continuation.after) if continuation.after is not None else None,
        continuation.omits,
    )


_NOT = Continuation(None)


def _known(tools: Iterable[Tool], closed: bool) -> bool:
    return closed and all(tool.name and not tool.choices for tool in tools)


def _tool(tool: Tool) -> SentTool:
    text = tool.text
    return SentTool(tool.name or "", _digest(text) if tool.whole else "", size_of(text).estimate)


def _image(image: Image, locate: Callable[[Origin], Place], spot: Callable[[Place], Spot]) -> SentImage:
    return SentImage(spot(locate(image.origin)), image.identity, image.detail, image.written, image.choices)


def _header(request: Request) -> Iterator[tuple[str, str]]:
    """Schema and settings, as far as they are known, else as they are written."""
    for one in request.switches:
        if one.name != "model":
            yield one.name, one.value if one.value is not None else one.shown
    for block in request.blocks:
        if block.kind is BlockKind.SCHEMA:
            yield "", " ".join(segment.text or segment.source for segment in block.segments)


def _head(request: Request, locate: Callable[[Origin], Place]) -> Iterator[tuple[str, int]]:
    """Digests of what stands behind the header, up to the first thing that is not certain to be the same."""
    state = hashlib.blake2b(digest_size=8)
    tokens = 0
    for block in request.blocks:
        if block.kind.header:
            continue
        if block.kind is BlockKind.HISTORY:
            return
        state.update(f"\0{block.kind.value}\0{block.role}\0".encode())
        for segment in block.segments:
            if segment.choices or segment.loops or not segment.stable:
                return
            if segment.text is None:
                if not segment.taint.believed():
                    return
                state.update(f"\0{locate(segment.origin)}\0".encode())  # the same expression gives the same text
            else:
                state.update(segment.text.encode("utf-8", "surrogatepass"))
                tokens += segment.size.estimate
            yield state.hexdigest(), tokens


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


# ---- from sites to families -----------------------------------------------------------------------------------------


def families(sites: Sequence[Site]) -> list[Family]:
    """Groups of requests to one model, with one schema, that share a prefix of at least the provider's minimum of known tokens, in the order
    of their first request."""
    leader: dict[tuple[str | None, str, str, str], int] = {}
    group = list(range(len(sites)))

    def root(index: int) -> int:
        while group[index] != index:
            index = group[index]
        return index

    for index, one in enumerate(sites):
        for digest, tokens in one.head:
            if tokens >= one.minimum:
                first = leader.setdefault((one.info.provider, one.model, one.header, digest), index)
                a, b = sorted((root(first), root(index)))
                group[b] = a
    members: dict[int, list[Site]] = {}
    for index, one in enumerate(sites):
        members.setdefault(root(index), []).append(one)
    return [Family(tuple(found), _shared(found)) for found in members.values() if len(found) > 1]


def _shared(sites: Sequence[Site]) -> int:
    """The tokens of the longest prefix that all of `sites` share."""
    common = set(sites[0].head)
    for one in sites[1:]:
        common &= set(one.head)
    return max((tokens for _, tokens in common), default=0)


def conversations(sites: Sequence[Site]) -> list[tuple[Site, ...]]:
    """Groups of requests that send one list of messages."""
    groups: dict[str, list[Site]] = {}
    for one in sites:
        if one.conversation is not None:
            groups.setdefault(one.conversation.name, []).append(one)
    return [tuple(found) for found in groups.values() if len({one.place for one in found}) > 1]


def usual(values: Iterable[str]) -> str:
    """What most have; of several that are equally frequent, the first."""
    counts = Counter(values)
    return max(counts, key=lambda value: counts[value])
