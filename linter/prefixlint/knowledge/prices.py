"""What tokens cost: the rows of `prices.toml`, and files of users in the shape of litellm's.

Knows: the schema of `prices.toml` (SCHEMA.md), the keys of litellm's price file. Must not know: traffic, findings, who asks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from prefixlint.knowledge import load

_DATE = re.compile(r"-(?:20\d\d-?\d\d-?\d\d|latest)$")
_KEYS = ("input_cost_per_token", "cache_read_input_token_cost", "cache_creation_input_token_cost")
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Price:
    """Dollars for one token: sent, read from the cache, written to it. `date` is the day of the table or "" for a user's
    file."""

    input: float
    read: float
    write: float
    date: str = ""


class PriceError(Exception):
    """A user's price file is not what it should be; the message stands behind its name."""


class Prices:
    """All prices: the table, and what a user's file says instead."""

    def __init__(self, own: Mapping[str, Price] | None = None) -> None:
        self._own = dict(own or {})

    def of(self, provider: str | None, model: str | None) -> Price | None:
        """The price of a model, by the name that a request asks for; None if it is not known."""
        if model is None:
            return None
        for name in (f"{provider}/{model}", model):
            if name in self._own:
                return self._own[name]
        made = load.knowledge().caches.maker(provider, model)
        if made is None:
            return None
        maker, name = made
        bare = _DATE.sub("", name)
        for key in (f"{maker}/{name}", name, f"{maker}/{bare}", bare):
            if key in self._own:
                return self._own[key]
        return _table().get((maker, name)) or _table().get((maker, bare))


@cache
def _table() -> dict[tuple[str | None, str], Price]:
    return {
        (row["provider"], model): Price(
            row["input"] / _MILLION,
            row.get("read", row["input"]) / _MILLION,
            row.get("write", row["input"]) / _MILLION,
            row["date"],
        )
        for row in load.read("prices")["price"]
        for model in row["models"]
    }


def read_file(path: str) -> Prices:
    """The table with the prices of a file in the shape of litellm's `model_prices_and_context_window.json`. Models without a
    price for what is sent are left out. Raises `PriceError`."""
    try:
        with open(path, "rb") as stream:
            document = json.load(stream)
    except OSError as error:
        raise PriceError(f"cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise PriceError(f"no valid JSON: {' '.join(str(error).split())}") from None
    if not isinstance(document, dict):
        raise PriceError("must be an object of models")
    return Prices({name: price for name, row in document.items() if (price := _price(name, row)) is not None})


def _price(name: str, row: Any) -> Price | None:
    if not isinstance(row, dict):
        raise PriceError(f"{name!r} must be an object")
    figures: list[float | None] = []
    for key in _KEYS:
        value = row.get(key)
        if value is not None and (isinstance(value, bool) or not isinstance(value, (int, float)) or not value >= 0):
            # litellm's own file has an entry that explains the keys in words.
            if name == "sample_spec":
                return None
            raise PriceError(f"{name!r}: {key} must be a number of dollars, not {value!r}")
        figures.append(value)
    sent, read, written = figures
    return None if sent is None else Price(sent, sent if read is None else read, sent if written is None else written)
