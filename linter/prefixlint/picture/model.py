"""What is drawn of a request: a verdict, a bar for today and one for after the fix, and a row for each block and part.

Knows: states, stretches, rows. Must not know: how they come about, terminals, HTML, files, rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from prefixlint.finding import Place, Related

if TYPE_CHECKING:
    from prefixlint.requests.map import Part, RequestMap


class State(Enum):
    """What becomes of a stretch of a request. The order is that of legends."""

    CACHED = "cached"
    SAME = "same"
    LOST = "lost"
    CHANGES = "changes"
    GROWS = "grows"
    REPAID = "repaid"
    UNKNOWN = "unknown"
    CLOSING = "closing"

    @property
    def about(self) -> str:
        """As a legend says it."""
        return _LEGEND[self]


_LEGEND = {
    State.CACHED: "read from the cache",
    State.SAME: "stays the same, not cached",
    State.LOST: "stays the same, but behind what changes",
    State.CHANGES: "changes",
    State.GROWS: "conversation",
    State.REPAID: "conversation behind what changes",
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

    `level` is volatility in words, "" for a block of several parts. `tokens` is a size in words, "?" if it is not known.
    `text` is text of the program (`literal`), an expression, or if `written` is False a remark of ours. `note` says what
    else a reader should know.
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
    written: bool = True


@dataclass(frozen=True, slots=True)
class Picture:
    """A request as it is drawn. `verdict` is one to three sentences with expressions in backticks; `stable` what stays the
    same, in words, and `lost` what of it is lost, in tokens; `culprit` what first varies, if anything is lost to it."""

    map: RequestMap
    cached: Cached
    stable: str
    lost: int
    verdict: str
    today: tuple[Cell, ...]
    after: tuple[Cell, ...]
    rows: tuple[Row, ...]
    culprit: Part | None = None

    @property
    def repaid(self) -> bool:
        """Whether a conversation is paid for in full with every turn."""
        return any(cell.state is State.REPAID for cell in self.today)

    @property
    def states(self) -> tuple[State, ...]:
        """What occurs in the bars and rows, in the order of a legend."""
        here = {cell.state for cell in (*self.today, *self.after)}
        return tuple(state for state in State if state in here)
