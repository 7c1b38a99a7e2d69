"""Annotations for GitHub Actions: one workflow command per finding, the most severe first.

GitHub shows ten annotations of each kind for a step, those that come first. It knows no cells of notebooks: there the
annotation stands at the top of the file and the message says where.
Knows: findings. Must not know: how anything is found, whether this runs on GitHub.
"""

from __future__ import annotations

from collections.abc import Iterable

from prefixlint.finding import Finding, Severity
from prefixlint.report.rooted import Root

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(findings: Iterable[Finding], problems: Iterable[str], root: Root) -> bytes:
    """The report as UTF-8; `problems` are about paths that gave nothing."""
    lines = [f"::error title=prefixlint::{_data(problem)}\n" for problem in problems]
    lines += [f"{annotation(finding, root)}\n" for finding in sorted(findings, key=_order)]
    return "".join(lines).encode("utf-8", "backslashreplace")


def annotation(finding: Finding, root: Root) -> str:
    """The command for one finding: its sentence, and on the next line what to do."""
    place = finding.place
    message = finding.message
    properties = {"file": root.shown(place.path), "line": "1", "endLine": "1"}
    if place.cell is not None:
        message = f"cell {place.cell}:{place.line}:{place.column}: {message}"
    else:
        properties |= {"line": str(place.line), "endLine": str(place.end_line)}
        if place.line == place.end_line:  # the runner refuses columns of a span of several lines
            properties |= {"col": str(place.column), "endColumn": str(place.end_column)}
    properties["title"] = f"{finding.code} {finding.name}"
    if finding.fix is not None:
        message += f"\nhelp: {finding.fix.message}"
    given = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {given}::{_data(message)}"


def _order(finding: Finding) -> tuple[object, ...]:
    """The most severe first, then those that cost most, then by place."""
    lost = finding.loss.tokens_low if finding.loss is not None else 0
    return (-finding.severity, -lost, *finding.sort_key)


def _data(text: str) -> str:
    """`text` as the message of a command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """`text` as the value of a property of a command."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
