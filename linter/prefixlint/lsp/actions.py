"""What can be done about a finding: its fix, and comments that hide it.

Knows: fixes, suppression comments, lines. Must not know: the protocol, the engine.
"""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from prefixlint.finding import Finding, Place
from prefixlint.lsp.documents import Snapshot
from prefixlint.suppress import Suppressions

SAFE, UNSAFE = "safe", "unsafe"
_NOQA = re.compile(r"#\s*noqa\s*:\s*(?P<codes>[A-Z][0-9]+(?:[,\s]+)?)+", re.IGNORECASE)


@dataclass(frozen=True)
class Change:
    """What stands at `place` becomes `text`."""

    place: Place
    text: str


@dataclass(frozen=True)
class Action:
    """Something to offer; `preferred` is what is done without looking. `findings` are those that it is about."""

    title: str
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]
    preferred: bool = False


def fix(finding: Finding) -> Action | None:
    """The fix of a finding; None without one that can be made for the user."""
    changes = _changes(finding)
    if finding.fix is None or not changes or finding.fix.applicability not in (SAFE, UNSAFE):
        return None
    title = finding.fix.message[:1].upper() + finding.fix.message[1:]
    safe = finding.fix.applicability == SAFE
    return Action(f"{finding.code}: {title}" + ("" if safe else " (unsafe)"), changes, (finding,), safe)


def fix_all(findings: Iterable[Finding], path: str) -> Action | None:
    """All safe fixes of a file that do not touch the same text; None if there are none."""
    made: list[Change] = []
    fixed: list[Finding] = []
    for finding in findings:
        changes = _changes(finding)
        if not changes or finding.fix is None or finding.fix.applicability != SAFE:
            continue
        new = [one for one in changes if one not in made]  # such as the same import
        if all(one.place.path == path for one in changes) and not any(_overlap(a, b) for a in new for b in made):
            made += new
            fixed.append(finding)
    return Action("Fix all that prefixlint can fix safely", tuple(made), tuple(fixed), True) if made else None


def suppressions(finding: Finding, snapshot: Snapshot) -> list[Action]:
    """Comments that hide a finding: for flake8 and us, and by name for us alone."""
    found: list[Action] = []
    for title, comment in (
        (f"Hide {finding.code} on this line (noqa)", f"noqa: {finding.code}"),
        (f"Hide {finding.code} on this line (prefixlint: ignore)", f"prefixlint: ignore[{finding.name}]"),
    ):
        change = _comment(finding, snapshot, comment)
        if change is not None:
            found.append(Action(title, (change,), (finding,)))
    return found


def _changes(finding: Finding) -> tuple[Change, ...]:
    edits: Sequence[Any] = getattr(finding.fix, "edits", ())
    return tuple(Change(edit.place, edit.text) for edit in edits)


def _overlap(one: Change, other: Change) -> bool:
    if one.place.path != other.place.path or one.place.cell != other.place.cell:
        return False
    first, second = _span(one.place), _span(other.place)
    return first == second or (first[0] < second[1] and second[0] < first[1])


def _span(place: Place) -> tuple[tuple[int, int], tuple[int, int]]:
    return (place.line, place.column), (place.end_line, place.end_column)


def _comment(finding: Finding, snapshot: Snapshot, comment: str) -> Change | None:
    """The change that writes a comment behind the statement's line, or behind the string of several lines in which the
    finding stands; None where none can stand that hides it."""
    text = snapshot.text(finding.place.cell)
    line = Suppressions(text.text).last_line(finding.place.line)
    written = text.line(line - 1)
    end = len(written.rstrip())
    change = Change(
        Place(finding.place.path, line, end + 1, line, len(written) + 1, finding.place.cell), f"  # {comment}"
    )
    known = _NOQA.search(written) if comment.startswith("noqa") else None
    if known is not None:  # one comment with several codes: flake8 reads the first
        at = known.end() - (len(known.group()) - len(known.group().rstrip(" ,"))) + 1
        change = Change(replace(change.place, column=at, end_column=at), f",{finding.code}")
    start, stop = change.place.column - 1, change.place.end_column - 1
    lines = [*text.lines]
    lines[line - 1] = written[:start] + change.text + written[stop:]
    changed = "\n".join(lines)
    alone = replace(finding, place=replace(finding.place, cell=None))
    return change if _is_comment(changed, line) and Suppressions(changed).hides(alone, True) else None


def _is_comment(text: str, line: int) -> bool:
    """Whether a line ends with a comment: what looks like one may be part of a prompt."""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    except (tokenize.TokenError, SyntaxError, RecursionError):
        return False
    found = any(token.type == tokenize.COMMENT and token.start[0] == line for token in tokens)
    return found and not any(token.type == tokenize.ERRORTOKEN and token.start[0] == line for token in tokens)
