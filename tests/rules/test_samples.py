"""Samples with expectations in place, run through the command line and through flake8.

Each folder beside this file is named after a rule and holds programs with comments of the form

    # expect: PFX101                          a finding on this line; on the next line of code if the comment stands alone
    # expect: PFX101 warning col=12 "part"    ... of this severity, at this column, with this in its message
    # expect: PFX101 +3                       ... that many lines further down (for lines inside a long string)
    # ok: PFX101                              a look-alike that must stay silent
    # todo-expect: PFX101                     a known miss; fails when it is found, so that it gets promoted
    # todo-ok: PFX101                         a known false alarm; fails when it is gone

A sample reports exactly what it expects, at any severity, and both front ends report the same codes, lines and columns.

Text files in folders beside the samples are what the samples read; they say in comments of their own, in whatever form
(`{# expect: PFX101 #}`, `<!-- expect: PFX101 -->`, `# expect: PFX101`), what is expected in them. A comment that stands
alone speaks of the next line.

`<name>.fixed.py` beside a sample is what `--fix --unsafe-fixes` makes of it (`tests/fix/test_samples.py`).

A folder with a `pyproject.toml` is checked with that: the samples of rules that are off by default need one.
"""

from __future__ import annotations

import json
import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import commands
import pytest
from marks import Mark, marks, text_marks
from prefixlint_rules import ALL

HERE = Path(__file__).parent
PEDANTIC = [rule.about for rule in ALL if rule.about.pedantic]  # asked for by name, in their own folders
SAMPLES = sorted(
    path.relative_to(HERE).as_posix() for path in HERE.glob("*/*.py") if not path.name.endswith(".fixed.py")
)
CONFIGURED = sorted(path.parent.name for path in HERE.glob("*/pyproject.toml"))
TEXTS = sorted(path.relative_to(HERE).as_posix() for path in HERE.glob("*/*/*") if path.suffix not in (".py", ".pyc"))


@cache
def by_command_line() -> dict[str, list[dict[str, Any]]]:
    """What `prefixlint check` reports, by sample."""
    plain = sorted({sample.partition("/")[0] for sample in SAMPLES}.difference(CONFIGURED))
    asked = [["--pedantic", "--select", about.code, about.name] for about in PEDANTIC]
    found: dict[str, list[dict[str, Any]]] = {}
    with Copy() as folder:
        for arguments in (plain, *([one] for one in CONFIGURED), *asked):
            command = ["prefixlint", "check", "--output-format", "json", "--exit-zero", *arguments]
            done = commands.run_text(command, folder)
            assert done.returncode == 0, done.stderr
            for finding in json.loads(done.stdout)["findings"]:
                found.setdefault(finding["path"], []).append(finding)
    return found


@cache
def by_flake8() -> dict[str, list[tuple[int, int, str]]]:
    """What flake8 reports (line, column, code), by sample."""
    with Copy() as folder:
        command = ["flake8", "--isolated", "--select", "PFX", "."]
        runs = [commands.run_text(command, folder)]
        for about in PEDANTIC:
            asked = [*command[:-2], about.code, "--prefixlint-pedantic", "--prefixlint-select", about.code, about.name]
            runs.append(commands.run_text(asked, folder))
    found: dict[str, list[tuple[int, int, str]]] = {}
    for done in runs:
        assert done.returncode in (0, 1) and not done.stderr, done.stderr
        for report in done.stdout.splitlines():
            path, line, column, message = report.split(":", 3)
            found.setdefault(path.removeprefix("./"), []).append((int(line), int(column), message.split()[0]))
    return found


class Copy:
    """The samples in a folder of their own, out of reach of this project's configuration."""

    def __enter__(self) -> Path:
        self.root = TemporaryDirectory(prefix="prefixlint-samples-")
        for sample in (*SAMPLES, *TEXTS, *(f"{one}/pyproject.toml" for one in CONFIGURED)):
            target = Path(self.root.name, sample)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(HERE / sample, target)
        for sample in SAMPLES:  # each rule's folder is a project
            Path(self.root.name, sample).parent.joinpath("setup.py").touch()
        return Path(self.root.name)

    def __exit__(self, *_: object) -> None:
        self.root.cleanup()


@pytest.mark.parametrize("sample", SAMPLES)
def test_sample(sample: str) -> None:
    source = (HERE / sample).read_text(encoding="utf-8")
    compile(source, sample, "exec")
    expected = marks(source)
    assert expected, "a sample has at least one expectation"
    compare(sample, expected)


@pytest.mark.parametrize("text", TEXTS)
def test_text(text: str) -> None:
    compare(text, text_marks((HERE / text).read_text(encoding="utf-8")))


def compare(path: str, expected: list[Mark]) -> None:
    """What is reported in a file against what is expected there."""
    findings = by_command_line().get(path, [])
    found = {(one["line"], one["code"]) for one in findings}
    shown = "\n".join(
        f"{one['line']}:{one['column']} {one['code']} {one['severity']} {one['message']}" for one in findings
    )
    promote = [m for m in expected if (m.kind == "todo-expect") == ((m.line, m.code) in found) and "todo" in m.kind]
    assert not promote, f"works now, so write it without `todo-`: {promote}\n{shown}"
    wanted = {(mark.line, mark.code) for mark in expected if mark.kind in ("expect", "todo-ok")}
    assert found == wanted, f"missing {sorted(wanted - found)}, too many {sorted(found - wanted)}; reported:\n{shown}"
    for mark in expected:
        if mark.kind == "expect":
            assert any(meets(finding, mark) for finding in findings), f"{mark}\n{shown}"


def meets(finding: dict[str, Any], mark: Mark) -> bool:
    """Whether `finding` is what `mark` expects."""
    return (
        (finding["line"], finding["code"]) == (mark.line, mark.code)
        and mark.severity in (None, finding["severity"])
        and mark.column in (None, finding["column"])
        and mark.part in finding["message"]
    )


@pytest.mark.parametrize("sample", SAMPLES)
def test_flake8_agrees(sample: str) -> None:
    ours = [
        (*anchor(finding, sample), finding["code"])
        for findings in by_command_line().values()
        for finding in findings
        if sample in (finding["path"], (finding["request"] or finding)["path"])
    ]
    assert sorted(by_flake8().get(sample, [])) == sorted(ours)


def anchor(finding: dict[str, Any], sample: str) -> tuple[int, int]:
    """Where flake8, which knows one file, reports what stands in a text file: at the first line that leads there."""
    if finding["path"] == sample:
        return finding["line"], finding["column"]
    related = [one for one in finding["related"] if one["path"] == sample]
    assert related, finding
    return related[0]["line"], related[0]["column"]


def test_every_rule_has_samples() -> None:
    for rule in ALL:
        if rule.about.code != "PFX000":
            folder = HERE / rule.about.name
            samples = [HERE / sample for sample in SAMPLES if Path(sample).parts[0] == folder.name]
            assert len(samples) >= 4, f"{rule.about.name}: fewer than four samples"
            said = [m for path in samples for m in marks(path.read_text(encoding="utf-8"))]
            assert any(m.kind == "expect" and m.code == rule.about.code for m in said)
            assert any(m.kind == "ok" and m.code == rule.about.code for m in said)


def test_folders_are_rules() -> None:
    assert {Path(sample).parts[0] for sample in SAMPLES} <= {rule.about.name for rule in ALL}


def test_marks_of_texts_are_read() -> None:
    text = "{# expect: PFX101 col=3 #}\n<!-- ok: PFX102 -->\nIt is {now}. # expect: PFX103 +1\n\n"
    kinds = [(m.kind, m.code, m.line, m.column) for m in text_marks(text)]
    assert kinds == [("expect", "PFX101", 3, 3), ("ok", "PFX102", 3, None), ("expect", "PFX103", 4, None)]


def test_marks_are_read() -> None:
    source = 'x = """\n# expect: PFX101\n"""\n# expect: PFX102 note col=3 "says" ok: PFX103\n# todo-ok: PFX104 +2\n\ny = 1  # ok: PFX105\n'
    kinds = [(m.kind, m.code, m.line, m.severity, m.column, m.part) for m in marks(source)]
    assert kinds == [
        ("expect", "PFX102", 7, "note", 3, "says"),
        ("ok", "PFX103", 7, None, None, ""),
        ("todo-ok", "PFX104", 9, None, None, ""),
        ("ok", "PFX105", 7, None, None, ""),
    ]
