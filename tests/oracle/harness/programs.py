"""The programs of the oracle and what is written in their comments.

Knows: where programs lie, the marks. Must not know: SDKs, processes, prefixlint.

A program is `programs/SDK/NAME.py`, or a folder `programs/SDK/NAME/` with `main.py` and whatever that imports or reads. It has a function
`main(user, question, base_url)` that sends one request or a few. Marks:

    # first: EXPRESSION         at the top: the first thing on the wire that differs between two processes, as written in the source;
                                "nothing" if all is equal, "the conversation" if what differs is the turn that is handed to an agent
    # unknown: EXPRESSION       at the top: stands in front of it, and what its text is cannot be known from the source
    # expect: nothing           at the top: no finding of severity warning or above
    # expect: PFX101            on a line: a finding of severity warning or above is reported there
    # expect: PFX101 note       on a line: a finding of this severity is reported there
    # todo-first: EXPRESSION    what is first, but prefixlint says otherwise; fails once it says so
    # todo-expect: PFX101       a known miss; fails once it is found
    # todo-ok: PFX101           a known false alarm; fails once it is gone
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

PROGRAMS = Path(__file__).parents[1] / "programs"
FIRST = re.compile(r"^# (?P<todo>todo-)?first: (?P<source>.+)$", re.MULTILINE)
UNKNOWN = re.compile(r"^# unknown: (.+)$", re.MULTILINE)
MARK = re.compile(r"(?P<kind>todo-expect|todo-ok|expect): (?P<code>PFX\d{3})(?: (?P<severity>error|warning|note))?")
NOTHING = "nothing"
CONVERSATION = "the conversation"


@dataclass(frozen=True, order=True)
class Mark:
    """A finding that is, or is not, expected: `kind` is "expect", "todo-expect" or "todo-ok"."""

    path: str
    line: int
    code: str
    kind: str
    severity: str | None


@dataclass(frozen=True)
class Program:
    """One program. `target` is what is handed to prefixlint, a file or a folder."""

    sdk: str
    name: str
    main: Path
    target: Path
    first: str
    todo_first: bool
    unknown: tuple[str, ...]
    nothing: bool
    marks: tuple[Mark, ...]


def files_of(target: Path) -> list[Path]:
    """Everything a program is made of."""
    if target.is_file():
        return [target]
    return sorted(path for path in target.rglob("*") if path.is_file() and "__pycache__" not in path.parts)


def load(target: Path) -> Program:
    """The program at `target`."""
    main = target if target.is_file() else target / "main.py"
    text = main.read_text(encoding="utf-8")
    firsts = list(FIRST.finditer(text))
    if len(firsts) != 1:
        raise ValueError(f"{main}: exactly one `# first:` is needed")
    marks = []
    for path in files_of(target):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for match in MARK.finditer(line):
                name = path.name if target.is_file() else path.relative_to(target).as_posix()
                marks.append(Mark(name, number, match["code"], match["kind"], match["severity"]))
    nothing = bool(re.search(r"^# expect: nothing$", text, re.MULTILINE))
    if nothing == any(mark.kind != "todo-ok" for mark in marks):
        raise ValueError(f"{main}: either `# expect: nothing` or a finding is expected")
    sdk = target.parent.name
    return Program(
        sdk, target.stem, main, target, firsts[0]["source"].strip(), bool(firsts[0]["todo"]), tuple(UNKNOWN.findall(text)),
        nothing, tuple(sorted(marks, key=repr)),
    )  # fmt: skip


def targets() -> list[Path]:
    """All programs, SDK by SDK."""
    return sorted(
        path
        for sdk in sorted(PROGRAMS.iterdir())
        if sdk.is_dir()
        for path in sdk.iterdir()
        if path.suffix == ".py" or (path / "main.py").exists()
    )
