"""Findings as the protocol's diagnostics.

Knows: the protocol's types, places in documents and files, how columns are counted. Must not know: the engine, threads.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable

from lsprotocol import types

from prefixlint.finding import Finding, Place, Severity
from prefixlint.lsp.documents import Documents, Snapshot
from prefixlint.lsp.text import Text
from prefixlint.lsp.workspace import Report
from prefixlint.source import SourceError, decode

SOURCE = "prefixlint"
MAX_READ = 5_000_000  # bytes of a file that is read to count the columns of a related place
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.NOTE: types.DiagnosticSeverity.Information,
}


class Places:
    """Places as the editor counts them: in open documents, else in files on disk."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self._texts: dict[str, tuple[tuple[int, int], Text]] = {}

    def range(self, place: Place, snapshot: Snapshot | None) -> types.Range:
        """A place of `snapshot`, or of a file that is not open."""
        text = self._text(place.path) if snapshot is None else snapshot.text(place.cell)
        return types.Range(
            self._position(text, place.line, place.column), self._position(text, place.end_line, place.end_column)
        )

    def location(self, place: Place) -> types.Location:
        """A place anywhere. One in a notebook that is not open is its file: only the editor knows how it addresses the
        cells."""
        snapshot = self._documents.at(place.path)
        if snapshot is None and place.cell is not None:
            start = types.Position(0, 0)
            return types.Location(self._documents.uri(place.path), types.Range(start, start))
        uri = self._documents.uri(place.path) if snapshot is None else snapshot.address(place.cell)[0]
        return types.Location(uri, self.range(place, snapshot))

    def opens(self, path: str) -> bool:
        """Whether the editor has a file open."""
        return self._documents.at(path) is not None

    def _position(self, text: Text, line: int, column: int) -> types.Position:
        return types.Position(max(line - 1, 0), text.column(line - 1, column - 1, self._documents.encoding))

    def _text(self, path: str) -> Text:
        """The text of a file; empty, so that columns stay as they are, for what cannot be read."""
        try:
            status = os.stat(path)
            stamp = (status.st_mtime_ns, status.st_size)
            known = self._texts.get(path)
            if known is not None and known[0] == stamp:
                return known[1]
            with open(path, "rb") as stream:
                data = stream.read(MAX_READ)
            text = Text(decode(data) if path.endswith(".py") else data.decode("utf-8-sig", "replace"))
        except (OSError, ValueError, SourceError):
            return Text("")
        if len(self._texts) > 200:
            self._texts.clear()
        self._texts[path] = stamp, text
        return text


def diagnostic(finding: Finding, snapshot: Snapshot | None, places: Places) -> types.Diagnostic:
    """`finding`, which stands in `snapshot`, or in a file that is not open."""
    return types.Diagnostic(
        range=places.range(finding.place, snapshot),
        message=finding.message,
        severity=_SEVERITIES[finding.severity],
        code=finding.code,
        code_description=types.CodeDescription(finding.url),
        source=SOURCE,
        related_information=[
            types.DiagnosticRelatedInformation(places.location(one.place), _note(one.place, one.message, places))
            for one in finding.related
        ],
        data={"code": finding.code, "name": finding.name, "confidence": finding.confidence.name.lower()},
    )


def _note(place: Place, message: str, places: Places) -> str:
    """What is said of a related place; where it is, if the editor cannot be sent there."""
    if place.cell is None or places.opens(place.path):
        return message
    return f"{message} (cell {place.cell}, line {place.line})"


def by_address(
    report: Report, places: Places, documents: Documents
) -> dict[str, tuple[int | None, list[types.Diagnostic]]]:
    """The diagnostics of each document that a report is about, with its version: of the one, or of all cells."""
    snapshot = report.snapshot
    found: dict[str, tuple[int | None, list[types.Diagnostic]]] = {}
    if snapshot is None:
        found[documents.uri(report.path)] = None, []
    elif snapshot.cells is None:
        found[snapshot.uri] = snapshot.version, []
    else:
        for cell in snapshot.cells:
            found[cell.uri] = cell.version, []
    for finding in report.findings:
        uri = documents.uri(report.path) if snapshot is None else snapshot.address(finding.place.cell)[0]
        if uri in found:
            found[uri][1].append(diagnostic(finding, snapshot, places))
    return found


def identity(diagnostics: Iterable[types.Diagnostic]) -> str:
    """What tells one list of diagnostics from another."""
    return hashlib.blake2b("\0".join(map(repr, diagnostics)).encode("utf-8", "replace"), digest_size=12).hexdigest()
