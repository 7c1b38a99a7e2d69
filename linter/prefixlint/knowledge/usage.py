"""The fields of responses that say how much of a prompt came from the cache.

Knows: the schema of `usage.toml` (SCHEMA.md). Must not know: anything else.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from importlib import resources

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


@lru_cache(maxsize=1)
def fields() -> tuple[bytes, ...]:
    """The names of all fields, as bytes of a program."""
    text = resources.files("prefixlint.knowledge").joinpath("usage.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text)["usage"]
    return tuple(sorted({name.encode() for row in rows for name in row["fields"]}))
