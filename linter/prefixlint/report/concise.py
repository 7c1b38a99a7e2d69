"""One line per finding: `path:line:column: CODE message`, in notebooks `path:cell 2:line:column: CODE message`.

Knows: findings. Must not know: source text, terminals, how anything is found.
"""

from __future__ import annotations

from collections.abc import Iterable

from prefixlint.finding import Finding


def render(findings: Iterable[Finding]) -> str:
    """The report."""
    return "".join(f"{line(finding)}\n" for finding in findings)


def line(finding: Finding) -> str:
    """The line of one finding."""
    return f"{finding.place}: {finding.code} {finding.message}"
