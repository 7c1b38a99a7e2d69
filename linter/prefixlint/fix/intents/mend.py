"""What a repair comes to: edits, how safe they are, and a title.

Knows: edits. Must not know: trees, rules.
"""

from __future__ import annotations

from dataclasses import dataclass

from prefixlint.finding import Edit


@dataclass(frozen=True, slots=True)
class Mend:
    """Edits with their applicability ("safe" or "unsafe"); `message` is what to do, in one sentence."""

    applicability: str
    message: str
    edits: tuple[Edit, ...]
