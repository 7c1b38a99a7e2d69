"""A request as Markdown, readable unrendered as well: for the hover of an editor.

Knows: pictures, Markdown. Must not know: how pictures come about, editors, protocols.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from prefixlint.finding import Place
from prefixlint.picture import words
from prefixlint.picture.draw import columns, picture
from prefixlint.picture.model import Cell, Row, State

if TYPE_CHECKING:
    from prefixlint.requests.map import RequestMap

BLOCKS = {
    State.CACHED: "█",
    State.SAME: "▓",
    State.LOST: "▒",
    State.CHANGES: "░",
    State.GROWS: "━",
    State.REPAID: "╌",
    State.UNKNOWN: "?",
    State.CLOSING: "·",
}
_WIDTH = 48
_SPECIAL = "\\`*_[]<>&#|"


def bar(cells: Sequence[Cell], width: int, glyphs: Mapping[State, str] = BLOCKS) -> str:
    """A bar in characters."""
    return "".join(glyphs[cell.state] * size for cell, size in zip(cells, columns(cells, width), strict=False))


def markdown(one: RequestMap) -> str:
    """The picture of `one`."""
    drawn = picture(one)
    lines = [f"**{escaped(words.sent_to(one))}** ({words.policy(one)})", "", _sentences(drawn.verdict), ""]
    if drawn.today:
        lines += ["```text", f"today      {bar(drawn.today, _WIDTH)}"]
        if drawn.after != drawn.today:
            lines.append(f"after fix  {bar(drawn.after, _WIDTH)}")
        lines += ["", *(f"{BLOCKS[state]} {state.about}" for state in drawn.states), "```", ""]
    lines += [_row(row, one.place) for row in drawn.rows]
    return "\n".join(lines).rstrip() + "\n"


def _row(row: Row, beside: Place) -> str:
    """A row as an item of a list."""
    found = [f"**{escaped(row.role)}**"] if row.number else []
    if row.written:
        text = words.first_words(row.text, 60)
        found.append(code(f'"{text}"' if row.literal else text))
    elif row.text:
        found.append(escaped(row.text))
    level = f"**{row.level}**" if row.state is State.CHANGES else row.level
    lost = "lost" if row.state in (State.LOST, State.REPAID) else ""
    size = "" if row.tokens == "?" else f"{row.tokens} token{'' if row.tokens == '1' else 's'}"
    found.append(", ".join(filter(None, (level, size, lost))))
    if row.written and (row.level != words.CONSTANT or row.place.path != beside.path):
        found.append(f"({escaped(words.address(row.place, beside))})")
    if row.note:
        found.append(f"({escaped(row.note)})")
    if row.marker:
        found.append(f"ends at {code(row.marker)}")
    return (f"{row.number}. " if row.number else "   - ") + " ".join(filter(None, found))


def code(text: str) -> str:
    """`text` as code, whatever it holds."""
    longest = max((len(run) for run in "".join(c if c == "`" else " " for c in text).split()), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text[:1] == "`" or text[-1:] == "`" else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def escaped(text: str) -> str:
    """`text` as plain words."""
    return "".join(f"\\{c}" if c in _SPECIAL else c for c in text)


def _sentences(text: str) -> str:
    """Sentences in which expressions stand between backticks."""
    return "`".join(piece if at % 2 else escaped(piece) for at, piece in enumerate(text.split("`")))
