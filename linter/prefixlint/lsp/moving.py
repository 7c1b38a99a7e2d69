"""Places of an older text in a newer one: what an editor shows while the last result is older than what is on the screen.

Knows: lines that stay the same. Must not know: documents' addresses, findings' meaning, the protocol.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from prefixlint.finding import Finding, Fix, Place, Related
from prefixlint.lsp.documents import Snapshot
from prefixlint.lsp.text import Text


@dataclass(frozen=True, slots=True)
class _Line:
    """Where a line (from 0) is in the newer text; `same` says that nothing in it changed."""

    number: int
    same: bool


class Move:
    """The way from places of one snapshot of a document to those of a newer one."""

    def __init__(self, old: Snapshot, new: Snapshot) -> None:
        self._old = old
        self._new = new
        self._lines: dict[int | None, dict[int, _Line]] = {}
        numbers = {cell.uri: number for number, cell in enumerate(new.cells or (), 1)}
        self._cells = {number: numbers.get(cell.uri) for number, cell in enumerate(old.cells or (), 1)}

    def __call__(self, place: Place, strictly: bool) -> Place | None:
        """Where `place` is now; None if it is gone. `strictly`: also if its first line changed."""
        cell = place.cell
        if cell is not None:
            cell = self._cells.get(cell)
            if cell is None:
                return None
        known = self._lines.get(place.cell)
        before, after = self._old.text(place.cell), self._new.text(cell)
        if known is None:
            known = self._lines[place.cell] = _lines(before, after)
        first = known.get(place.line - 1)
        if first is None or (strictly and not first.same):
            return None
        last = known.get(place.end_line - 1) or _Line(first.number + place.end_line - place.line, False)
        if last.number < first.number:
            last = first
        column = _column(before.line(place.line - 1), after.line(first.number), place.column)
        end = _column(before.line(place.end_line - 1), after.line(last.number), place.end_column)
        if last.number == first.number:
            end = max(end, column)
        return replace(place, cell=cell, line=first.number + 1, column=column, end_line=last.number + 1, end_column=end)


def _lines(before: Text, after: Text) -> dict[int, _Line]:
    """Each old line that is still there with its new number; of changed lines those that have one in the same place."""
    found: dict[int, _Line] = {}
    old, new = before.lines, after.lines
    top = 0
    while top < min(len(old), len(new)) and old[top] == new[top]:
        found[top] = _Line(top, True)
        top += 1
    bottom = 0
    while bottom < min(len(old), len(new)) - top and old[-1 - bottom] == new[-1 - bottom]:
        bottom += 1
        found[len(old) - bottom] = _Line(len(new) - bottom, True)
    matcher = SequenceMatcher(None, old[top : len(old) - bottom], new[top : len(new) - bottom], autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        for index in range(min(last - first, end - start)):
            found[top + first + index] = _Line(top + start + index, kind == "equal")
    return found


def _column(before: str, after: str, column: int) -> int:
    """A column (from 1) of a line in what became of the line: what stands in front of the first change stays where it
    is, what stands behind the last one keeps its distance from the end."""
    if before == after:
        return column
    front = _shared(before, after)
    if column - 1 <= front:
        return column
    back = _shared(before[front:][::-1], after[front:][::-1])
    if len(before) - (column - 1) <= back:
        return len(after) - (len(before) - (column - 1)) + 1
    return min(column, len(after) - back + 1)


def _shared(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning."""
    return next((at for at, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))  # noqa: B905


class Moves:
    """Moves to the present texts of open documents, from what a result has read."""

    def __init__(self, present: Mapping[str, Snapshot]) -> None:
        self._present = present
        self._known: dict[tuple[str, int, int], Move] = {}

    def of(self, old: Snapshot) -> Move | None:
        """The move from `old` to what is open now; None if that is the same."""
        new = self._present.get(old.path)
        if new is None or new.stamp == old.stamp:
            return None
        key = (old.path, old.stamp, new.stamp)
        if key not in self._known:
            if len(self._known) > 50:
                self._known.clear()
            self._known[key] = Move(old, new)
        return self._known[key]

    def finding(self, finding: Finding, read: Mapping[str, Snapshot], strictly: bool) -> Finding | None:
        """`finding` as it stands now, which was made when `read` was open; None if it is gone."""

        def now(place: Place, strict: bool) -> Place | None:
            old = read.get(place.path)
            move = self.of(old) if old is not None else None
            return place if move is None else move(place, strict)

        where = now(finding.place, strictly)
        if where is None:
            return None
        related: list[Related] = []
        for one in finding.related:
            there = now(one.place, False)
            if there is not None:
                related.append(replace(one, place=there))
        request = finding.request
        if request is not None:
            request = replace(request, place=now(request.place, False) or request.place)
        fix = finding.fix
        if fix is not None and any(map(self.of, read.values())):
            fix = Fix(fix.applicability, fix.message)  # edits are for the text that was read
        return replace(finding, place=where, related=tuple(related), request=request, fix=fix)
