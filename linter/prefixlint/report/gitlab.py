"""GitLab's code quality report: a JSON list, of which merge requests show what is new.

Knows: findings. Must not know: how anything is found, whether this runs on GitLab.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from prefixlint.finding import Finding, Severity
from prefixlint.report.fingerprints import Lines, fingerprints
from prefixlint.report.json import dump
from prefixlint.report.rooted import Root

_SEVERITY = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.NOTE: "info"}


class GitlabLines(msgspec.Struct, frozen=True):
    """Where an issue begins."""

    begin: int


class GitlabLocation(msgspec.Struct, frozen=True):
    """Where an issue stands: a path below the root of the repository."""

    path: str
    lines: GitlabLines


class GitlabIssue(msgspec.Struct, frozen=True):
    """One finding, with the fields that GitLab reads."""

    description: str
    check_name: str
    fingerprint: str
    severity: str
    location: GitlabLocation


def render(findings: Sequence[Finding], lines: Lines, root: Root) -> bytes:
    """The report as UTF-8."""
    marks = fingerprints(findings, lines, root)
    return dump([_issue(finding, mark, root) for finding, mark in zip(findings, marks, strict=True)])


def _issue(finding: Finding, mark: str, root: Root) -> GitlabIssue:
    place = finding.place
    # GitLab knows no cells of notebooks: the issue stands at the top of the file and says where.
    where = "" if place.cell is None else f"cell {place.cell}:{place.line}:{place.column}: "
    location = GitlabLocation(_clean(root.shown(place.path)), GitlabLines(1 if where else place.line))
    text = f"{finding.code} {where}{finding.message}"
    return GitlabIssue(_clean(text), finding.code, mark, _SEVERITY[finding.severity], location)


def _clean(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
