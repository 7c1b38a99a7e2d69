"""Fixing: choose fixes, make them in memory, check again, keep what mended something and broke nothing, repeat.

Knows: findings and their edits, how to have everything checked again with other contents. Must not know: rules, how edits
come about, options of a command line, standard streams. Nothing is written before everything is proved.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from prefixlint.finding import Edit, Finding, Place
from prefixlint.fix.apply import Moved, apply, overlapping
from prefixlint.fix.text import EditError
from prefixlint.project import Run
from prefixlint.source import SourceError, decode
from prefixlint.syntax.notebook import cells, is_notebook

MAX_ROUNDS = 12  # rounds of fixes; each begins where the last one ended, and most need one
MAX_TRIES = 40  # rounds in all, those included in which a fix is tried alone since one of several did harm
# Found only where a prompt has a long head that stays the same: what a fix brings to light there was hidden by what it mends.
UNCOVERED = frozenset({"PFX605", "PFX606", "PFX613"})
_BESIDE = "varies here as well"  # what a finding says of another culprit, which is next when it is mended

Contents = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Fixed:
    """What came of fixing: what is left, the files that differ (content before and after), the findings that are mended,
    one line for each fix that was refused, and how many more there are with unsafe fixes."""

    run: Run
    changed: Mapping[str, tuple[bytes, bytes]]
    mended: tuple[Finding, ...]
    refused: tuple[str, ...]
    unsafe_left: int


def fixable(finding: Finding, unsafe: bool) -> bool:
    """Whether `finding` has a fix that may be made."""
    fix = finding.fix
    return (
        fix is not None
        and bool(fix.edits)
        and (fix.applicability == "safe" or (unsafe and fix.applicability == "unsafe"))
    )


def fix_all(check: Callable[[Contents], Run], read: Callable[[str], bytes], unsafe: bool) -> Fixed:
    """Fix everything that can be. `check` looks at all files, with other contents for some of them, and `read` gives the
    content of one; both as they were before anything is fixed."""
    return _Session(check, read, unsafe).run()


@dataclass
class _Session:
    check: Callable[[Contents], Run]
    read: Callable[[str], bytes]
    unsafe: bool
    originals: dict[str, bytes] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)
    mended: list[Finding] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)  # a line for each, by what tells one fix from another
    tries: int = 0

    def run(self) -> Fixed:
        run = self.check({})
        for _ in range(MAX_ROUNDS):
            chosen = self._chosen(run)
            if not chosen or self.tries >= MAX_TRIES:
                break
            run = self._round(run, chosen)
        left = sum(1 for one in run.findings if not fixable(one, False) and fixable(one, True) and not self.unsafe)
        changed = {
            path: (self.originals[path], data)
            for path, data in sorted(self.contents.items())
            if data != self.originals[path]
        }
        return Fixed(
            run, changed, tuple(sorted(self.mended, key=lambda one: one.sort_key)), tuple(self.refused.values()), left
        )

    def _chosen(self, run: Run) -> list[Finding]:
        """Fixes that can be made together, in the order of their findings."""
        chosen: list[Finding] = []
        taken: list[Edit] = []
        for finding in run.findings:
            if not fixable(finding, self.unsafe) or finding.fix is None or self._key(finding) in self.refused:
                continue
            if any(edit.place.path not in run.checked for edit in finding.fix.edits):
                continue  # a file that was not asked for
            new = [edit for edit in finding.fix.edits if edit not in taken]
            clash = any(overlapping(edit.place, other.place) for edit in new for other in taken)
            if not clash and (len(new) == len(finding.fix.edits) or not new):
                chosen.append(finding)
                taken.extend(new)
        return chosen

    def _key(self, finding: Finding) -> str:
        """What a fix is, wherever its finding has moved to."""
        edits = finding.fix.edits if finding.fix is not None else ()
        return repr(
            (finding.code, finding.place.path, finding.place.cell, finding.message, [one.text for one in edits])
        )

    def _round(self, run: Run, chosen: Sequence[Finding]) -> Run:
        """Make all of `chosen` if that does no harm, else one after the other, as far as each does none."""
        made, after = self._try(run, chosen)
        if made is not None and after is not None:
            self._keep(chosen, made)
            return after
        if len(chosen) == 1:
            return run
        half = len(chosen) // 2
        for part in (chosen[:half], chosen[half:]):
            known = {self._key(one) for one in part}
            again = [one for one in self._chosen(run) if self._key(one) in known]  # where they stand now
            if again and self.tries < MAX_TRIES:
                run = self._round(run, again)
        return run

    def _keep(self, chosen: Iterable[Finding], made: Mapping[str, bytes]) -> None:
        self.contents.update(made)
        self.mended.extend(chosen)

    def _try(self, run: Run, chosen: Sequence[Finding]) -> tuple[dict[str, bytes] | None, Run | None]:
        """The files as these fixes leave them, and what is found in them; None if that is worse than before. A fix that is
        tried alone and does harm is refused."""
        self.tries += 1
        alone = chosen[0] if len(chosen) == 1 else None
        try:
            edits = _by_file(chosen)
            made = {path: self._made(path, there) for path, there in edits.items()}
            after = self.check({**self.contents, **made})
            moved = {path: Moved(path, self._content(path), made[path], there) for path, there in edits.items()}
        except EditError as error:
            if alone is not None:
                self._refuse(alone, str(error))
            return None, None
        harm = _harm(run, after, chosen, moved)
        if not harm:
            return made, after
        if alone is not None:
            self._refuse(alone, harm)
        return None, None

    def _refuse(self, finding: Finding, why: str) -> None:
        self.refused[self._key(finding)] = f"{finding.place}: {finding.code} not fixed: {why}"

    def _content(self, path: str) -> bytes:
        if path not in self.contents:
            self.originals.setdefault(path, self.read(path))
            return self.originals[path]
        return self.contents[path]

    def _made(self, path: str, edits: Iterable[Edit]) -> bytes:
        """The content of a file with `edits`. Raises `EditError` if that is no source any more."""
        before = self._content(path)
        after = apply(path, before, edits)
        if _parses(path, before) and not _parses(path, after):
            raise EditError("the result could not be parsed")
        return after


def _by_file(chosen: Iterable[Finding]) -> dict[str, list[Edit]]:
    """The edits of fixes by file, each once."""
    edits: dict[str, list[Edit]] = {}
    for finding in chosen:
        for edit in finding.fix.edits if finding.fix is not None else ():
            there = edits.setdefault(edit.place.path, [])
            if edit not in there:
                there.append(edit)
    return edits


def _parses(path: str, data: bytes) -> bool:
    """Whether the Python that runs can parse a file, or as many cells of a notebook as a reader of notebooks can."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if is_notebook(path):
                return bool(cells(data))
            ast.parse(decode(data))
            return True
    except (SourceError, SyntaxError, ValueError, RecursionError, MemoryError):
        return False


def _harm(before: Run, after: Run, chosen: Sequence[Finding], moved: Mapping[str, Moved]) -> str:
    """What is wrong with the files as fixes leave them: a finding that is new, or one that is still there; "" if nothing is.
    One of the same kind that is less severe is what is left of one that is mended, wherever it stands now."""

    def starts(place: Place) -> set[tuple[str, int | None, int, int]]:
        if place.path not in moved:
            return {(place.path, place.cell, place.line, place.column)}
        return {(place.path, *start) for start in moved[place.path].starts(place)}

    known = {(one.code, start) for one in before.findings for start in starts(one.place)}
    beside = {start for one in before.findings for other in one.related if _BESIDE in other.message for start in starts(other.place)}  # fmt: skip
    mended = {(one.code, start): one for one in chosen for start in starts(one.place)}
    for finding in after.findings:
        place = finding.place
        start = (place.path, place.cell, place.line, place.column)
        if start in beside:
            continue
        old = mended.get((finding.code, start))
        if old is not None and finding.severity >= old.severity:
            return "the finding would still be there"
        less = any(one.code == finding.code and one.severity > finding.severity for one in chosen)
        if (finding.code, start) not in known and finding.code not in UNCOVERED and not less:
            return f"{finding.code} would be found at {place}"
    return ""
