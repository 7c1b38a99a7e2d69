"""Which encoding a model counts with, and what is added around text: the rows of `encodings.toml`.

Knows: the schema of `encodings.toml` (SCHEMA.md). Must not know: the rows, rank files on disk, tiktoken.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from math import ceil
from typing import Any

from prefixlint.knowledge import load
from prefixlint.tokens import UNKNOWN_SIZE, Size


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding. `file` is its rank file's name in tiktoken's cache folder, `size` that of the file in bytes, `models`
    the patterns of the models that count with it."""

    name: str
    address: str
    file: str
    sha256: str
    size: int
    pattern: str
    models: tuple[str, ...]


@lru_cache(maxsize=1)
def encodings() -> dict[str, Encoding]:
    """All encodings by name."""
    table = load.read("encodings")
    return {
        row["name"]: Encoding(
            row["name"], row["address"], row["file"], row["sha256"], row["bytes"], row["pattern"],
            tuple(one for model in table["model"] if model["encoding"] == row["name"] for one in model["models"]),
        )
        for row in table["encoding"]
    }  # fmt: skip


@lru_cache(maxsize=1024)
def encoding_of(provider: str | None, model: str | None) -> Encoding | None:
    """What `model` of `provider` counts with; None if that is not public, or not known."""
    made = load.knowledge().caches.maker(provider, model)
    if made is None:
        return None
    maker, name = made
    for row in load.read("encodings")["model"]:
        if maker in row["providers"] and _matches(row, name):
            return encodings()[row["encoding"]]
    return None


def per_message(model: str | None) -> int:
    """Tokens that each message has around its text."""
    return int(_first("message", model)["each"])


def around_tools(model: str | None, tools: int) -> int:
    """Tokens that so many tools have around what they say of themselves."""
    row = _first("tools", model)
    return int(row["each"]) * tools + int(row["all"]) if tools else 0


def image_size(model: str | None, detail: str) -> Size:
    """Tokens of one image, sent in this detail ("" if that is not known): its width and height are not, so that these are
    bounds, but for what is sent in low detail to a model that counts tiles."""
    name = load.knowledge().caches.canonical(model or "")
    row = next((row for row in load.read("encodings")["image"] if name and _matches(row, name)), None)
    if row is None:
        return UNKNOWN_SIZE
    if "tile" in row:
        base, tile = int(row["base"]), int(row["tile"])
        if detail == "low":
            return Size(base, base, base)
        least = base + tile if detail == "high" else base
        return Size(least, base + int(row["most"]) * tile, base + int(row["usual"]) * tile)
    weight = float(row.get("weight", 1))
    return Size(1, ceil(int(row["most"]) * weight), round(int(row["usual"]) * weight))


def _first(table: str, model: str | None) -> Mapping[str, Any]:
    name = load.knowledge().caches.canonical(model or "")
    return next(row for row in load.read("encodings")[table] if _matches(row, name))


def _matches(row: Mapping[str, Any], name: str) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in row["models"])
