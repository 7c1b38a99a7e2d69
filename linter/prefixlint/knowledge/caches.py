"""How a provider caches a model, and where requests say something about it: the rows of `caches.toml`.

Knows: the schema of `caches.toml` (SCHEMA.md), how models' names are written. Must not know: trees, values, rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import cached_property, lru_cache
from typing import Any

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CachePolicy:
    """How a provider caches a model, as far as that is known of a request. Sizes are in tokens.

    `mode` is "prefix" (the longest one that was sent before), "breakpoints" (exact ones, set by themselves or by hand),
    "markers" (only what is marked) or "none". Nothing below `minimum` is cached; everything from `enough` on is; they
    differ where the model is not known. `step`: hits are rounded down to its multiples.
    """

    mode: str = "prefix"
    minimum: int = 1024
    enough: int = 1024
    step: int | None = None
    known: bool = False  # the model is known, not only the provider
    markers: tuple[str, ...] = ()  # words that mark, as requests write them
    maximum: int | None = None  # markers in one request
    refused: bool = False  # one more is answered with an error, not dropped
    lifetimes: tuple[str, ...] = ()  # that can be asked for, the shortest first; the first is the default
    ordered: bool = False  # a longer lifetime must not stand behind a shorter one
    best_effort: bool = False  # may cache without a marker as well, but promises nothing
    rejects: tuple[str, ...] = ()  # options that are answered with an error: "options", "retention=in_memory"
    unsupported: tuple[str, ...] = ()  # options that the model is not listed for
    replaced: tuple[str, ...] = ()  # options that others took the place of
    needs: tuple[str, ...] = ()  # options that the model is only used with
    direct: bool = False  # all places are known where such a request says something to the cache
    takes: tuple[tuple[str, tuple[str, ...]], ...] = ()  # words that mark, and the places they are taken in
    accepts: tuple[str, ...] = ()  # types of content parts that take a marker; empty: all but `refuses`
    refuses: tuple[str, ...] = ()
    empty: bool = True  # whether an empty text takes one

    def places(self, word: str) -> tuple[str, ...] | None:
        """Where markers of this word are taken; None if that is not known."""
        return next((places for known, places in self.takes if known == word), None)

    def cached(self, tokens: int, surely: bool = False) -> int:
        """How many of `tokens` tokens that are sent again can be read from the cache: none below the minimum, then as
        many whole steps as there are. `surely`: where the model is not known, as the strictest of the provider does it."""
        if self.mode == "none" or tokens < (self.enough if surely else self.minimum):
            return 0
        return tokens - tokens % self.step if self.step else tokens


UNKNOWN = CachePolicy()


@dataclass(frozen=True, eq=False)
class Caches:
    """All rows. `routed` tells the provider that a model's name chooses."""

    table: Row
    routed: Callable[[str], tuple[str | None, str]]
    passing: frozenset[str]  # providers that cache as whoever makes the model

    @cached_property
    def words(self) -> tuple[str, ...]:
        """All words that mark."""
        found = (word for row in self.table.get("cache", ()) for word in row.get("markers", ()))
        return tuple(dict.fromkeys(found))

    def marking(self, word: str) -> str | None:
        """The provider that a mark of this word is made for: the one that refuses a request with too many of them."""
        rows = [row for row in self.table.get("cache", ()) if word in row.get("markers", ())]
        rows.sort(key=lambda row: row.get("excess") != "refused")
        return str(rows[0]["provider"]) if rows else None

    def _words(self, key: str) -> tuple[str, ...]:
        return tuple(self.table.get("spelling", {}).get(key, ()))

    @cached_property
    def points(self) -> frozenset[str]:
        """Words of markers that stand alone, behind what they close."""
        return frozenset(self._words("points"))

    @cached_property
    def mentions(self) -> tuple[str, ...]:
        """What a file shows that speaks of markers anywhere."""
        return self._words("mentions")

    @cached_property
    def fresh(self) -> tuple[str, ...]:
        """Endings of names of what is new with every request."""
        return self._words("fresh")

    @cached_property
    def counting(self) -> frozenset[str]:
        """Methods that only count tokens."""
        return frozenset(self._words("counting"))

    @cached_property
    def apart(self) -> frozenset[str]:
        """Arguments with text that are no messages, although their provider takes system text as messages."""
        return frozenset(self._words("apart"))

    @cached_property
    def _options(self) -> dict[str, list[tuple[str, Sequence[str]]]]:
        found: dict[str, list[tuple[str, Sequence[str]]]] = {}
        for row in self.table.get("option", ()):
            for surface in row["ids"]:
                found.setdefault(surface, []).append((row["means"], row["arguments"]))
        return found

    def options(self, surface: str) -> list[tuple[str, Sequence[str]]]:
        """The arguments of a surface that say something to the cache, by what they mean."""
        return self._options.get(surface, [])

    @cached_property
    def deployed(self) -> frozenset[str]:
        """Providers whose names of models are those of a user's deployments, and say nothing."""
        return frozenset(row["provider"] for row in self.table.get("cache", ()) if row.get("deployments"))

    @lru_cache(maxsize=1024)  # noqa: B019 - one table lives as long as the process
    def policy(self, provider: str | None, model: str | None, surface: str = "") -> CachePolicy:
        """How `provider` caches `model`; with the model unknown, what holds for all generations of the provider."""
        found = self._policy(provider, model)
        for row in self.table.get("surface", ()):
            if surface in row["ids"] and provider in row["providers"]:
                takes = tuple((word, tuple(places)) for word, places in row["takes"].items())
                return replace(
                    found, direct=True, takes=takes, accepts=tuple(row.get("accepts", ())),
                    refuses=tuple(row.get("refuses", ())), empty=row.get("empty", True),
                )  # fmt: skip
        return found

    def _policy(self, provider: str | None, model: str | None) -> CachePolicy:
        rows = [row for row in self.table.get("cache", ()) if row["provider"] == provider]
        large = next((row for row in rows if "models" not in row), None)
        if model is not None and provider not in self.deployed:
            if provider is None or provider in self.passing:
                behind, bare = self.routed(model)
                if behind is not None and behind != provider:
                    return self._policy(behind, bare)
            name = self.canonical(model)
            for row in rows:
                if any(fnmatchcase(spelt, one) for one in row.get("models", ()) for spelt in (name, _dashed(name))):
                    return _made({**(large or {}), "enough": row.get("minimum", 1024), **row}, True)
        return _made(large, False) if large is not None else UNKNOWN

    def maker(self, provider: str | None, model: str | None) -> tuple[str | None, str] | None:
        """Who answers when `model` is asked for through `provider`, and the model's canonical name; None where the name
        says nothing."""
        if model is None or provider in self.deployed:
            return None
        if provider is None or provider in self.passing:
            behind, model = self.routed(model)
            provider = behind or provider
        return None if provider in self.deployed else (provider, _dashed(self.canonical(model)))

    def canonical(self, model: str) -> str:
        """A model's name without route, region, vendor, fine-tune, version and variant."""
        name = model.lower().rpartition("/")[2]
        if name.startswith("ft:"):
            name = name[3:]
        vendors = self.table.get("spelling", {}).get("vendors", ())
        for vendor in vendors:
            before, found, rest = name.partition(f"{vendor}.")
            if found and (not before or before.endswith(".")):
                name = rest
        head, colon, rest = name.partition(":")
        if colon and head.isalpha():  # `openai:gpt-5`
            name = rest
        name = re.split(r"[@:]", name, maxsplit=1)[0]
        return re.sub(r"-v\d+$", "", name)


def _dashed(name: str) -> str:
    """The name as it is written where a version has no dot (`claude-sonnet-4.5`)."""
    return name.replace(".", "-") if name.startswith("claude") else name


def _made(row: Row, known: bool) -> CachePolicy:
    minimum = row.get("minimum", 1024)
    return CachePolicy(
        row.get("mode", "prefix"), minimum, max(minimum, row.get("enough", minimum)), row.get("step"), known,
        tuple(row.get("markers", ())), row.get("maximum"), row.get("excess") == "refused", tuple(row.get("lifetimes", ())),
        row.get("ordered", False), row.get("unmarked") == "best effort", tuple(row.get("rejects", ())),
        tuple(row.get("unsupported", ())), tuple(row.get("replaced", ())), tuple(row.get("needs", ())),
    )  # fmt: skip
