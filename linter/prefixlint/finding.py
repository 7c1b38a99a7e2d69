"""What a finding is: plain frozen data that every front end and report reads.

Knows: places, severity, confidence, loss. Must not know: how anything is found, syntax trees, output formats.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

from prefixlint.flow.volatility import Confidence

__all__ = ["Confidence", "Finding", "Fix", "Loss", "Place", "Related", "RequestInfo", "Severity", "URL", "address"]

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
    """A further place of a finding (what is lost, a hop of the value, the request) with a short annotation."""

    place: Place
    message: str


@dataclass(frozen=True, slots=True)
class RequestInfo:
    """Where the prompt is sent (or, if that is not known, where it is built) and to whom; None where unknown."""

    place: Place
    provider: str | None
    api: str
    model: str | None


@dataclass(frozen=True, slots=True)
class Loss:
    """What an inversion loses, in tokens. `tokens_high` is None when a part of it has unknown size.

    `shared_prefix_tokens` is the number of tokens (lower bound) in front of the culprit that are still shared;
    `minimum` the provider's smallest cacheable prefix; `exact` whether the figures come from a real tokenizer.
    """

    tokens_low: int
    tokens_high: int | None
    exact: bool
    shared_prefix_tokens: int
    minimum: int


@dataclass(frozen=True, slots=True)
class Fix:
    """How to mend it; `applicability` is "safe", "unsafe" or "display"."""

    applicability: str
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One defect, placed where its culprit is written. `related` is in the order in which a reader should look."""

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
    page: str = ""

    @property
    def url(self) -> str:
        """The rule's page; "" if a rule of somebody else has none."""
        return self.page or address(self.code)

    @property
    def sort_key(self) -> tuple[Place, str]:
        """The order of every report: by place, then code."""
        return (self.place, self.code)
