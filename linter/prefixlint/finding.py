"""What a finding is: plain frozen data that every front end and report reads.

Knows: places, severity, confidence, loss. Must not know: how anything is found, syntax trees, output formats.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

from prefixlint.flow.volatility import Confidence

__all__ = [
    "Confidence",
    "Edit",
    "Finding",
    "Fix",
    "Loss",
    "Place",
    "Related",
    "RequestInfo",
    "Severity",
    "URL",
    "address",
]

URL = "https://github.com/prefixlint/prefixlint/blob/main/docs/rules/{code}.md"


def address(code: str) -> str:
    """The page of one of our own rules; "" for a rule of somebody else."""
    return URL.format(code=code) if code.startswith("PFX") else ""


class Severity(IntEnum):
    """How much a finding matters; notes alone leave the exit status at 0."""

    NOTE = 0
    WARNING = 1
    ERROR = 2


@dataclass(frozen=True, slots=True)
class Place:
    """A span of one file. Lines and columns are 1-based code points; the end column is the first behind the span.

    In a notebook, `cell` is the number of the cell among all its cells, from 1, and lines count inside that cell.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    cell: int | None = None

    def __lt__(self, other: Place) -> bool:
        return self._order < other._order

    @property
    def _order(self) -> tuple[str, int, int, int, int, int]:
        return (self.path, self.cell or 0, self.line, self.column, self.end_line, self.end_column)

    @property
    def file(self) -> str:
        """The file, and the cell if it is a notebook."""
        return self.path if self.cell is None else f"{self.path}:cell {self.cell}"

    def __str__(self) -> str:
        """As every report prints it: `app.py:3:9`, `try.ipynb:cell 2:3:9`."""
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Related:
    """A further place of a finding (what is lost, a hop of the value, the request) with a short annotation. `function` is the
    dotted name of the function around it, "" if it stands in none or that is not known."""

    place: Place
    message: str
    function: str = ""


@dataclass(frozen=True, slots=True)
class RequestInfo:
    """Where the prompt is sent (or, if that is not known, where it is built) and to whom; None where unknown. `function`
    is the dotted name of the function around it, "" in the body of a module."""

    place: Place
    provider: str | None
    api: str
    model: str | None
    function: str = ""


@dataclass(frozen=True, slots=True)
class Loss:
    """What an inversion loses, in tokens. `tokens_high` is None when a part of it has unknown size.

    `shared_prefix_tokens` is the number of tokens (lower bound) in front of the culprit that are still shared;
    `minimum` the provider's smallest cacheable prefix; `exact` whether the figures come from a real tokenizer.

    `tokens` is what is lost `per` call, user, conversation, day, process or host, counted or estimated, of
    `stable_tokens`; `conversation` says that earlier turns are lost as well. `first_difference` is the token at which the
    culprit begins, from 1, in the text in front of it. `cached_today` is what the next request with other data reads from
    the cache, `cached_after` what it could with all that is stable in front, both rounded down to the model's `step`
    (None: hits are not rounded, or it is not known how); `cached_open`: parts of unknown size come on top. `written`: what
    is lost is paid for as a write each time. `calls_per_day` and `dollars_per_day` are only there where a user stated the
    traffic.
    """

    tokens_low: int
    tokens_high: int | None
    exact: bool
    shared_prefix_tokens: int
    minimum: int
    tokens: int = 0
    stable_tokens: int = 0
    first_difference: int = 1
    first_difference_exact: bool = False
    conversation: bool = False
    per: str = "call"
    step: int | None = None
    cached_today: int = 0
    cached_after: int = 0
    cached_open: bool = False
    written: bool = False
    calls_per_day: float | None = None
    dollars_per_day: float | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of one file: what stands at `place` becomes `text`. An empty span inserts, an empty text deletes.

    The text is written with `\n` between lines, whatever the file uses.
    """

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """How to mend it; `applicability` is "safe" (never changes what the program does but for the order that was not fixed
    before), "unsafe" (may change what it does: somebody has to look) or "display" (advice, no edits).

    `edits` belong together: all of them are made, or none. They do not overlap and are sorted by place.
    """

    applicability: str
    message: str
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One defect, placed where its culprit is written. `related` is in the order in which a reader should look;
    `function` is the dotted name of the function around the culprit, "" in the body of a module and in a text file."""

    code: str
    name: str
    severity: Severity
    confidence: Confidence
    reason: str
    place: Place
    message: str
    request: RequestInfo | None = None
    related: tuple[Related, ...] = field(default=())
    loss: Loss | None = None
    fix: Fix | None = None
    function: str = ""
    page: str = ""

    @property
    def url(self) -> str:
        """The rule's page; "" if a rule of somebody else has none."""
        return self.page or address(self.code)

    @property
    def sort_key(self) -> tuple[Place, str]:
        """The order of every report: by place, then code."""
        return (self.place, self.code)
