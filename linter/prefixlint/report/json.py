"""The JSON report, version 1: a frozen contract with types of its own, so that no inner change alters it unseen.

Knows: findings. Must not know: how anything is found.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from prefixlint.finding import Edit, Finding, Fix, Loss, Related, RequestInfo
from prefixlint.report.summary import Summary

VERSION = 1


class JsonRequest(msgspec.Struct, frozen=True):
    """Where the prompt is sent, or where it is built."""

    path: str
    cell: int | None
    line: int
    end_line: int
    provider: str | None
    api: str
    model: str | None


class JsonRelated(msgspec.Struct, frozen=True):
    """A further place of a finding."""

    path: str
    cell: int | None
    line: int
    column: int
    message: str


class JsonLoss(msgspec.Struct, frozen=True):
    """What is lost, in tokens; `tokens_high` is null where a part has unknown size. The keys behind `minimum` were added
    later; they are described with `finding.Loss`."""

    tokens_low: int
    tokens_high: int | None
    exact: bool
    shared_prefix_tokens: int
    minimum: int
    tokens: int
    stable_tokens: int
    first_difference: int
    per: str
    cached_today: int
    cached_after: int
    calls_per_day: float | None
    dollars_per_day: float | None


class JsonEdit(msgspec.Struct, frozen=True):
    """A change of a file: what stands from one place up to the other becomes `text`."""

    path: str
    cell: int | None
    line: int
    column: int
    end_line: int
    end_column: int
    text: str


class JsonFix(msgspec.Struct, frozen=True):
    """How to mend it; no edits if that is advice only."""

    applicability: str
    message: str
    edits: list[JsonEdit]


class JsonFinding(msgspec.Struct, frozen=True):
    """One finding; lines and columns are 1-based code points. In a notebook, `cell` counts all cells from 1, and lines
    count inside the cell; elsewhere it is null."""

    code: str
    name: str
    severity: str
    confidence: str
    reason: str
    path: str
    cell: int | None
    line: int
    column: int
    end_line: int
    end_column: int
    message: str
    url: str
    request: JsonRequest | None
    related: list[JsonRelated]
    loss: JsonLoss | None
    fix: JsonFix | None


class JsonSummary(msgspec.Struct, frozen=True):
    """The figures of the run."""

    files: int
    files_parsed: int
    requests: int
    errors: int
    warnings: int
    notes: int
    seconds: float


class JsonReport(msgspec.Struct, frozen=True):
    """The whole document."""

    version: int
    findings: list[JsonFinding]
    summary: JsonSummary


def render(findings: Iterable[Finding], summary: Summary, more: Mapping[str, Any] | None = None) -> bytes:
    """The report as UTF-8; `more` are further keys of the document."""
    report = JsonReport(VERSION, [_finding(finding) for finding in findings], _summary(summary))
    return dump({**msgspec.structs.asdict(report), **(more or {})})


def dump(value: Any) -> bytes:
    """`value` as readable JSON with a newline at its end."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def _summary(summary: Summary) -> JsonSummary:
    return JsonSummary(
        summary.files,
        summary.files_parsed,
        summary.requests,
        summary.errors,
        summary.warnings,
        summary.notes,
        summary.seconds,
    )


def _finding(finding: Finding) -> JsonFinding:
    place = finding.place
    return JsonFinding(
        code=finding.code,
        name=finding.name,
        severity=finding.severity.name.lower(),
        confidence=finding.confidence.name.lower(),
        reason=finding.reason,
        path=_clean(place.path),
        cell=place.cell,
        line=place.line,
        column=place.column,
        end_line=place.end_line,
        end_column=place.end_column,
        message=_clean(finding.message),
        url=finding.url,
        request=_request(finding.request),
        related=[_related(related) for related in finding.related],
        loss=_loss(finding.loss),
        fix=_fix(finding.fix),
    )


def _request(request: RequestInfo | None) -> JsonRequest | None:
    if request is None:
        return None
    place = request.place
    return JsonRequest(
        _clean(place.path), place.cell, place.line, place.end_line, request.provider, request.api, request.model
    )


def _related(related: Related) -> JsonRelated:
    place = related.place
    return JsonRelated(_clean(place.path), place.cell, place.line, place.column, _clean(related.message))


def _loss(loss: Loss | None) -> JsonLoss | None:
    if loss is None:
        return None
    return JsonLoss(
        loss.tokens_low, loss.tokens_high, loss.exact, loss.shared_prefix_tokens, loss.minimum, loss.tokens,
        loss.stable_tokens, loss.first_difference, loss.per, loss.cached_today, loss.cached_after, loss.calls_per_day,
        loss.dollars_per_day,
    )  # fmt: skip


def _fix(fix: Fix | None) -> JsonFix | None:
    return None if fix is None else JsonFix(fix.applicability, fix.message, list(map(_edit, fix.edits)))


def _edit(edit: Edit) -> JsonEdit:
    place = edit.place
    return JsonEdit(
        _clean(place.path), place.cell, place.line, place.column, place.end_line, place.end_column, _clean(edit.text)
    )


def _clean(text: str) -> str:
    """`text` as JSON can carry it: a file name that is no UTF-8 holds lone surrogates."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
