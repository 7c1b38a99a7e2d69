"""Which lines changed since a revision, asked of git, and which findings have to do with them (`check --diff-base`).

Knows: git's commands and the format of its patches, places. Must not know: how anything is found, rules, reports.

A finding is kept if its culprit, a related place or its request stands on a line that was added or changed, or that a line
was taken out beside. Lines that were taken out leave nothing to stand on, so one between the places of the flow in the
function of the culprit counts too: `names = sorted(names)` that is gone is the reason for a finding on lines that stayed the same.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from prefixlint.config import ConfigError
from prefixlint.finding import Finding, Place
from prefixlint.source import SourceError
from prefixlint.syntax.notebook import cells, is_notebook

_TIMEOUT = 120  # seconds; a repository that takes longer has another problem
_HUNK = re.compile(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_OCTAL = re.compile(rb"\\([0-7]{3}|.)", re.DOTALL)
_ESCAPES = {b"a": b"\a", b"b": b"\b", b"t": b"\t", b"n": b"\n", b"v": b"\v", b"f": b"\f", b"r": b"\r"}
# Nothing that the repository configures may run or change what is printed, and nothing is written.
_GIT = (
    "git",
    "--no-pager",
    "--literal-pathspecs",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.quotePath=false",
    "-c",
    "diff.autoRefreshIndex=false",
)
_DIFF = (
    "diff", "--no-ext-diff", "--no-textconv", "--no-color", "--no-relative", "--find-renames", "--ignore-submodules=all",
    "--diff-algorithm=default",
)  # fmt: skip


@dataclass(slots=True)
class Lines:
    """What changed in a file. `added` are first and last line of runs, `gone` the lines behind which some were taken out;
    `whole`: all of it counts as changed. `cells` are the changed cells of a notebook; None if it is none."""

    whole: bool = False
    added: list[tuple[int, int]] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    cells: frozenset[int] | None = None

    def touches(self, place: Place) -> bool:
        """Whether `place` stands on something that changed, or beside something that was taken out."""
        if self.whole:
            return True
        if self.cells is not None:
            return place.cell in self.cells
        first, last = place.line, max(place.line, place.end_line)
        return any(low <= last and first <= high for low, high in self.added) or any(
            first - 1 <= line <= last for line in self.gone
        )

    def lost_between(self, places: Sequence[Place]) -> bool:
        """Whether a line was taken out between the first and the last of some places in this file."""
        lines = [place.line for place in places]
        return any(min(lines) <= line < max(lines) for line in self.gone)


class Changes:
    """What changed in a working tree since a revision. Files outside of it count as changed: git does not know them."""

    def __init__(self, top: str, files: Mapping[str, Lines], given: Iterable[str] = ()) -> None:
        """`files` by their paths below the folder `top`, with slashes; `given` are paths of files whose content was given
        in another way, so that what lies on disk says nothing about them."""
        self._top = os.path.realpath(top)
        self._files = files
        self._given = frozenset(given)
        self._known: dict[str, Lines | None] = {}

    def touch(self, finding: Finding) -> bool:
        """Whether the flow of `finding` touches what changed. A file that cannot be read is never hidden."""
        places = [finding.place, *(one.place for one in finding.related)]
        request = finding.request
        if request is not None:
            places.append(request.place)
        if any(lines is not None and lines.touches(place) for place in places for lines in [self._of(place.path)]):
            return True
        lines = self._of(finding.place.path)
        return lines is not None and lines.lost_between(_in_function(finding))

    def _of(self, path: str) -> Lines | None:
        if path not in self._known:
            self._known[path] = self._find(path)
        return self._known[path]

    def _find(self, path: str) -> Lines | None:
        if path in self._given:
            return Lines(whole=True)
        try:
            inside = os.path.relpath(os.path.realpath(path), self._top).replace(os.sep, "/")
        except ValueError:  # another drive
            return Lines(whole=True)
        if inside == ".." or inside.startswith("../"):
            return Lines(whole=True)
        found = self._files.get(inside)
        if found is None:  # a repository inside this one is one name to git
            above = (inside[: at + 1] for at, sign in enumerate(inside) if sign == "/")
            found = next((self._files[folder] for folder in above if folder in self._files), None)
        return found


def _in_function(finding: Finding) -> list[Place]:
    """The places of a flow in the function in which its culprit stands."""
    found = [finding.place]
    if finding.function:
        found += [one.place for one in finding.related if one.function == finding.function]
        if finding.request is not None and finding.request.function == finding.function:
            found.append(finding.request.place)
    return [place for place in found if place.path == finding.place.path]


def changes(ref: str, paths: Sequence[str], given: Iterable[str] = ()) -> Changes:
    """What changed since the revision `ref` in the working tree that holds `paths`; `given` as in `Changes`. A `ref` with
    three dots at its end means the commit where the history of HEAD left it, as `git diff main...` does. Raises
    `ConfigError` where there is no git, no repository or no such revision."""
    folder, top = _tree(paths)
    commit = _commit(ref.removesuffix("..."), folder)
    if ref.endswith("..."):
        commit = _git(folder, "merge-base", commit, "HEAD").decode("ascii").strip()
    renamed: dict[str, str] = {}
    files: dict[str, Lines] = {}
    for old, new, binary in _listed(_git(top, *_DIFF, "--numstat", "-z", commit, "--")):
        files[new] = Lines(whole=binary)
        renamed[new] = old
    patch = _git(top, *_DIFF, "--patch", "--unified=0", "--src-prefix=a/", "--dst-prefix=b/", commit, "--")
    for name, hunks in _hunks(patch):
        lines = files.setdefault(name, Lines())
        for first, added, removed in hunks:
            if added:
                lines.added.append((first, first + added - 1))
            elif removed:
                lines.gone.append(first)
    for raw in _git(top, "ls-files", "--others", "--exclude-standard", "-z", "--").split(b"\0"):
        if raw:
            files[os.fsdecode(raw)] = Lines(whole=True)
    for name, lines in files.items():
        if is_notebook(name) and not lines.whole:
            _by_cell(top, commit, renamed.get(name, name), name, lines)
    return Changes(top, files, given)


def _tree(paths: Sequence[str]) -> tuple[str, str]:
    """The folder in which git is asked, and the root of its working tree: the working folder, unless the paths lie
    elsewhere or it is in no repository."""
    here = os.getcwd()
    try:
        common = os.path.commonpath([os.path.abspath(path) for path in paths]) if paths else here
        folders = [here, common] if os.path.commonpath([common, here]) == here else [common]
    except ValueError:  # several drives
        folders = [here]
    while not os.path.isdir(folders[-1]) and os.path.dirname(folders[-1]) != folders[-1]:
        folders[-1] = os.path.dirname(folders[-1])
    for folder in folders:
        try:
            return folder, os.fsdecode(_git(folder, "rev-parse", "--show-toplevel").removesuffix(b"\n"))
        except ConfigError:
            if folder == folders[-1]:
                raise
    raise AssertionError("there is always a folder")  # pragma: no cover


def _commit(ref: str, folder: str) -> str:
    """The full name of the commit that `ref` means."""
    if not ref or ref.startswith("-") or "\0" in ref:
        raise ConfigError(f"--diff-base: {ref!r} is no revision")
    try:
        found = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    except ConfigError:
        found = b""
    commit = found.split()[-1].decode("ascii", "replace") if found.split() else ""
    if not re.fullmatch(r"[0-9a-f]{40,64}", commit):
        hint = "; a shallow clone does not have all of them" if _shallow(folder) else ""
        raise ConfigError(f"--diff-base: git knows no revision {ref!r}{hint}")
    return commit


def _shallow(folder: str) -> bool:
    try:
        return _git(folder, "rev-parse", "--is-shallow-repository").strip() == b"true"
    except ConfigError:
        return False


def _git(folder: str, *arguments: str) -> bytes:
    """What git prints. Raises `ConfigError` with its first line if it fails."""
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}
    environment |= {"LC_ALL": "C"}
    environment.pop("GIT_EXTERNAL_DIFF", None)
    environment.pop("GIT_DIFF_OPTS", None)
    try:
        done = subprocess.run(
            (*_GIT, *arguments),
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_TIMEOUT,
            check=False,
        )
    except FileNotFoundError:
        raise ConfigError("--diff-base: git is not installed") from None
    except subprocess.TimeoutExpired:
        raise ConfigError(f"--diff-base: git did not answer within {_TIMEOUT} seconds") from None
    except OSError as error:
        raise ConfigError(f"--diff-base: git cannot be run: {error.strerror or error}") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines() or [f"git failed ({done.returncode})"]
        raise ConfigError(f"--diff-base: {said[0].removeprefix('fatal: ')}")
    return done.stdout


def _listed(data: bytes) -> Iterator[tuple[str, str, bool]]:
    """Old name, new name and whether it is binary, of all that `git diff --numstat -z` lists."""
    fields = iter(data.split(b"\0"))
    for entry in fields:
        counts, _, name = entry.rpartition(b"\t")
        if not counts:
            continue
        old = new = name
        if not name:  # a rename: both names follow
            old, new = next(fields, b""), next(fields, b"")
        yield os.fsdecode(old), os.fsdecode(new), counts.startswith(b"-")


def _hunks(patch: bytes) -> Iterator[tuple[str, list[tuple[int, int, int]]]]:
    """Of each file of a patch the new name, and first new line, number of new lines, of old lines of each hunk."""
    lines = iter(patch.split(b"\n"))
    name: str | None = None
    hunks: list[tuple[int, int, int]] = []
    for line in lines:
        if line.startswith(b"diff --git "):
            if name is not None:
                yield name, hunks
            name, hunks = None, []
        elif line.startswith(b"+++ "):
            name = _name(line[4:])
        elif found := _HUNK.match(line):
            removed, first, added = (int(group) if group is not None else 1 for group in found.groups())
            hunks.append((first, added, removed))
            # What follows is text of the file, which may look like a header.
            left = added + removed
            while left:
                left -= next(lines, b"+")[:1] in (b"+", b"-")
    if name is not None:
        yield name, hunks


def _name(written: bytes) -> str | None:
    """The name in a header of a patch: in quotes if it has to be; None for a file that is gone."""
    if written.startswith(b'"'):
        written = _OCTAL.sub(_plain, written.rstrip(b"\t")[1:-1])
    else:
        written = written.removesuffix(b"\t")
    return os.fsdecode(written[2:]) if written.startswith(b"b/") else None


def _plain(found: re.Match[bytes]) -> bytes:
    code = found[1]
    return bytes([int(code, 8) & 0xFF]) if len(code) == 3 else _ESCAPES.get(code, code)


def _by_cell(top: str, commit: str, old: str, new: str, lines: Lines) -> None:
    """Say which cells of a notebook changed; all of it where that cannot be told. Outputs do not count."""
    try:
        before = {cell.source for cell in cells(_git(top, "cat-file", "blob", f"{commit}:{old}"))}
        with open(os.path.join(top, new), "rb") as stream:
            after = cells(stream.read())
    except (OSError, SourceError, ConfigError):
        lines.whole = True
        return
    lines.cells = frozenset(cell.number for cell in after if cell.source not in before)
