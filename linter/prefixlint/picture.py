"""What is drawn of a request: a verdict, a bar for today and one for after the fix, and a row for each block and part.

Text, HTML and the hover of editors show this same picture.
Knows: maps of requests, volatility in words. Must not know: terminals, HTML, files, rules, how anything is found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from prefixlint.finding import Place, Related
from prefixlint.flow.volatility import Volatility
from prefixlint.tokens import ZERO, Size

if TYPE_CHECKING:
    from prefixlint.requests.map import MapBlock, Part, RequestMap

SLACK = 128  # tokens that are not worth a word: one step of those who cache in steps
CLOSING = 32  # tokens of stable text at the very end, behind what changes: it belongs there
MAX_PARTS = 24  # rows of one block; what is more is summed up
CUT = "..."

LEVELS = {
    Volatility.CONSTANT: "constant",
    Volatility.DEPLOY: "deployment",
    Volatility.PROCESS: "process",
    Volatility.DAY: "day",
    Volatility.USER: "user",
    Volatility.SESSION: "conversation",
    Volatility.REQUEST: "request",
    Volatility.CALL: "call",
}
UNKNOWN_LEVEL = "unknown"
_CHANGES = {
    Volatility.DAY: "changes every day",
    Volatility.USER: "differs from user to user",
    Volatility.SESSION: "differs from conversation to conversation",
    Volatility.REQUEST: "changes with every request",
    Volatility.CALL: "is different on every call",
}


class State(Enum):
    """What becomes of a stretch of a request."""

    CACHED = "cached"
    SAME = "same"
    LOST = "lost"
    CHANGES = "changes"
    GROWS = "grows"
    UNKNOWN = "unknown"
    CLOSING = "closing"

    @property
    def about(self) -> str:
        """As a legend says it."""
        return _LEGEND[self]


_LEGEND = {
    State.CACHED: "read from the cache",
    State.SAME: "stays the same, not cached",
    State.LOST: "stays the same, but lost behind what changes",
    State.CHANGES: "changes",
    State.GROWS: "conversation",
    State.UNKNOWN: "not known",
    State.CLOSING: "end of the newest message",
}


@dataclass(frozen=True, slots=True)
class Cached:
    """Tokens of a request that are read from the cache now, and with all that stays the same put first; rounded as the
    provider does. `exact` says whether they were counted."""

    today: int
    after: int
    exact: bool = False

    @property
    def gain(self) -> int:
        """What the fix is worth, in tokens of each call."""
        return max(0, self.after - self.today)


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of a bar. `weight` is its length; stretches of unknown size have an assumed one."""

    state: State
    weight: int
    label: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the picture: a block (`number` counts them from 1), or a part of one (`number` is 0).

    `level` is volatility in words, "" for a block of several parts. `text` is the start of the text (`literal`), or the
    expression. `note` says what else a reader should know.
    """

    number: int
    role: str
    level: str
    state: State | None
    tokens: str
    text: str
    literal: bool
    place: Place
    note: str = ""
    marker: str = ""
    hops: tuple[Related, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A request as it is drawn. `verdict` is one or two sentences; `culprit` what first varies, if anything is lost to it."""

    map: RequestMap
    cached: Cached
    stable: str
    verdict: str
    today: tuple[Cell, ...]
    after: tuple[Cell, ...]
    rows: tuple[Row, ...]
    culprit: Part | None = None

    @property
    def states(self) -> tuple[State, ...]:
        """What occurs in the bars, in the order of a legend."""
        here = {cell.state for cell in (*self.today, *self.after)}
        return tuple(state for state in State if state in here)


def cached(one: RequestMap) -> Cached:
    """What of `one` is cached. The only place that decides this."""
    today, after = _covered(one)[0], _kept(one)
    exact = after.low == after.high and today.low == today.high
    return Cached(_rounded(one, today.estimate), _rounded(one, after.estimate), exact)


def _rounded(one: RequestMap, tokens: int) -> int:
    """Tokens as the provider counts hits."""
    policy = one.cache
    if policy.mode == "none" or tokens < policy.minimum:
        return 0
    return tokens - tokens % policy.step if policy.step else tokens


def _covered(one: RequestMap) -> tuple[Size, int]:
    """The prefix that is shared and that the provider keeps, and the number of parts in it."""
    total, count = ZERO, 0
    kept, parts = ZERO, 0
    for block in one.blocks:
        for part in block.parts:
            if part.varies:
                break
            total, count = total + part.counted, count + 1
        else:
            if block.marker is not None:
                kept, parts = total, count
            continue
        break
    if one.cache.mode == "markers" and not one.cache.best_effort:
        return kept, parts
    return total, count


def _kept(one: RequestMap) -> Size:
    """All that stays the same and could stand in front of what changes."""
    parts = (part.counted for (_, part), state in zip(one.parts(), _states(one, 0, 0), strict=True) if _stays(state))
    return sum(parts, ZERO)


def _stays(state: State) -> bool:
    return state in (State.CACHED, State.SAME, State.LOST, State.UNKNOWN)


def _states(one: RequestMap, today: int, covered: int) -> list[State]:
    """What becomes of each part, when `today` tokens and the first `covered` parts are read from the cache."""
    flat = list(one.parts())
    broken = next((at for at, (_, part) in enumerate(flat) if part.varies), len(flat))
    last_history = max((at for at, (block, _) in enumerate(flat) if block.kind.value == "history"), default=-1)
    behind = sum((part.counted.estimate for _, part in flat[broken:] if not part.varies), 0)
    found: list[State] = []
    for at, (block, part) in enumerate(flat):
        if block.kind.value == "history" and (part.varies or part.unknown):
            found.append(State.GROWS)
        elif part.varies:
            found.append(State.CHANGES)
        elif at > broken and (0 <= last_history < at or behind < CLOSING):
            found.append(State.CLOSING)
        elif part.unknown:
            found.append(State.UNKNOWN)
        elif at > broken:
            found.append(State.LOST)
        else:
            found.append(State.CACHED if today and at < covered else State.SAME)
    return found


def picture(one: RequestMap) -> Picture:
    """The picture of `one`."""
    figures = cached(one)
    states = _states(one, figures.today, _covered(one)[1])
    stable = _kept(one)
    flat = [(block, part, state) for (block, part), state in zip(one.parts(), states, strict=True)]
    lost = any(state is State.LOST for state in states)
    culprit = one.breaks if lost else None
    return Picture(
        one,
        figures,
        tokens(stable),
        _verdict(one, figures, stable, flat),
        _cells(flat),
        _after(flat, figures),
        tuple(_rows(one, states)),
        culprit,
    )


# -- words ------------------------------------------------------------------------------------------------------------


def tokens(size: Size) -> str:
    """A size in words: "292" if it is known, "about 292", "292 or more", "?"."""
    if size.low == size.high:
        return f"{size.low:,}"
    if size.high is None:
        return f"{size.estimate:,} or more" if size.estimate > 0 else "?"
    return f"about {size.estimate:,}"


def level(part: Part) -> str:
    """How often a part changes: "constant" for what never does, else what it changes with."""
    return UNKNOWN_LEVEL if part.unknown else LEVELS[part.level]


def address(place: Place, beside: Place) -> str:
    """Where something stands, for a reader who looks at `beside`."""
    if place.file == beside.file:
        return f"line {place.line}"
    return f"{place.file}:{place.line}"


def first_words(text: str, room: int) -> str:
    """The start of `text` on one line, in at most `room` characters."""
    line = " ".join(text[: room * 8].split())
    return line if len(line) <= room else line[: max(0, room - len(CUT))].rstrip() + CUT


def sent_to(one: RequestMap) -> str:
    """Where a request goes, in words."""
    whom = [word for word in (one.provider, one.api if one.api not in ("prompt", "messages", "invoke") else "") if word]
    words = " ".join(whom) or ("provider not known" if one.joined else "prompt text, nothing in sight sends it")
    return f"{words}, {one.model}" if one.model else words


def policy(one: RequestMap) -> str:
    """How what it goes to caches, in words."""
    cache = one.cache
    if cache.mode == "none":
        return "this model does not cache"
    how = {"markers": "caches what is marked", "breakpoints": "caches up to breakpoints"}.get(
        cache.mode, "caches the longest prefix seen before"
    )
    step = f", in steps of {cache.step}" if cache.step else ""
    return f"{how}, from {cache.minimum:,} tokens{step}"


def _verdict(one: RequestMap, figures: Cached, stable: Size, flat: Sequence[tuple[MapBlock, Part, State]]) -> str:
    """What a reader wants to know first."""
    lost = sum((part.counted for _, part, state in flat if state is State.LOST), ZERO)
    about = "" if figures.exact else "about "
    front = f"`{_shown(one.breaks)}` {_CHANGES.get(one.breaks.level, 'changes')}" if one.breaks is not None else ""
    if one.cache.mode == "none":
        return "Nothing is cached: this model does not cache."
    if figures.after == 0:
        if stable.estimate == 0:
            return "Nothing here is known to stay the same, so nothing can be said about the cache."
        short = f"Nothing is cached: {_count(stable)} stable tokens are under the minimum of {one.cache.minimum:,}."
        return f"{short} {front} and stands in front of {_count(lost)} of them." if lost.estimate >= CLOSING else short
    if figures.gain < SLACK:
        end = f" before `{_shown(one.breaks)}`, which {_CHANGES.get(one.breaks.level, 'changes')}" if one.breaks else ""
        return f"In order: {about}{figures.today:,} tokens can be read from the cache{end}."
    now = f"{about}{figures.today:,}" if figures.today else "Nothing"
    head = (
        f"{_capital(now)} of {_count(stable)} stable tokens is cached."
        if not figures.today
        else (f"{_capital(now)} of {_count(stable)} stable tokens are cached.")
    )
    if lost.estimate >= CLOSING:
        return f"{head} {front} and stands in front of {_count(lost)}: they are paid in full each time."
    if one.cache.mode == "markers":
        return f"{head} Nothing marks the rest, and only what is marked is kept."
    return head


def _count(size: Size) -> str:
    """A size inside a sentence."""
    words = tokens(size)
    return "an unknown number of" if words == "?" else words


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _shown(part: Part | None) -> str:
    """A dynamic part as its author wrote it; "the conversation" where nothing is written."""
    return (first_words(part.source, 60) if part is not None else "") or "the conversation"


# -- bars -------------------------------------------------------------------------------------------------------------


def _cells(flat: Iterable[tuple[MapBlock, Part, State]], after: bool = False) -> tuple[Cell, ...]:
    """The stretches of a bar; neighbours of one kind are one."""
    weights = [(block, part, state, part.counted.estimate) for block, part, state in flat if part.main]
    known = sum(weight for *_, weight in weights)
    least = max(1, known // 25)  # what has no known size is drawn so that it is seen
    found: list[Cell] = []
    for block, part, state, weight in weights:
        dynamic = part.text is None
        if not dynamic and not weight:
            continue
        size = max(weight, least * 3 if state is State.GROWS else least) if dynamic else weight
        label = role(block) if part.text is not None else _shown(part)
        if found and found[-1].state is state:
            last = found[-1]
            found[-1] = Cell(state, last.weight + (size if not dynamic else weight), last.label)
        else:
            found.append(Cell(state, size, label))
    return tuple(found)


def _after(flat: Sequence[tuple[MapBlock, Part, State]], figures: Cached) -> tuple[Cell, ...]:
    """The bar when all that stays the same stands first."""
    state = State.CACHED if figures.after else State.SAME
    order = {State.GROWS: 1, State.CHANGES: 2, State.CLOSING: 2}
    moved = sorted(flat, key=lambda item: order.get(item[2], 0))
    return _cells([(block, part, state if _moves(now) else now) for block, part, now in moved])


def _moves(state: State) -> bool:
    return state in (State.CACHED, State.SAME, State.LOST)


def columns(cells: Sequence[Cell], width: int) -> list[int]:
    """How many of `width` columns each stretch takes: at least one, and all of them together."""
    total = sum(cell.weight for cell in cells)
    if not cells or len(cells) > width:
        return [1] * min(len(cells), width)
    found = [max(1, int(cell.weight * width / total)) for cell in cells]
    while sum(found) != width:
        # The stretch that is furthest from its share gives or takes a column.
        step = 1 if sum(found) < width else -1
        off = [cell.weight * width / total - size for cell, size in zip(cells, found, strict=True)]
        pick = max(
            (at for at in range(len(found)) if step > 0 or found[at] > 1), key=lambda at: off[at] * step, default=0
        )
        found[pick] += step
    return found


# -- rows -------------------------------------------------------------------------------------------------------------


def role(block: MapBlock) -> str:
    """What a block is, in a word or two."""
    kind = block.kind.value
    if kind == "history":
        return "conversation"
    if kind in ("message", "system"):
        return block.role or ("system" if kind == "system" else "text")
    return {"tools": "tool", "switch": "setting"}.get(kind, kind)


def _rows(one: RequestMap, states: Sequence[State]) -> Iterator[Row]:
    """A row for each block and, if it has several, for each of its parts."""
    names = one.tools if one.tools and len(one.tools) == sum(b.kind.value == "tools" for b in one.blocks) else ()
    tool = 0
    at = 0
    before: Row | None = None
    for number, block in enumerate(one.blocks, 1):
        here = list(zip(block.parts, states[at : at + len(block.parts)], strict=True))
        at += len(block.parts)
        word = role(block)
        if block.kind.value == "tools":
            word, tool = (f"tool {names[tool]}" if tool < len(names) and names[tool] else word), tool + 1
        groups = _groups(here)
        note = _note(block)
        marker = _marker(block)
        if len(groups) == 1:
            row = _part_row(groups[0], number, word, note, marker)
        elif groups:
            row = Row(number, word, "", None, tokens(block.size), "", False, block.place, note, marker)
        else:
            row = Row(number, word, "", None, "0", "(empty)", False, block.place, note, marker)
        if before is not None and _alike(before, row) and len(groups) == 1:
            continue  # one of several ways of the program that look the same
        before = row
        yield row
        if len(groups) > 1:
            for group in groups[:MAX_PARTS]:
                yield _part_row(group, 0, "", "", "")
            if len(groups) > MAX_PARTS:
                rest = [part for group in groups[MAX_PARTS:] for part, _ in group]
                size = sum((part.counted for part in rest), ZERO)
                text = f"({len(groups) - MAX_PARTS} more parts)"
                yield Row(0, "", "", None, tokens(size), text, False, rest[0].place)


Group = list[tuple["Part", State]]


def _groups(parts: Iterable[tuple[Part, State]]) -> list[Group]:
    """Parts that are shown as one: text with the text behind it, and a value with itself."""
    found: list[Group] = []
    for part, state in parts:
        if part.text == "":
            continue
        last = found[-1][-1] if found else None
        if last is not None and last[1] is state and last[0].optional == part.optional:
            same = last[0].text is not None and part.text is not None and last[0].level == part.level
            if (same and last[0].main == part.main) or (part.text is None and last[0].source == part.source != ""):
                found[-1].append((part, state))
                continue
        found.append([(part, state)])
    return found


def _alike(a: Row, b: Row) -> bool:
    return (a.role, a.level, a.text, a.tokens, a.place, a.marker) == (
        b.role,
        b.level,
        b.text,
        b.tokens,
        b.place,
        b.marker,
    )


def _part_row(group: Group, number: int, word: str, note: str, marker: str) -> Row:
    """The row of parts that are shown as one."""
    part, state = group[0]
    literal = part.text is not None
    largest = max((one for one, _ in group), key=lambda one: one.size.estimate)
    text = "".join(one.text or "" for one, _ in group) if literal else part.source
    if not literal and not text.strip():
        text = "(not in sight)"
    size = sum((one.size for one, _ in group), ZERO) if literal else part.size
    # A prompt is found by its long text, not by the heading or the line break in front of it.
    place = (largest if literal and not part.text.strip() else part).place if part.text is not None else part.place
    notes = [note] if note else []
    if part.optional:
        notes.append("on one branch" if part.main else "on another branch")
    if part.looped:
        notes.append("repeated")
    return Row(
        number, word, level(part), state, tokens(size), text, literal, place, "; ".join(notes), marker, part.hops
    )  # fmt: skip


def _note(block: MapBlock) -> str:
    notes = []
    if block.assumed:
        notes.append("may follow")
    if block.late:
        notes.append("not at the head")
    if block.injected:
        notes.append(f"put in by the framework: {block.injected}")
    return "; ".join(notes)


def _marker(block: MapBlock) -> str:
    if block.marker is None:
        return ""
    lifetime = f", {block.marker.lifetime}" if block.marker.lifetime else ""
    return f"{block.marker.word}{lifetime}"


# -- Markdown ---------------------------------------------------------------------------------------------------------

BLOCKS = {
    State.CACHED: "█", State.SAME: "▓", State.LOST: "▒", State.CHANGES: "░", State.GROWS: "─", State.UNKNOWN: "?",
    State.CLOSING: "·",
}  # fmt: skip
_MARKDOWN_WIDTH = 48


def bar(cells: Sequence[Cell], width: int, glyphs: dict[State, str] = BLOCKS) -> str:
    """A bar in characters."""
    return "".join(glyphs[cell.state] * size for cell, size in zip(cells, columns(cells, width), strict=False))


def markdown(one: RequestMap) -> str:
    """`one` as Markdown that is readable unrendered as well: for the hover of an editor."""
    drawn = picture(one)
    lines = [f"**{escaped(sent_to(one))}**: {policy(one)}", "", escaped(drawn.verdict, code=True), ""]
    if drawn.today:
        lines += ["```text", f"today      {bar(drawn.today, _MARKDOWN_WIDTH)}"]
        if drawn.after != drawn.today:
            lines.append(f"after fix  {bar(drawn.after, _MARKDOWN_WIDTH)}")
        lines += [f"{BLOCKS[state]} {state.about}" for state in drawn.states] + ["```", ""]
    for row in drawn.rows:
        lines.append(_markdown_row(row, one.place))
    return "\n".join(lines).rstrip() + "\n"


def _markdown_row(row: Row, beside: Place) -> str:
    words = []
    if row.number:
        words.append(f"**{escaped(row.role)}**")
    if row.text:
        shown = first_words(row.text, 60)
        words.append(code_span(f'"{shown}"' if row.literal else shown))
    changes = row.level if row.state not in (State.CHANGES, State.LOST) else f"**{row.level}**"
    words.append(", ".join(filter(None, (changes, f"{row.tokens} tokens" if row.tokens != "?" else ""))))
    if row.text and (row.level != LEVELS[Volatility.CONSTANT] or row.place.path != beside.path):
        words.append(f"({escaped(address(row.place, beside))})")
    if row.note:
        words.append(f"({escaped(row.note)})")
    if row.marker:
        words.append(f"| {code_span(row.marker)}")
    start = f"{row.number}. " if row.number else "   - "
    return start + " ".join(filter(None, words))


def code_span(text: str) -> str:
    """`text` as code in Markdown, whatever it holds."""
    longest = max((len(run) for run in "".join(c if c == "`" else " " for c in text).split()), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def escaped(text: str, code: bool = False) -> str:
    """`text` as plain words in Markdown; with `code`, what stands between backticks stays code."""
    special = "\\*_[]<>&#|" + ("" if code else "`")
    if not code:
        return "".join(f"\\{c}" if c in special else c for c in text)
    pieces = text.split("`")
    return "`".join(piece if at % 2 else escaped(piece) for at, piece in enumerate(pieces))
