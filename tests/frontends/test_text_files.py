"""Findings in text files through the front ends: places, comments that hide them, files that several programs fill."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import commands

PROGRAM = """\
from datetime import datetime
from pathlib import Path

from openai import OpenAI

TEXT = (Path(__file__).parent / "prompts" / "system.md").read_text()


def ask(question):
    system = TEXT.format(now=datetime.now()){comment}
    return OpenAI().responses.create(model="gpt-4.1", instructions=system, input=question)
"""
TEXT = "It is {now}.\nYou answer questions about orders, returns and invoices of an online bookshop.\n"


def project(root: Path, text: str = TEXT, comment: str = "", path: str = "app/main.py") -> Path:
    """A project with one program and one prompt file."""
    (root / "pyproject.toml").touch()
    program = root / path
    (program.parent / "prompts").mkdir(parents=True, exist_ok=True)
    (program.parent / "prompts" / "system.md").write_text(text, encoding="utf-8")
    program.write_text(PROGRAM.format(comment=comment), encoding="utf-8")
    return program


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return commands.run_text(arguments, cwd)


def findings(*arguments: str, cwd: Path) -> list[dict[str, Any]]:
    done = run("prefixlint", "check", "--output-format", "json", "--exit-zero", *arguments, cwd=cwd)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)["findings"]
    return found


def test_the_place_is_in_the_file_and_the_line_that_fills_it_is_beside(tmp_path):
    project(tmp_path)
    (one,) = findings(".", cwd=tmp_path)
    assert (one["path"], one["line"], one["column"], one["end_column"]) == ("app/prompts/system.md", 1, 7, 12)
    assert ("app/main.py", 10, "filled in here") in [(r["path"], r["line"], r["message"]) for r in one["related"]]
    assert one["request"]["path"] == "app/main.py"


def test_paths_are_shown_as_the_program_was_named(tmp_path):
    program = project(tmp_path)
    (one,) = findings(str(program), cwd=tmp_path)
    assert one["path"] == str(program.parent / "prompts" / "system.md").replace(os.sep, "/")
    (one,) = findings("main.py", cwd=program.parent)
    assert one["path"] == "prompts/system.md"


def test_the_text_report_shows_the_line_of_the_file(tmp_path):
    project(tmp_path)
    done = run("prefixlint", "check", ".", cwd=tmp_path)
    assert "--> app/prompts/system.md:1:7" in done.stdout
    assert "1 | It is {now}." in done.stdout
    assert "::: app/main.py:10:" in done.stdout


def test_flake8_reports_at_the_line_that_fills_it(tmp_path):
    project(tmp_path)
    done = run("flake8", "--isolated", "--select", "PFX", ".", cwd=tmp_path)
    assert done.stdout.startswith(
        "./app/main.py:10:30: PFX101 ./app/prompts/system.md:1:7: "
    ) or done.stdout.startswith("./app/main.py:10:30: PFX101 app/prompts/system.md:1:7: ")


def test_a_comment_in_the_program_hides_it(tmp_path):
    for comment in ("  # noqa: PFX101", "  # prefixlint: ignore[clock-before-stable] one clock a day"):
        project(tmp_path, comment=comment)
        assert findings(".", cwd=tmp_path) == []
        assert not run("flake8", "--isolated", "--select", "PFX", ".", cwd=tmp_path).stdout
    project(tmp_path, comment="  # noqa: PFX999")
    assert len(findings(".", cwd=tmp_path)) == 1


def test_a_comment_in_the_file_hides_it(tmp_path):
    project(tmp_path, "{# prefixlint: ignore[PFX101] #}\n" + TEXT)
    assert findings(".", cwd=tmp_path) == []
    project(tmp_path, "# prefixlint: ignore[PFX102]\n" + TEXT)
    assert len(findings(".", cwd=tmp_path)) == 1


def test_a_file_that_two_programs_fill_is_reported_once(tmp_path):
    program = project(tmp_path)
    program.with_name("other.py").write_text(program.read_text())
    assert len(findings(".", cwd=tmp_path)) == 1


def test_at_the_scope_of_one_file_no_other_is_read(tmp_path):
    project(tmp_path)
    (tmp_path / "pyproject.toml").write_text('[tool.prefixlint]\nscope = "file"\n')
    assert findings(".", cwd=tmp_path) == []


def test_text_on_standard_input_finds_the_files_beside_its_name(tmp_path):
    program = project(tmp_path)
    arguments = ["check", "--output-format", "concise", "--stdin-filename", "app/main.py", "-"]
    done = commands.run_text(["prefixlint", *arguments], tmp_path, stdin=program.read_text())
    assert "app/prompts/system.md:1:7: PFX101" in done.stdout, done.stdout + done.stderr
