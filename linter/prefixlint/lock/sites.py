"""What stands in front of every prompt of a project, as records that do not depend on lines, machines or names of local
variables.

Knows: maps of requests, marks. Must not know: files, how the records are compared or shown.

A site is a function that sends something (or, if nothing in sight sends it, makes a prompt text). It has several forms if it
has several calls, or callers that give it different texts. Forms that are the same to a cache are one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import msgspec

from prefixlint.finding import Place
from prefixlint.fingerprint import normal
from prefixlint.lint import is_test
from prefixlint.lock import chunks
from prefixlint.lock.chunks import Mark
from prefixlint.requests.map import MapBlock, Part, RequestMap
from prefixlint.requests.model import BlockKind
from prefixlint.tokens import size_of

MIN_WORDS = 24  # of a prompt text that nothing in sight sends; shorter ones are phrases, separators, error messages
MAX_VIA = 4  # functions that are named as the ones a form comes from
_SOMETIMES = ("?", "*")  # ends of labels of what stands in one option of a choice, and of what is repeated
_NO_NAME = re.compile(r"\W+")


class Site(msgspec.Struct, frozen=True, rename="kebab"):
    """A form of what a function sends. `prefix` is the digest of all that stands in front of what varies first, `text` its
    marks; `tools_digest` and `schema` are of the definitions of tools and of the schema of answers. `tokens` are estimated.
    `until` is the expression that varies first, `via` are functions from which this form comes, if there are several forms."""

    file: str
    function: str = ""
    provider: str = ""
    api: str = ""
    model: str = ""
    tokens: int = 0
    prefix: str = ""
    until: str = ""
    tools: tuple[str, ...] = ()
    tools_digest: str = ""
    schema: str = ""
    breakpoints: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    text: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """The name of the site."""
        return (self.file, self.function)

    @property
    def content(self) -> tuple[object, ...]:
        """What has to stay as it is."""
        return (
            self.provider, self.api, self.model, self.prefix, self.tools, self.tools_digest, self.schema, self.breakpoints,
        )  # fmt: skip

    @property
    def marks(self) -> list[Mark]:
        """The marks of the text."""
        return [found for found in map(chunks.parse, self.text) if found is not None]

    @property
    def name(self) -> str:
        """The function for readers."""
        return f"`{self.function}`" if self.function else "the module"


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text in front or (`text` is None) something that is not known: a value, or short pieces of choices and loops.
    `parts` are what it is made of, `blocks` the number of blocks that begin in front of its end."""

    label: str
    text: str | None
    parts: tuple[Part, ...]
    blocks: int

    @property
    def content(self) -> str:
        """What has to stay as it is."""
        if self.text is not None:
            return self.text
        return "\2".join(["", *(plain(part.text) if part.text else "\3" + _expression(part) for part in self.parts)])

    @property
    def shown(self) -> str:
        """What it is, for readers, if it is no text."""
        return next((part.expression for part in self.parts if part.text is None), "") or "..."

    @property
    def tokens(self) -> int:
        """Tokens of what is known of it, estimated; of a choice those of the largest option."""
        if self.text is not None:
            return self.tokens_of(self.text)
        return sum(size_of(part.text).estimate for part in self.parts if part.text and part.main)

    def tokens_of(self, piece: str) -> int:
        """Tokens of a piece of it."""
        if self.text is None:
            return self.tokens
        return size_of(piece).estimate if piece and all(part.main for part in self.parts) else 0


@dataclass(frozen=True, slots=True)
class Now:
    """A form as it is in the source today: its record, the request, and what its marks stand for."""

    site: Site
    map: RequestMap
    runs: tuple[Run, ...]


def current(maps: Iterable[RequestMap], relative: Callable[[str], str]) -> list[Now]:
    """The forms of all sites, sorted. `relative` gives paths as the lock has them. What tests send is left out, and prompt
    texts that are sent somewhere."""
    everything = [one for one in maps if not is_test(relative(one.place.path))]
    sent = {part.place for one in everything if one.joined for _, part in one.parts() if part.text}
    groups: dict[tuple[str, str], dict[tuple[object, ...], list[Now]]] = {}
    for one in everything:
        if not one.joined and not _of_its_own(one, sent):
            continue
        now = _now(one, relative)
        groups.setdefault(now.site.key, {}).setdefault(now.site.content, []).append(now)
    found: list[Now] = []
    for forms in groups.values():
        told = [form for form in forms.values() if form[0].site.tokens]
        # Where callers are known, what the function does without them is nothing that is sent.
        for form in told or [min(forms.values(), key=lambda form: repr(form[0].site.content))]:
            found.append(_merged(form, len(told) > 1, relative))
    return sorted(found, key=_order)


def _order(now: Now) -> tuple[object, ...]:
    place = now.map.place
    return (*now.site.key, place.cell or 0, place.line, place.column, now.site.via, repr(now.site.content))


def _of_its_own(one: RequestMap, sent: set[Place]) -> bool:
    """Whether a prompt text that nothing sends has text in front that is not part of a request, and enough of it to be more
    than a phrase."""
    words = 0
    for _, part in one.parts():
        if part.varies:
            break
        if part.text and part.main and part.place not in sent:
            words += len(part.text.split())
    return words >= MIN_WORDS


def _merged(form: Sequence[Now], several: bool, relative: Callable[[str], str]) -> Now:
    """Several ways to one form as one."""
    first = min(form, key=lambda now: (now.map.place, now.map.entry_path, now.map.entry))
    if not several:
        return first
    via = sorted({f"{relative(now.map.entry_path)}::{now.map.entry}" for now in form})[:MAX_VIA]
    return Now(msgspec.structs.replace(first.site, via=tuple(via)), first.map, first.runs)


def _now(one: RequestMap, relative: Callable[[str], str]) -> Now:
    runs = tuple(_in_front(_joined(_runs(one))))
    labels = _labels(one.blocks)
    site = Site(
        relative(one.place.path),
        one.function,
        one.provider or "",
        one.api,
        one.model or "",
        sum(run.tokens for run in runs),
        chunks.digest("\1".join(f"{run.label}\0{run.content}" for run in runs), 32),
        _until(one),
        one.tools if one.tools is not None else ("?",),
        _definitions(one.blocks, BlockKind.TOOLS),
        _definitions(one.blocks, BlockKind.SCHEMA),
        tuple(
            f"{labels[end - 1] if end else 'start'} {marker.word}{_lifetime(marker.lifetime)}"
            for end, marker in one.breakpoints
        ),
        (),
        tuple(str(mark) for mark in marks(runs)),
    )
    return Now(site, one, runs)


def _until(one: RequestMap) -> str:
    """What varies first, for readers."""
    for block, part in one.parts():
        if part.varies:
            return (
                "the conversation" if block.kind is BlockKind.HISTORY else chunks.shown(part.expression or part.source)
            )
    return ""


def _lifetime(asked: str | None) -> str:
    return f" {asked}" if asked else "" if asked == "" else " ?"


def _expression(part: Part) -> str:
    return normal(part.expression)


def marks(runs: Iterable[Run]) -> Iterator[Mark]:
    """The marks of what stands in front."""
    for run in runs:
        if run.text is None:
            yield chunks.value(run.label, run.content, run.shown)
        else:
            for piece in chunks.pieces(run.text):
                yield chunks.mark(run.label, piece)


def _runs(one: RequestMap) -> Iterator[Run]:
    """What stands in front of the first part that varies. Text that follows text is one run, however it is written."""
    labels = _labels(one.blocks)
    for number, block in enumerate(one.blocks, 1):
        if block.assumed:
            continue
        label = labels[number - 1]
        parts: list[Part] = []
        for part in block.parts:
            if part.varies or part.text is None or part.optional or part.looped:
                if parts:
                    yield _text(label, parts, number)
                    parts = []
                if part.varies:
                    return
                own = label + _SOMETIMES[0] * part.optional + _SOMETIMES[1] * part.looped
                if part.text is None:
                    yield Run(own, None, (part,), number)
                elif part.text:
                    yield _text(own, [part], number)
            elif part.text:
                parts.append(part)
        if parts:
            yield _text(label, parts, number)


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Runs with those of choices and loops in which next to nothing is said taken together: a line for each would not be
    read."""
    held: list[Run] = []
    for run in runs:
        small = run.label.endswith(_SOMETIMES) and len((run.text or "").split()) < chunks.STEP
        if held and not (small and run.blocks == held[0].blocks):
            yield _together(held)
            held = []
        if small:
            held.append(run)
        else:
            yield run
    if held:
        yield _together(held)


def _in_front(runs: Iterable[Run]) -> list[Run]:
    """Runs without the values at their end: nothing that stays the same stands behind them."""
    found = list(runs)
    while found and not any(part.text for part in found[-1].parts):
        found.pop()
    return found


def _together(runs: Sequence[Run]) -> Run:
    if len(runs) == 1:
        return runs[0]
    return Run(
        runs[0].label.rstrip("".join(_SOMETIMES)) + _SOMETIMES[0],
        None,
        tuple(part for run in runs for part in run.parts),
        runs[0].blocks,
    )


def _text(label: str, parts: Sequence[Part], number: int) -> Run:
    return Run(label, "".join(plain(part.text) for part in parts), tuple(parts), number)


def plain(text: str | None) -> str:
    """A text with plain line ends, whatever those of its source are."""
    return (text or "").replace("\r\n", "\n").replace("\r", "\n")


def _labels(blocks: Sequence[MapBlock]) -> list[str]:
    """Names of blocks: what they are, with a number where there are several of a kind."""
    names = [_NO_NAME.sub("_", block.injected or block.role or block.kind.value) for block in blocks]
    seen: dict[str, int] = {}
    labels: list[str] = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        labels.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return labels


def _definitions(blocks: Iterable[MapBlock], kind: BlockKind) -> str:
    """A digest of the text of all blocks of a kind; "" if there are none."""
    found = [
        plain(part.text) if part.text is not None else "\2" + _expression(part)
        for block in blocks
        if block.kind is kind
        for part in block.parts
    ]
    return chunks.digest("\0".join(found), 16) if found else ""
