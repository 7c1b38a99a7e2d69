"""What `check --fix` and `check --diff` do beside checking: files are written, or a diff, or standard input's new text.

Knows: sessions, diffs, writing. Must not know: rules, report formats, how options are declared.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from prefixlint.finding import Finding
from prefixlint.fix.diff import unified
from prefixlint.fix.session import Contents, Fixed, fix_all
from prefixlint.fix.write import WriteError, read, write
from prefixlint.project import Run
from prefixlint.report import concise
from prefixlint.report.summary import plural

MAX_LISTED = 20  # fixes that are listed one by one


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is left, what belongs on standard output instead of a report (None: nothing), lines for standard error that
    sum up, and whether something that should have been written was not."""

    run: Run
    output: bytes | None
    words: str
    failed: bool


def fix(
    check: Callable[[Contents], Run], standard_input: tuple[str, bytes] | None, unsafe: bool, diff: bool
) -> Outcome:
    """Fix what `check` finds, which takes other contents for some of the files. With `diff` nothing is written; what comes
    from standard input, a name and content, is not either."""

    def content(path: str) -> bytes:
        if standard_input is not None and path == standard_input[0]:
            return standard_input[1]
        return read(path)

    fixed = fix_all(check, content, unsafe)
    if diff:
        output = b"".join(unified(path, *pair) for path, pair in fixed.changed.items())
        return Outcome(fixed.run, output, _words("Would fix", fixed.mended, fixed), False)
    failed: dict[str, str] = {}
    new = None
    for path, (before, after) in fixed.changed.items():
        if standard_input is not None and path == standard_input[0]:
            new = after
            continue
        try:
            write(path, before, after)
        except WriteError as error:
            failed[path] = f"prefixlint: error: {error}\n"
    run = fixed.run
    if failed:  # what could not be written is still as it was
        run = check({path: data for path, (_, data) in fixed.changed.items() if path not in failed})
    mended = tuple(one for one in fixed.mended if not failed.keys() & _files(one))
    words = "".join(failed.values()) + _words("Fixed", mended, fixed)
    if standard_input is None:
        return Outcome(run, None, words, bool(failed))
    return Outcome(
        run, new if new is not None else standard_input[1], concise.render(run.findings) + words, bool(failed)
    )


def _files(finding: Finding) -> set[str]:
    """The files that the fix of `finding` changes."""
    return {edit.place.path for edit in finding.fix.edits} if finding.fix is not None else set()


def _words(verb: str, mended: tuple[Finding, ...], fixed: Fixed) -> str:
    """What was done, in lines."""
    files = {path for one in mended for path in _files(one)}
    more = f"; {fixed.unsafe_left} more with --unsafe-fixes" if fixed.unsafe_left else ""
    refused = [f"prefixlint: {line}\n" for line in fixed.refused]
    if not mended:
        return "".join([*refused, f"Nothing to fix{more}.\n"])
    lines = [*refused, f"{verb} {plural(len(mended), 'finding')} in {plural(len(files), 'file')}{more}.\n"]
    for one in mended[:MAX_LISTED]:
        lines.append(f"  {one.place}: {one.code} {one.fix.message if one.fix is not None else ''}\n")
    if len(mended) > MAX_LISTED:
        lines.append(f"  and {len(mended) - MAX_LISTED} more\n")
    return "".join(lines)
