"""The order of the steps for one text: sieve, parse, requests, rules, suppression, placing.

Knows: which step follows which. Must not know: disk, standard output, exit codes, threads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prefixlint.finding import Finding

if TYPE_CHECKING:
    from prefixlint.config import Settings
    from prefixlint.rule import Rule


@dataclass(frozen=True, slots=True)
class Result:
    """What one file gave. `parsed` is False for a file that the sieve stopped, `readable` for one that could not be read."""

    findings: tuple[Finding, ...] = ()
    requests: int = 0
    parsed: bool = False
    readable: bool = True


def lint_text(path: str, data: bytes, settings: Settings, rules: Sequence[Rule], noqa: bool = True) -> Result:
    """Findings of the file `path` with content `data`, sorted. `noqa` says whether `# noqa` comments are honoured here
    (flake8 does that itself)."""
    return Result()
