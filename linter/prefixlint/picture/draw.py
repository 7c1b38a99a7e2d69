"""The bars and rows of a picture.

Knows: what becomes of each part. Must not know: terminals, markup, files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from prefixlint.picture import words
from prefixlint.picture.figures import Judged, cached, judged, kept
from prefixlint.picture.model import Cached, Cell, Picture, Row, State
from prefixlint.tokens import ZERO

if TYPE_CHECKING:
    from prefixlint.requests.map import MapBlock, Part, RequestMap

MAX_PARTS = 16  # rows of one block; what is more is summed up
_LEAST = 25  # what has no known size takes at least this part of a bar, so that it is seen
_LONG = 4  # and a conversation so many times as much


def picture(one: RequestMap) -> Picture:
    """The picture of `one`."""
    figures = cached(one)
    parts = judged(one, figures)
    stable = kept(parts)
    lost = any(state in (State.LOST, State.REPAID) for *_, state in parts)
    return Picture(
        one,
        figures,
        words.tokens(stable),
        sum(part.counted.estimate for _, part, state in parts if state is State.LOST),
        words.verdict(one, figures, stable, parts),
        _cells(parts),
        _after(parts, figures),
        tuple(_rows(one, parts)),
        one.breaks if lost else None,
    )


def _cells(parts: Sequence[Judged]) -> tuple[Cell, ...]:
    """The stretches of a bar; neighbours of one kind are one."""
    main = [one for one in parts if one[1].main and one[1].text != ""]
    least = max(1, sum(part.counted.estimate for _, part, _ in main) // _LEAST)
    found: list[Cell] = []
    for block, part, state in main:
        weight = part.counted.estimate
        assumed = 0
        if part.text is None and weight < least:
            assumed = least * (_LONG if state in (State.GROWS, State.REPAID) else 1)
        label = words.role(block) if part.text is not None else words.shown(part)
        last = found[-1] if found else None
        # The few words around a question are as good as the question.
        if last is not None and (last.state is state or (last.state, state) == (State.CHANGES, State.CLOSING)):
            found[-1] = Cell(last.state, max(last.weight + weight, assumed), last.label)
        elif weight or assumed:
            found.append(Cell(state, weight or assumed, label))
    return tuple(found)


def _after(parts: Sequence[Judged], figures: Cached) -> tuple[Cell, ...]:
    """The bar when all that stays the same stands first, then the conversation, then what changes."""
    first = State.CACHED if figures.after else State.SAME
    become = {State.CACHED: first, State.SAME: first, State.LOST: first, State.REPAID: State.GROWS}
    order = {State.GROWS: 1, State.CHANGES: 2, State.CLOSING: 2}
    after = [(block, part, become.get(state, state)) for block, part, state in parts]
    return _cells(sorted(after, key=lambda one: order.get(one[2], 0)))


def columns(cells: Sequence[Cell], width: int) -> list[int]:
    """How many of `width` columns each stretch takes: at least one, and all of them together."""
    total = sum(cell.weight for cell in cells)
    if not cells or len(cells) > width:
        return [1] * min(len(cells), width)
    found = [max(1, int(cell.weight * width / total)) for cell in cells]
    while sum(found) != width:
        # The stretch that is furthest from its share gives or takes a column.
        step = 1 if sum(found) < width else -1
        off = [step * (cell.weight * width / total - size) for cell, size in zip(cells, found, strict=True)]
        at = max((at for at in range(len(found)) if step > 0 or found[at] > 1), key=lambda at: off[at])
        found[at] += step
    return found


# -- rows -------------------------------------------------------------------------------------------------------------


def _rows(one: RequestMap, parts: Sequence[Judged]) -> Iterator[Row]:
    """A row for each block and, if it has several, for each of its parts."""
    tools = [block for block in one.blocks if block.kind.value == "tools"]
    names = iter(one.tools if one.tools and len(one.tools) == len(tools) else ())
    at = 0
    before: Row | None = None
    for number, block in enumerate(one.blocks, 1):
        groups = _groups((part, state) for _, part, state in parts[at : at + len(block.parts)])
        at += len(block.parts)
        word = words.role(block)
        if block.kind.value == "tools" and (name := next(names, "")):
            word = f"{word} {name}"
        if len(groups) == 1:
            row = _row(groups[0], one, number, word, block)
        else:
            empty = "" if groups else "(empty)"
            size = words.tokens(block.size)
            marker = "" if groups else _marker(block)  # it closes the block, so that it stands behind the parts
            row = Row(number, word, "", None, size, empty, False, block.place, _note(block), marker, written=False)
        if len(groups) < 2 and before is not None and _alike(before, row):
            continue  # several ways through the program that look the same
        before = row
        yield row
        if len(groups) > 1:
            *most, last = _part_rows(groups, one)
            yield from most
            yield replace(last, marker=_marker(block))


def _part_rows(groups: Sequence[Group], one: RequestMap) -> Iterator[Row]:
    """A row for each part of a block."""
    yield from (_row(group, one) for group in groups[:MAX_PARTS])
    if len(groups) > MAX_PARTS:
        rest = [part for group in groups[MAX_PARTS:] for part, _ in group]
        size = words.tokens(sum((part.counted for part in rest), ZERO))
        text = f"({len(groups) - MAX_PARTS} more parts)"
        yield Row(0, "", "", None, size, text, False, rest[0].place, written=False)


Group = list[tuple["Part", State]]


def _groups(parts: Iterable[tuple[Part, State]]) -> list[Group]:
    """Parts that are shown as one: text with the text behind it, a value with itself, and what stands in another branch of
    a choice than the largest."""
    found: list[Group] = []
    for part, state in parts:
        if part.text == "":
            continue
        last, become = found[-1][-1] if found else (None, None)
        if last is not None and last.main == part.main:
            texts = last.text is not None and part.text is not None and last.level == part.level
            values = part.text is None and last.source == part.source != ""
            if not part.main or (become is state and last.optional == part.optional and (texts or values)):
                found[-1].append((part, state))
                continue
        found.append([(part, state)])
    blank = [group for group in found if any(part.text is None or part.text.strip() for part, _ in group)]
    return blank or found


def _alike(a: Row, b: Row) -> bool:
    return (a.role, a.level, a.text, a.tokens, a.place, a.marker) == (
        b.role,
        b.level,
        b.text,
        b.tokens,
        b.place,
        b.marker,
    )


def _row(group: Group, one: RequestMap, number: int = 0, word: str = "", block: MapBlock | None = None) -> Row:
    """The row of parts that are shown as one."""
    part, state = group[0]
    if len(group) > 1 and not part.main:
        return _others(group, one, number, word, block)
    literal = part.text is not None
    text, place, size = part.source, part.place, part.size
    if literal:
        text = "".join(part.text or "" for part, _ in group)
        size = sum((part.size for part, _ in group), ZERO)
        # A prompt is found by its long text, not by the heading or the line break in front of it.
        place = max((part for part, _ in group), key=lambda part: part.size.estimate).place
    written = literal or words.named(part, one)
    notes = [_note(block)] if block is not None else []
    if part.optional:
        notes.append("on one branch" if part.main else "or instead")
    if part.looped:
        notes.append("repeated")
    return Row(
        number,
        word,
        words.level(part),
        state,
        words.tokens(size),
        text if written else "(what is passed here)" if text else "(what follows)",
        literal,
        place,
        "; ".join(filter(None, notes)),
        _marker(block) if block is not None else "",
        part.hops,
        written,
    )


def _others(group: Group, one: RequestMap, number: int, word: str, block: MapBlock | None) -> Row:
    """The row of what may stand there instead: told by what varies most of it."""
    part, state = max(group, key=lambda item: (item[1] is State.CHANGES, item[0].text is None, item[0].size.estimate))
    row = _row([(part, state)], one, number, word, block)
    return replace(row, note="; ".join(filter(None, (row.note, f"and {len(group) - 1} more of other branches"))))


def _note(block: MapBlock) -> str:
    notes = ["may follow" if block.assumed else "", "not at the head" if block.late else ""]
    notes.append(f"put in by the framework: {block.injected}" if block.injected else "")
    return "; ".join(filter(None, notes))


def _marker(block: MapBlock) -> str:
    if block.marker is None:
        return ""
    return f"{block.marker.word}, {block.marker.lifetime}" if block.marker.lifetime else block.marker.word
