"""Immutable data that is made a million times a run.

Knows: dataclasses. Must not know: what is kept in them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["record"]

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:
    from dataclasses import dataclass

    def record(*, frozen, **options):
        """A dataclass that is `frozen`, by the word of the type checker. Python enforces it with a call for each field of
        each object that is made, which triples what making one costs: a twentieth of a whole run."""

        def make(cls):
            return dataclass(unsafe_hash=frozen and "__hash__" not in vars(cls), **options)(cls)

        return make
