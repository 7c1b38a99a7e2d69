"""Projects of several files with expectations in place: what one file alone cannot show.

Each folder beside this file is a project. Its Python and text files hold comments as the samples of the rules do (see
tests/rules/test_samples.py). The whole project is checked by the command line at the scope `project`, which must report
exactly what is expected; and file by file by flake8, which must report what the command line does at the scope `imports`.
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

HERE = Path(__file__).parent
PROJECTS = sorted(path.name for path in HERE.iterdir() if path.is_dir() and path.name != "__pycache__")
IMPORTS = '[tool.prefixlint]\nscope = "imports"\n'


class Copy:
    """The projects in folders of their own, out of reach of this project's configuration."""

    def __init__(self, configuration: str = "") -> None:
        self.configuration = configuration

    def __enter__(self) -> Path:
        self.root = TemporaryDirectory(prefix="prefixlint-across-")
        for project in PROJECTS:
            target = Path(self.root.name, project)
            shutil.copytree(HERE / project, target, ignore=shutil.ignore_patterns("__pycache__"))
            with (target / "pyproject.toml").open("a") as stream:
                stream.write(self.configuration)
        return Path(self.root.name)

    def __exit__(self, *_: object) -> None:
        self.root.cleanup()


@cache
def checked(scope: str, jobs: int = 1) -> dict[str, list[dict[str, Any]]]:
    """What the command line reports of each project, each checked on its own."""
    found: dict[str, list[dict[str, Any]]] = {}
    with Copy(IMPORTS if scope == "imports" else "") as folder:
        for project in PROJECTS:
            arguments = ["--output-format", "json", "--exit-zero", "--jobs", str(jobs), "."]
            done = commands.run_text(["prefixlint", "check", *arguments], folder / project)
            assert done.returncode == 0, done.stderr
            found[project] = json.loads(done.stdout)["findings"]
    return found


def expected(project: str) -> list[tuple[str, Mark]]:
    """The expectations of all files of a project."""
    found: list[tuple[str, Mark]] = []
    for path in sorted((HERE / project).rglob("*")):
        if path.is_file() and path.suffix != ".pyc" and path.name != "pyproject.toml":
            text = path.read_text(encoding="utf-8")
            where = path.relative_to(HERE / project).as_posix()
            found.extend((where, mark) for mark in (marks(text) if path.suffix == ".py" else text_marks(text)))
    return found


@pytest.mark.parametrize("project", PROJECTS)
def test_project(project: str) -> None:
    said = expected(project)
    assert said, "a project has at least one expectation"
    findings = checked("project")[project]
    found = {(one["path"], one["line"], one["code"]) for one in findings}
    shown = "\n".join(
        f"{one['path']}:{one['line']} {one['code']} {one['severity']} {one['message']}" for one in findings
    )
    promote = [
        m for path, m in said if "todo" in m.kind and (m.kind == "todo-expect") == ((path, m.line, m.code) in found)
    ]
    assert not promote, f"works now, so write it without `todo-`: {promote}\n{shown}"
    wanted = {(path, mark.line, mark.code) for path, mark in said if mark.kind in ("expect", "todo-ok")}
    assert found == wanted, f"missing {sorted(wanted - found)}, too many {sorted(found - wanted)}; reported:\n{shown}"
    for path, mark in said:
        if mark.kind == "expect":
            assert any(
                (one["path"], one["line"], one["code"]) == (path, mark.line, mark.code)
                and mark.severity in (None, one["severity"])
                and mark.part in one["message"]
                for one in findings
            ), f"{path}: {mark}\n{shown}"


def test_processes_change_nothing() -> None:
    assert checked("project", 3) == checked("project")


@pytest.mark.parametrize("project", PROJECTS)
def test_flake8_agrees(project: str) -> None:
    with Copy() as folder:
        done = commands.run_text(["flake8", "--isolated", "--select", "PFX", "."], folder / project)
    assert done.returncode in (0, 1) and not done.stderr, done.stderr
    theirs = set()
    for report in done.stdout.splitlines():
        path, line, column, message = report.split(":", 3)
        theirs.add((path.removeprefix("./"), int(line), int(column), message.split()[0]))
    ours = {(one["path"], one["line"], one["column"], one["code"]) for one in checked("imports")[project]}
    assert theirs == ours
