"""What is known of tools: calls that make a definition, and how an API gives a model other tools without another list.

Knows: the schema of `tools.toml` (SCHEMA.md). Must not know: trees, values, findings, rules.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


@dataclass(frozen=True)
class Maker:
    """A call that makes a definition: which argument, named or at which position, is which part of it."""

    arguments: tuple[tuple[str, str, int | None], ...]


@dataclass(frozen=True)
class Device:
    """How an API lets a model use some of its tools (`subset`) or none (`off`), or gives it more of them (`late`),
    without another list; "" if it does not."""

    subset: str = ""
    late: str = ""
    off: str = ""


@dataclass(frozen=True)
class Tools:
    """The rows of the table."""

    makers: Mapping[str, Maker]
    schemas: frozenset[str]  # methods of a model class that give its schema
    devices: Mapping[tuple[str, str], Device]

    def device(self, provider: str | None, api: str) -> Device:
        """What `provider` offers on `api`."""
        return self.devices.get((provider or "", api), _NOTHING)


_NOTHING = Device()


@lru_cache(maxsize=1)
def tools() -> Tools:
    """The table, read once."""
    text = resources.files("prefixlint.knowledge").joinpath("tools.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    makers = {}
    for row in table["maker"]:
        positions = row.get("positions", {})
        made = Maker(tuple((part, word, positions.get(part)) for part, word in row["parts"].items()))
        makers.update(dict.fromkeys(row["names"], made))
    devices = {
        (row["provider"], api): Device(row.get("subset", ""), row.get("late", ""), row.get("off", ""))
        for row in table["device"]
        for api in row["apis"]
    }
    return Tools(makers, frozenset(name for row in table["schema"] for name in row["methods"]), devices)
