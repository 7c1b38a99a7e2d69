"""`check --fix`, `--unsafe-fixes` and `--diff` as a user runs them: what is written, what is said, exit statuses."""

import json
import os
import stat
import subprocess
import sys

import pytest
from fixable import CLOCK, MOVED, SET, SORTED

from prefixlint.fix import write as writing
from prefixlint.fix.write import WriteError, write


def test_safe_fixes_are_made_and_told(prefixlint, tmp_path):
    (tmp_path / "app.py").write_text(SET)
    (tmp_path / "clock.py").write_text(CLOCK)
    result = prefixlint("check", "--fix", "--output-format", "concise")
    assert (tmp_path / "app.py").read_text() == SORTED
    assert (tmp_path / "clock.py").read_text() == CLOCK
    assert result.stderr.decode().splitlines() == [
        "Fixed 1 finding in 1 file; 1 more with --unsafe-fixes.",
        "  app.py:9:14: PFX201 Write `sorted(TOPICS)`.",
    ]
    assert [line.split(":")[0] for line in result.stdout.decode().splitlines()] == ["clock.py"]
    assert result.returncode == 1, "what is left decides"


def test_unsafe_fixes_are_made_when_asked_for(prefixlint, tmp_path):
    (tmp_path / "app.py").write_text(SET)
    (tmp_path / "clock.py").write_text(CLOCK)
    result = prefixlint("check", "--fix", "--unsafe-fixes")
    assert ((tmp_path / "app.py").read_text(), (tmp_path / "clock.py").read_text()) == (SORTED, MOVED)
    assert result.returncode == 0
    assert result.stdout.startswith(b"Nothing to report")
    assert result.stderr.startswith(b"Fixed 2 findings in 2 files.\n")
    again = prefixlint("check", "--fix", "--unsafe-fixes")
    assert (again.returncode, again.stderr) == (0, b"Nothing to fix.\n")


def test_a_diff_is_shown_and_nothing_written(prefixlint, tmp_path):
    (tmp_path / "app.py").write_bytes(SET.replace("\n", "\r\n").encode())
    (tmp_path / "pkg").mkdir()
    (tmp_path / "pkg" / "clock.py").write_text(CLOCK.rstrip("\n"))
    before = (tmp_path / "app.py").read_bytes()
    result = prefixlint("check", "--diff", "--unsafe-fixes")
    assert result.returncode == 1
    assert (tmp_path / "app.py").read_bytes() == before
    (tmp_path / "fixes.patch").write_bytes(result.stdout)
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run(["git", "apply", "fixes.patch"], cwd=tmp_path, check=True)
    assert (tmp_path / "app.py").read_bytes() == SORTED.replace("\n", "\r\n").encode()
    assert (tmp_path / "pkg" / "clock.py").read_text() == MOVED.rstrip("\n")
    clean = prefixlint("check", "--diff", "--unsafe-fixes")
    assert (clean.returncode, clean.stdout) == (0, b"")


def test_standard_input_comes_back_fixed(prefixlint, tmp_path):
    result = prefixlint("check", "--fix", "--stdin-filename", "app.py", "-", stdin=SET.encode())
    assert (result.returncode, result.stdout.decode()) == (0, SORTED)
    result = prefixlint("check", "--fix", "-", stdin=CLOCK.encode())
    assert (result.returncode, result.stdout.decode()) == (1, CLOCK)
    assert b"PFX101" in result.stderr
    result = prefixlint("check", "--diff", "--stdin-filename", "app.py", "-", stdin=SET.encode())
    assert result.stdout.startswith(b"--- a/app.py\n+++ b/app.py\n")
    broken = prefixlint("check", "--fix", "-", stdin=b"def (")
    assert (broken.returncode, broken.stdout) == (2, b"def (")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["setup.py"]


@pytest.mark.parametrize(
    "arguments",
    [("--ignore", "PFX201"), ("--select", "PFX101"), ("--min-severity", "error")],
)
def test_what_is_not_reported_is_not_fixed(prefixlint, tmp_path, arguments):
    (tmp_path / "app.py").write_text(SET)
    prefixlint("check", "--fix", "--unsafe-fixes", *arguments)
    assert (tmp_path / "app.py").read_text() == SET


def test_what_is_suppressed_is_not_fixed(prefixlint, tmp_path):
    hidden = SET.replace("join(TOPICS)", "join(TOPICS)  # noqa: PFX201")
    (tmp_path / "app.py").write_text(hidden)
    prefixlint("check", "--fix", "--unsafe-fixes")
    assert (tmp_path / "app.py").read_text() == hidden


def test_a_file_that_was_not_asked_for_is_left_alone(prefixlint, tmp_path):
    words = "from pathlib import Path\n\n\ndef topics():\n    text = ''\n    for path in Path('skills').iterdir():\n"
    words += "        text += path.read_text()\n    return text\n"
    (tmp_path / "words.py").write_text(words)
    app = SET.replace('TOPICS = {"orders", "returns", "invoices"}', "from words import topics as found")
    (tmp_path / "app.py").write_text(app.replace('", ".join(TOPICS)', "found()"))
    prefixlint("check", "--fix", "app.py")
    assert (tmp_path / "words.py").read_text() == words
    prefixlint("check", "--fix")
    assert (tmp_path / "words.py").read_text() == words.replace(
        "Path('skills').iterdir()", "sorted(Path('skills').iterdir())"
    )


def test_a_fix_does_not_depend_on_what_else_is_checked(prefixlint, tmp_path):
    words = 'TOPICS = {"orders", "returns", "invoices"}\n\n\ndef topics():\n    text = ""\n    for one in TOPICS:\n'
    (tmp_path / "words.py").write_text(words + '        text += f"- {one}"\n    return text\n')
    app = SET.replace('TOPICS = {"orders", "returns", "invoices"}', "from words import topics")
    (tmp_path / "app.py").write_text(app.replace('topics = ", ".join(TOPICS)', "topics = topics()"))
    found = [
        json.loads(prefixlint("check", "--output-format", "json", *paths).stdout)["findings"]
        for paths in (["app.py"], ["app.py", "words.py"], ["words.py", "app.py"])
    ]
    assert found[0]
    assert found[0] == found[1] == found[2]


def test_a_notebook_is_fixed_in_its_cell(prefixlint, tmp_path):
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": ["# Orders\n"]},
        {"cell_type": "code", "metadata": {}, "outputs": [], "source": ["%pip install openai\n", "import os"]},
        {"cell_type": "code", "metadata": {}, "outputs": [], "source": SET.splitlines(keepends=True)},
    ]
    data = (json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1) + "\n").encode()
    (tmp_path / "try.ipynb").write_bytes(data)
    assert prefixlint("check", "--fix").returncode == 0
    assert (tmp_path / "try.ipynb").read_bytes() == data.replace(b"join(TOPICS)", b"join(sorted(TOPICS))")


def test_mode_and_links_are_kept(prefixlint, tmp_path):
    (tmp_path / "real").mkdir()
    target = tmp_path / "real" / "app.txt"
    target.write_text(SET)
    target.chmod(0o750)
    (tmp_path / "app.py").symlink_to(target)
    prefixlint("check", "--fix", "app.py")
    assert (tmp_path / "app.py").is_symlink()
    assert target.read_text() == SORTED
    assert stat.S_IMODE(target.stat().st_mode) == 0o750
    assert [path.name for path in (tmp_path / "real").iterdir()] == ["app.txt"]


def test_a_read_only_file_is_told_and_the_others_are_fixed(prefixlint, tmp_path):
    (tmp_path / "a.py").write_text(SET)
    (tmp_path / "a.py").chmod(0o444)
    (tmp_path / "b.py").write_text(SET)
    result = prefixlint("check", "--fix", "--output-format", "concise")
    assert result.returncode == 2
    assert "prefixlint: error: a.py: not fixed: is read-only\n" in result.stderr.decode()
    assert "Fixed 1 finding in 1 file.\n" in result.stderr.decode()
    assert (tmp_path / "a.py").read_text() == SET
    assert (tmp_path / "b.py").read_text() == SORTED
    assert result.stdout.decode().startswith("a.py:9:14: PFX201 ")
    assert b"b.py" not in result.stdout


def test_a_file_that_has_changed_is_not_written(tmp_path):
    path = tmp_path / "a.py"
    path.write_bytes(b"new")
    with pytest.raises(WriteError, match="has changed meanwhile"):
        write(str(path), b"old", b"fixed")
    assert path.read_bytes() == b"new"
    path.unlink()
    with pytest.raises(WriteError, match="No such file"):
        write(str(path), b"old", b"fixed")
    assert not list(tmp_path.iterdir())
    with pytest.raises(WriteError, match="no regular file"):
        write(str(tmp_path), b"old", b"fixed")


def test_nothing_is_half_written(tmp_path, monkeypatch):
    path = tmp_path / "a.py"
    path.write_bytes(b"old")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WriteError, match="No space left"):
        writing.write(str(path), b"old", b"fixed")
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["a.py"]


def test_unsafe_fixes_alone_is_a_mistake(prefixlint):
    result = prefixlint("check", "--unsafe-fixes")
    assert result.returncode == 2
    assert result.stderr.decode().count("\n") == 1


def test_the_report_says_what_can_be_fixed(prefixlint, tmp_path):
    (tmp_path / "app.py").write_text(SET)
    (tmp_path / "clock.py").write_text(CLOCK)
    shown = " ".join(prefixlint("check").stdout.decode().split())
    assert "= help: Write `sorted(TOPICS)`. `--fix` does that." in shown
    assert "`--fix --unsafe-fixes` does that: look at it." in shown
    assert shown.endswith("1 can be fixed with `--fix`, 1 more with `--fix --unsafe-fixes`.")
    found = json.loads(prefixlint("check", "--output-format", "json").stdout)["findings"]
    assert found[0]["fix"] == {
        "applicability": "safe",
        "message": "Write `sorted(TOPICS)`.",
        "edits": [
            {"path": "app.py", "cell": None, "line": 9, "column": 24, "end_line": 9, "end_column": 24, "text": "sorted("},
            {"path": "app.py", "cell": None, "line": 9, "column": 30, "end_line": 9, "end_column": 30, "text": ")"},
        ],
    }  # fmt: skip


@pytest.mark.parametrize("broken", [b"def (", b"x = '\xff'\n", b"\x00", b""])
def test_what_cannot_be_read_is_left_alone(prefixlint, tmp_path, broken):
    (tmp_path / "app.py").write_bytes(broken)
    (tmp_path / "set.py").write_text(SET)
    result = prefixlint("check", "--fix", "app.py", "set.py")
    assert (tmp_path / "app.py").read_bytes() == broken
    assert (tmp_path / "set.py").read_text() == SORTED
    assert b"Traceback" not in result.stderr


def test_fixed_programs_send_the_same_words(tmp_path):
    """Both versions are run with several hash seeds: the fixed one always sends the same, and the words that the other
    sends in some order."""
    stub = "class OpenAI:\n    def __init__(self):\n        self.responses = self\n    def create(self, **given):\n        print(given)\n"
    (tmp_path / "openai.py").write_text(stub)
    sent = {}
    for name, program in (("set", SET), ("sorted", SORTED), ("clock", CLOCK), ("moved", MOVED)):
        (tmp_path / f"{name}.py").write_text(program + "\n\nask('Where is it?')\n")
        sent[name] = [
            subprocess.run(
                [sys.executable, f"{name}.py"], cwd=tmp_path, env={**os.environ, "PYTHONHASHSEED": seed},
                capture_output=True, text=True, check=True,
            ).stdout
            for seed in ("1", "2", "3", "4")
        ]  # fmt: skip
    assert len(set(sent["sorted"])) == 1
    assert len(set(sent["set"])) > 1
    assert {"".join(sorted(text)) for text in sent["set"]} == {"".join(sorted(sent["sorted"][0]))}
    heads = {text.partition("'input'")[0] for text in sent["moved"]}
    assert len(heads) == 1
    assert "Where is it?\\n\\nIt is 2" in sent["moved"][0]
    assert len(set(sent["clock"])) == len(sent["clock"])
