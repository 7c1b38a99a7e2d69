"""Functions of libraries that trim a conversation.

Knows: the columns of history.toml. Must not know: the rows, what a request is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from prefixlint.knowledge import load


@dataclass(frozen=True, slots=True)
class Trimmer:
    """The argument that a function trims."""

    argument: str
    position: int | None


@cache
def trimmers() -> dict[str, Trimmer]:
    """By dotted name, what a function trims."""
    return {
        name: Trimmer(row.get("argument", ""), row.get("position"))
        for row in load.read("history")["trimmer"]
        for name in row["names"]
    }
