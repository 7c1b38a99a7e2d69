"""What `check` shows of what was found: `--diff-base`, `--baseline`, `--locked`.

Knows: which of the three comes first, what they need before anything is analysed. Must not know: how each of them works.

The order: a baseline is held against all findings (so that entries that are mended are seen), and what is new is narrowed to
what changed. A file that could not be read is always shown.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from prefixlint import config
from prefixlint.finding import Confidence, Finding, Place, Severity
from prefixlint.project import Run, Sources
from prefixlint.report.summary import plural

if TYPE_CHECKING:
    from prefixlint.baseline import Baseline, Entry
    from prefixlint.changes import Changes
    from prefixlint.lock.command import Locked
    from prefixlint.rule import Rule

MAX_NAMED = 3  # entries that are named


@dataclass(frozen=True, slots=True)
class Wishes:
    """The options as they were given; `lock_file` is "" for the usual place."""

    diff_base: str | None = None
    baseline: str | None = None
    write_baseline: str | None = None
    lock_file: str | None = None


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What is shown: the run with the findings that are left, more keys for the JSON report, remarks for standard error, and
    whether prompts moved (`text` and `concise` say which)."""

    run: Run
    document: Mapping[str, Any] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    moved: bool = False
    text: str = ""
    concise: str = ""


class Narrowing:
    """All that was read before the analysis began."""

    def __init__(
        self,
        wishes: Wishes,
        paths: Sequence[str],
        standard_input: tuple[str, bytes] | None,
        rules: Sequence[Rule],
        options: Mapping[str, object],
        workers: int | None,
    ) -> None:
        """Read what the options name, so that a mistake shows before minutes of work. Raises `ConfigError`."""
        self._wishes = wishes
        self._rules, self._options, self._workers = rules, options, workers
        given = [standard_input[0]] if standard_input is not None else []
        self._paths = [*paths, *given]
        self._lines = Sources(standard_input)
        self._changes: Changes | None = None
        self._baseline: Baseline | None = None
        self._locked: Locked | None = None
        if wishes.baseline is not None and wishes.write_baseline is not None:
            raise config.ConfigError("--write-baseline writes what --baseline reads: give one of them")
        if wishes.write_baseline is not None and wishes.diff_base is not None:
            raise config.ConfigError("--write-baseline is for all findings: not with --diff-base")
        if wishes.diff_base is not None:
            from prefixlint.changes import changes

            self._changes = changes(wishes.diff_base, self._paths, given)
        if wishes.baseline is not None:
            from prefixlint.baseline import read

            self._baseline = read(wishes.baseline)
        if wishes.write_baseline is not None:
            self._baseline = _former(wishes.write_baseline)
        if wishes.lock_file is not None:
            from prefixlint.lock.command import opened

            self._locked = opened(wishes.lock_file or None)

    @property
    def maps(self) -> bool:
        """Whether maps of the requests are wanted."""
        return self._locked is not None

    def __call__(self, run: Run) -> Narrowed:
        """What is shown of `run`. Writes the baseline if that was asked for; raises `ConfigError`."""
        shown = Narrowed(run)
        if self._wishes.write_baseline is not None:
            shown = self._written(shown, self._wishes.write_baseline)
        elif self._baseline is not None:
            shown = self._unknown(shown, self._wishes.baseline or "")
        if self._changes is not None:
            shown = self._touched(shown, self._changes)
        if self._locked is not None:
            shown = self._compared(shown, self._locked)
        return shown

    def _unknown(self, shown: Narrowed, file: str) -> Narrowed:
        from prefixlint.baseline import match

        assert self._baseline is not None
        found = match(shown.run.findings, self._baseline, file, self._lines, self._seen(file))
        remarks = list(shown.remarks)
        if found.known:
            remarks.append(f"{plural(found.known, 'known finding')} not shown ({file})")
        if found.removable:
            remarks.append(_removable(found.removable, file))
        document = {
            **shown.document,
            "baseline": {"file": file, "known": found.known, "removable": [_entry(one) for one in found.removable]},
        }
        return replace(shown, run=replace(shown.run, findings=found.new), document=document, remarks=tuple(remarks))

    def _touched(self, shown: Narrowed, changes: Changes) -> Narrowed:
        found = shown.run.findings
        kept = tuple(one for one in found if one.code == config.UNREADABLE or changes.touch(one))
        hidden = len(found) - len(kept)
        remark = f"{plural(hidden, 'finding')} not shown that no change since {self._wishes.diff_base} touches"
        remarks = (*shown.remarks, *([remark] if hidden else ()))
        document = {**shown.document, "diff_base": {"revision": self._wishes.diff_base, "hidden": hidden}}
        return replace(shown, run=replace(shown.run, findings=kept), remarks=remarks, document=document)

    def _written(self, shown: Narrowed, file: str) -> Narrowed:
        from prefixlint.baseline import entries, match, write

        assert self._baseline is not None
        seen = self._seen(file)
        found = match(shown.run.findings, self._baseline, file, self._lines, seen)
        known = entries(shown.run.findings, file, self._lines)
        marks = {one.fingerprint for one in known}
        kept = [one for one in self._baseline.finding if not seen(one) and one.fingerprint not in marks]
        left = tuple(one for one in shown.run.findings if one.code == config.UNREADABLE)
        added = len(found.new) - len(left)
        dropped = sum(one.count for one in found.removable)
        write(file, [*known, *kept])
        total = sum(one.count for one in (*known, *kept))
        remark = f"{file}: {plural(total, 'known finding')} written ({added} new, {dropped} no longer there)"
        return replace(shown, run=replace(shown.run, findings=left), remarks=(*shown.remarks, remark))

    def _seen(self, file: str) -> Callable[[Entry], bool]:
        """Whether this run would report an entry of the baseline `file` if it were still there: its file was looked at, and
        nothing hides such findings."""
        base = os.path.dirname(os.path.abspath(file))
        inside = _inside(self._paths)
        codes = {rule.about.code: rule.about.name for rule in self._rules}

        def seen(entry: Entry) -> bool:
            path = os.path.join(base, *entry.path.split("/"))
            if not inside(path):
                return False
            if entry.code not in codes:
                return True  # a rule that is gone
            settings = config.configuration(path, self._rules, self._options, "command line").settings
            on = {rule.about.code for rule in config.enabled(settings, self._rules)}
            severity = (
                Severity[entry.severity.upper()] if entry.severity.upper() in Severity.__members__ else Severity.ERROR
            )
            confidence = Confidence.POSSIBLE if entry.pedantic else Confidence.CERTAIN
            place = Place(path, 1, 1, 1, 1)
            return entry.code in on and settings.keeps(
                Finding(entry.code, codes[entry.code], severity, confidence, "", place, "")
            )

        return seen

    def _compared(self, shown: Narrowed, locked: Locked) -> Narrowed:
        from prefixlint.lock import show
        from prefixlint.lock.command import maps_of, moved

        same = {os.path.abspath(path) for path in self._paths} == {os.path.abspath(path) for path in locked.paths}
        maps = shown.run.maps if same else maps_of(locked, self._rules, self._options, self._workers)
        base = os.path.dirname(locked.file)
        inside = _inside(self._paths)
        changes = moved(locked, maps, lambda path: inside(os.path.join(base, *path.split("/"))))
        color = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        return replace(
            shown,
            document={**shown.document, "locked": show.data(changes, locked.shown)},
            moved=bool(changes),
            text=show.text(changes, locked.shown, locked.remark, color),
            concise=show.concise(changes),
        )


def _former(file: str) -> Baseline:
    """What is in a baseline that is written anew; nothing if it is missing or damaged. Raises `ConfigError` for a file that
    is something else, or of a newer version."""
    from prefixlint.baseline import Baseline, read
    from prefixlint.ledger import DamagedError, check_target

    check_target(file, "Known findings of prefixlint")
    if not os.path.exists(file):
        return Baseline()
    try:
        return read(file)
    except DamagedError:
        return Baseline()


def _inside(paths: Sequence[str]) -> Callable[[str], bool]:
    """Whether a file is one of `paths` or in a folder that is."""
    wanted = [os.path.abspath(path) for path in paths]
    folders = tuple(os.path.join(path, "") for path in wanted)
    return lambda path: os.path.abspath(path) in wanted or os.path.abspath(path).startswith(folders)


def _removable(entries: Sequence[Entry], file: str) -> str:
    count = sum(entry.count for entry in entries)
    named = "; ".join(map(str, entries[:MAX_NAMED])) + ("; ..." if len(entries) > MAX_NAMED else "")
    verb = "entry of {} no longer occurs" if count == 1 else "entries of {} no longer occur"
    return f"{count} {verb.format(file)}: {named} (`--write-baseline {file}` drops {'it' if count == 1 else 'them'})"


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "code": entry.code,
        "path": entry.path,
        "function": entry.function,
        "culprit": entry.culprit,
        "count": entry.count,
        "fingerprint": entry.fingerprint,
    }
