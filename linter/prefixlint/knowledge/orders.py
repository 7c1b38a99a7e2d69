"""What decides whether an order is fixed: serialisers that sort, queries that name an order.

Knows: the columns of orders.toml. Must not know: the rows, values, trees.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from prefixlint.knowledge import load


@dataclass(frozen=True, slots=True)
class Serialiser:
    """The keywords of a serialiser that make it sort keys, with what they must show; `always` when it sorts unless one
    of `unless` is given."""

    sorts: Mapping[str, str]
    always: bool = False
    unless: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Query:
    """A method that gives rows: those of a `chain` of calls that begins so, or of what was `said` to the same object."""

    chain: frozenset[str]
    said: frozenset[str]


@cache
def serialisers() -> dict[str, Serialiser]:
    """By dotted name."""
    table = load.read("orders")
    always = {name: frozenset(row["unless"]) for row in table["sorted"] for name in row["names"]}
    return {
        name: Serialiser(row["sorts"], name in always, always.get(name, frozenset()))
        for row in table["serialiser"]
        for name in row["names"]
    }


@cache
def queries() -> dict[str, tuple[Query, ...]]:
    """By bare name of the method."""
    found: dict[str, tuple[Query, ...]] = {}
    for row in load.read("orders")["query"]:
        query = Query(frozenset(row.get("chain", ())), frozenset(row.get("said", ())))
        for name in row["methods"]:
            found[name] = (*found.get(name, ()), query)
    return found
