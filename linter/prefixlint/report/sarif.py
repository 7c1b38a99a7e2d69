"""The SARIF 2.1.0 report: what code scanning services and editors read.

Columns are code points (`columnKind`), as everywhere else here. Paths are relative to the root of the repository, which the
base `SRCROOT` names. A notebook is a file of JSON in which our lines mean nothing: a result in one stands at its top, with
the cell as logical location and the whole place among its properties.
Knows: findings, what rules say about themselves. Must not know: rules' code, how anything is found.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from prefixlint import __version__
from prefixlint.finding import Finding, Place, Severity
from prefixlint.report.fingerprints import Lines, fingerprints, source
from prefixlint.report.json import dump
from prefixlint.report.rooted import Root, address, encoded
from prefixlint.report.way import way

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
HOME = "https://github.com/prefixlint/prefixlint"
BASE = "SRCROOT"
FINGERPRINT = "prefixlintFlow/v1"
UNREADABLE = "PFX000"
MAX_SNIPPET = 2_000  # characters of source that are shown with a result
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


@dataclass(frozen=True)
class RuleText:
    """What a rule says about itself. `help` is its page in Markdown, `why` one paragraph of plain text; `url` is "" if the
    page is nowhere to be read."""

    code: str
    name: str
    summary: str
    why: str
    advice: str
    help: str
    url: str
    level: Severity
    enabled: bool
    precision: str
    tags: tuple[str, ...]


@dataclass(frozen=True)
class Invocation:
    """How the run ended: its exit status, and one line for each path that gave nothing."""

    status: int
    problems: tuple[str, ...] = field(default=())


class _Struct(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True):
    """An object of the format; what is not given is not written."""


class Message(_Struct, frozen=True, kw_only=True):
    text: str
    markdown: str | None = None


class Configuration(_Struct, frozen=True, kw_only=True):
    enabled: bool = True  # as the format has it
    level: str


class Descriptor(_Struct, frozen=True, kw_only=True):
    id: str
    name: str
    short_description: Message
    full_description: Message
    help: Message
    help_uri: str | None = None
    default_configuration: Configuration
    properties: dict[str, Any]


class Driver(_Struct, frozen=True, kw_only=True):
    name: str
    version: str
    semantic_version: str
    information_uri: str
    rules: list[Descriptor]


class Tool(_Struct, frozen=True, kw_only=True):
    driver: Driver


class ArtifactLocation(_Struct, frozen=True, kw_only=True):
    uri: str
    uri_base_id: str | None = None


class Region(_Struct, frozen=True, kw_only=True):
    start_line: int
    start_column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    snippet: Message | None = None


class Physical(_Struct, frozen=True, kw_only=True):
    artifact_location: ArtifactLocation
    region: Region


class Logical(_Struct, frozen=True, kw_only=True):
    name: str
    fully_qualified_name: str
    kind: str


class Location(_Struct, frozen=True, kw_only=True):
    id: int | None = None
    physical_location: Physical
    logical_locations: list[Logical] | None = None
    message: Message | None = None
    properties: dict[str, Any] | None = None


class FlowLocation(_Struct, frozen=True, kw_only=True):
    location: Location
    execution_order: int
    importance: str


class ThreadFlow(_Struct, frozen=True, kw_only=True):
    locations: list[FlowLocation]


class CodeFlow(_Struct, frozen=True, kw_only=True):
    thread_flows: list[ThreadFlow]


class Replacement(_Struct, frozen=True, kw_only=True):
    deleted_region: Region
    inserted_content: Message


class Change(_Struct, frozen=True, kw_only=True):
    artifact_location: ArtifactLocation
    replacements: list[Replacement]


class SarifFix(_Struct, frozen=True, kw_only=True):
    description: Message
    artifact_changes: list[Change]
    properties: dict[str, Any]


class Result(_Struct, frozen=True, kw_only=True):
    rule_id: str
    rule_index: int
    level: str
    message: Message
    locations: list[Location]
    related_locations: list[Location] | None = None
    code_flows: list[CodeFlow] | None = None
    fixes: list[SarifFix] | None = None
    partial_fingerprints: dict[str, str]
    properties: dict[str, Any]


class Reference(_Struct, frozen=True, kw_only=True):
    id: str
    index: int


class Notification(_Struct, frozen=True, kw_only=True):
    level: str
    message: Message
    locations: list[Location] | None = None
    associated_rule: Reference | None = None


class SarifInvocation(_Struct, frozen=True, kw_only=True):
    execution_successful: bool
    exit_code: int
    exit_code_description: str
    working_directory: ArtifactLocation
    tool_execution_notifications: list[Notification] | None = None


class SarifRun(_Struct, frozen=True, kw_only=True):
    tool: Tool
    column_kind: str
    invocations: list[SarifInvocation]
    original_uri_base_ids: dict[str, ArtifactLocation]
    results: list[Result]


class Log(_Struct, frozen=True, kw_only=True):
    schema: str = msgspec.field(name="$schema")
    version: str
    runs: list[SarifRun]


_ENDED = {0: "nothing at warning or above", 1: "findings", 2: "something could not be checked"}


def render(
    findings: Sequence[Finding], rules: Sequence[RuleText], lines: Lines, root: Root, invocation: Invocation
) -> bytes:
    """The report as UTF-8. `rules` are all rules there are, in order; every finding is of one of them."""
    writer = _Writer(rules, lines, root)
    marks = fingerprints(findings, lines, root)
    run = SarifRun(
        tool=Tool(
            driver=Driver(
                name="prefixlint",
                version=__version__,
                semantic_version=__version__,
                information_uri=HOME,
                rules=[_descriptor(rule) for rule in rules],
            )
        ),
        column_kind="unicodeCodePoints",
        invocations=[writer.invocation(findings, invocation)],
        original_uri_base_ids={BASE: ArtifactLocation(uri=_folder(root.folder))},
        results=[writer.result(finding, mark) for finding, mark in zip(findings, marks, strict=True)],
    )
    return dump(Log(schema=SCHEMA, version="2.1.0", runs=[run]))


def _folder(path: str) -> str:
    """The address of a folder, with the slash at its end that makes it a base."""
    return address(path).rstrip("/") + "/"


def _descriptor(rule: RuleText) -> Descriptor:
    plain = f"{rule.why}\n\nWhat to do: {rule.advice}" + (f"\n\n{rule.url}" if rule.url else "")
    level = _LEVELS[rule.level]
    return Descriptor(
        id=rule.code,
        name=rule.name,
        short_description=Message(text=rule.summary),
        full_description=Message(text=rule.why),
        help=Message(text=plain, markdown=rule.help),
        help_uri=rule.url or None,
        default_configuration=Configuration(enabled=rule.enabled, level=level),
        properties={
            "tags": list(rule.tags),
            "precision": rule.precision,
            "problem.severity": "recommendation" if level == "note" else level,
        },
    )


class _Writer:
    """What the parts of a run share: the indices of rules, the source, the root of the repository."""

    def __init__(self, rules: Iterable[RuleText], lines: Lines, root: Root) -> None:
        self._indices = {rule.code: index for index, rule in enumerate(rules)}
        self._lines = lines
        self._root = root

    def result(self, finding: Finding, mark: str) -> Result:
        """One finding."""
        related = [
            self._location(one.place, one.message, number) for number, one in enumerate(finding.related, start=1)
        ]
        flow = self._flow(finding)
        fix = self._fix(finding)
        return Result(
            rule_id=finding.code,
            rule_index=self._indices[finding.code],
            level=_LEVELS[finding.severity],
            message=_message(finding.message),
            locations=[self._location(finding.place, snippet=True)],
            related_locations=related or None,
            code_flows=[flow] if flow is not None else None,
            fixes=[fix] if fix is not None else None,
            partial_fingerprints={FINGERPRINT: mark},
            properties=_properties(finding),
        )

    def invocation(self, findings: Iterable[Finding], invocation: Invocation) -> SarifInvocation:
        """How the run ended, and what could not be checked."""
        notes = [Notification(level="error", message=_message(problem)) for problem in invocation.problems]
        notes += [
            Notification(
                level="error",
                message=_message(finding.message),
                locations=[self._location(finding.place)],
                associated_rule=Reference(id=finding.code, index=self._indices[finding.code]),
            )
            for finding in findings
            if finding.code == UNREADABLE
        ]
        return SarifInvocation(
            execution_successful=not notes,
            exit_code=invocation.status,
            exit_code_description=_ENDED.get(invocation.status, ""),
            working_directory=ArtifactLocation(uri=_folder(self._root.working)),
            tool_execution_notifications=notes or None,
        )

    def _flow(self, finding: Finding) -> CodeFlow | None:
        steps = way(finding)
        if len(steps) < 2:
            return None
        locations = [
            FlowLocation(
                location=self._location(step.place, step.message),
                execution_order=number,
                importance="essential" if step.place == finding.place else "important",
            )
            for number, step in enumerate(steps, start=1)
        ]
        return CodeFlow(thread_flows=[ThreadFlow(locations=locations)])

    def _fix(self, finding: Finding) -> SarifFix | None:
        """The edits of a finding, if it has any, and none of them is in a notebook, where lines count inside a cell."""
        fix = finding.fix
        edits: Sequence[Any] = getattr(fix, "edits", ())
        if fix is None or not edits or any(edit.place.cell is not None for edit in edits):
            return None
        changes: dict[str, list[Replacement]] = {}
        for edit in edits:
            replacement = Replacement(deleted_region=_region(edit.place), inserted_content=_message(edit.text))
            changes.setdefault(edit.place.path, []).append(replacement)
        return SarifFix(
            description=_message(fix.message),
            artifact_changes=[
                Change(artifact_location=self._artifact(path), replacements=replacements)
                for path, replacements in changes.items()
            ],
            properties={"applicability": fix.applicability},
        )

    def _location(self, place: Place, message: str = "", number: int | None = None, snippet: bool = False) -> Location:
        said = _message(message) if message else None
        artifact = self._artifact(place.path)
        if place.cell is not None:
            cell = Logical(name=f"cell {place.cell}", fully_qualified_name=_clean(place.file), kind="cell")
            return Location(
                id=number,
                physical_location=Physical(artifact_location=artifact, region=Region(start_line=1)),
                logical_locations=[cell],
                message=said,
                properties={
                    "cell": place.cell,
                    "line": place.line,
                    "column": place.column,
                    "endLine": place.end_line,
                    "endColumn": place.end_column,
                },
            )
        shown = source(place, self._lines)[:MAX_SNIPPET] if snippet else ""
        region = _region(place, _message(shown) if shown else None)
        return Location(id=number, physical_location=Physical(artifact_location=artifact, region=region), message=said)

    def _artifact(self, path: str) -> ArtifactLocation:
        inside = self._root.below(path)
        if inside is None:
            return ArtifactLocation(uri=address(self._root.shown(path)))
        return ArtifactLocation(uri=encoded(inside), uri_base_id=BASE)


def _region(place: Place, snippet: Message | None = None) -> Region:
    return Region(
        start_line=place.line,
        start_column=place.column,
        end_line=place.end_line,
        end_column=place.end_column,
        snippet=snippet,
    )


def _properties(finding: Finding) -> dict[str, Any]:
    """What the format has no place for."""
    found: dict[str, Any] = {"confidence": finding.confidence.name.lower(), "reason": finding.reason}
    if finding.request is not None:
        said = {
            "provider": finding.request.provider,
            "api": finding.request.api,
            "model": finding.request.model,
        }
        found["request"] = {key: value for key, value in said.items() if value}
    if finding.loss is not None:
        found["loss"] = msgspec.to_builtins(finding.loss)
    if finding.fix is not None:
        found["help"] = _clean(finding.fix.message)
    return found


def _message(text: str) -> Message:
    return Message(text=_clean(text))


def _clean(text: str) -> str:
    """`text` as JSON can carry it: a file name that is no UTF-8 holds lone surrogates."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
