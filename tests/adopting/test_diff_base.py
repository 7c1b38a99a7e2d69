"""`--diff-base` shows what has to do with changed lines, and nothing that a repository holds can get in its way."""

import json
import os
import subprocess
import sys

import commands
import pytest

from prefixlint import changes
from prefixlint.config import ConfigError
from prefixlint.finding import Confidence, Finding, Place, Related, RequestInfo, Severity


@pytest.fixture
def committed(clock, git):
    """A repository in which the clock is old."""
    git("add", "-A")
    git("commit", "--quiet", "-m", "first")
    return clock


def _paths(done):
    return [(finding["path"], finding["code"]) for finding in json.loads(done.out)["findings"]]


def _check(run, *arguments, base="HEAD"):
    return run("check", "--output-format", "json", "--diff-base", base, *arguments)


def test_nothing_changed_is_silent(run, committed):
    done = _check(run)
    assert (done.status, _paths(done)) == (0, [])
    assert done.err == "prefixlint: 1 finding not shown that no change since HEAD touches\n"
    assert json.loads(done.out)["diff_base"] == {"revision": "HEAD", "hidden": 1}


def test_an_edit_elsewhere_in_the_file_is_silent(run, committed):
    committed.write_text("# note\n" + committed.read_text() + "\n\nOTHER = 1\n")
    assert _paths(_check(run)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Now: {datetime.now()}", "It is {datetime.now()}"),  # the culprit
        ('model="gpt-5.2"', 'model="gpt-5.1"'),  # the request
    ],
)
def test_a_change_of_the_flow_is_shown(run, committed, old, new):
    committed.write_text(committed.read_text().replace(old, new))
    done = _check(run)
    assert done.status == 1
    assert _paths(done) == [("app.py", "PFX101")]


def test_a_change_in_another_file_that_is_lost_is_shown(run, committed, tmp_path):
    prompts = tmp_path / "prompts.py"
    prompts.write_text(prompts.read_text().replace("Rule 7:", "Rule seven:"))
    assert _paths(_check(run)) == [("app.py", "PFX101")]


def test_a_line_that_was_taken_out_of_the_flow(run, committed, git):
    text = committed.read_text().replace("def ask(question):\n", "def ask(question):\n    print(question)\n")
    committed.write_text(text.replace("import RULES\n", "import RULES\n\nUNUSED = 1\n"))
    git("commit", "--quiet", "-am", "longer")
    committed.write_text(committed.read_text().replace("\nUNUSED = 1\n", ""))
    assert _paths(_check(run)) == [], "that one has nothing to do with it"
    committed.write_text(committed.read_text().replace("    print(question)\n", ""))
    assert _paths(_check(run)) == [("app.py", "PFX101")], "beside the request"


def test_a_line_between_culprit_and_request(run, committed, git):
    committed.write_text("""\
from datetime import datetime

from openai import OpenAI

from prompts import RULES

client = OpenAI()


def ask(question):
    now = datetime.now()
    a = 1
    now = now.date()
    b = 2
    return client.responses.create(model="gpt-5.2", instructions=f"Now: {now}\\n{RULES}", input=question)
""")
    git("commit", "--quiet", "-am", "day")
    committed.write_text(committed.read_text().replace("    now = now.date()\n", ""))
    assert ("app.py", "PFX101") in _paths(_check(run))


def test_staged_changes_and_new_files_count(run, committed, git, tmp_path):
    (tmp_path / "new.py").write_text(committed.read_text())
    assert _paths(_check(run)) == [("new.py", "PFX101")]
    git("add", "new.py")
    assert _paths(_check(run)) == [("new.py", "PFX101")]
    (tmp_path / ".gitignore").write_text("new.py\n")
    git("rm", "--cached", "--quiet", "new.py")
    assert _paths(_check(run)) == [], "what git ignores is no change"


def test_renamed_files_are_followed(run, committed, git):
    git("mv", "app.py", "bot.py")
    assert _paths(_check(run)) == []
    bot = committed.parent / "bot.py"
    bot.write_text(bot.read_text().replace("Now:", "It is"))
    assert _paths(_check(run)) == [("bot.py", "PFX101")]


NAMES = ["with space.py", "ünï.py"]
if sys.platform == "linux":  # other systems do not have such names
    NAMES += [
        'quo"te.py',
        "back\\slash.py",
        "tab\t.py",
        "line\nend.py",
        "ünï.py",
        b"latin\xe9.py",
        "+++ b.py",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_names(run, committed, git, tmp_path, name):
    path = os.path.join(os.fsencode(tmp_path), os.fsencode(name))
    with open(path, "wb") as stream:
        stream.write(committed.read_bytes())
    git("add", "-A")
    git("commit", "--quiet", "-m", "named")
    assert _paths(_check(run)) == []
    with open(path, "wb") as stream:
        stream.write(committed.read_bytes().replace(b"Now:", b"It is"))
    assert len(_paths(_check(run))) == 1


def test_from_a_folder_inside(run, committed, git, tmp_path, monkeypatch):
    inside = tmp_path / "deep"
    inside.mkdir()
    (inside / "bot.py").write_text(committed.read_text())
    (inside / "prompts.py").write_text((tmp_path / "prompts.py").read_text())
    git("add", "-A")
    git("commit", "--quiet", "-m", "deep")
    (inside / "bot.py").write_text(committed.read_text().replace("Now:", "It is"))
    monkeypatch.chdir(inside)
    assert _paths(_check(run)) == [("bot.py", "PFX101")]
    assert _paths(_check(run, "..")) == [("../deep/bot.py", "PFX101")]
    monkeypatch.chdir("/")
    assert [code for _, code in _paths(_check(run, str(tmp_path)))] == ["PFX101"]


def test_text_that_looks_like_a_patch(run, committed, git, tmp_path):
    prompts = tmp_path / "notes.py"
    prompts.write_text('X = """\n"""\n')
    git("add", "-A")
    git("commit", "--quiet", "-m", "notes")
    prompts.write_text('X = """\n++ b/app.py\n@@ -1 +13 @@\n-- a/app.py\ndiff --git a/app.py b/app.py\n"""\n')
    assert _paths(_check(run)) == []


def test_settings_of_the_repository_do_not_get_in(run, committed, git, tmp_path):
    trap = tmp_path / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    trap.chmod(0o755)
    git("add", "-A")
    git("commit", "--quiet", "-m", "trap")
    (tmp_path / ".git" / "info").mkdir(exist_ok=True)
    (tmp_path / ".git" / "info" / "attributes").write_text("*.py diff=trap\n")
    for key, value in {
        "diff.external": str(trap), "diff.trap.textconv": str(trap), "diff.trap.command": str(trap),
        "diff.noprefix": "true", "diff.mnemonicPrefix": "true", "color.ui": "always", "core.fsmonitor": str(trap),
        "diff.renames": "false", "core.quotePath": "true", "diff.context": "9", "core.pager": str(trap),
        "diff.interHunkContext": "9", "diff.relative": "true",
    }.items():  # fmt: skip
        git("config", key, value)
    (tmp_path / "ran").unlink(missing_ok=True)
    committed.write_text(committed.read_text().replace("Now:", "It is"))
    assert _paths(_check(run)) == [("app.py", "PFX101")]
    committed.write_text("# note\n" + committed.read_text().replace("It is", "Now:"))
    assert _paths(_check(run)) == []
    assert not (tmp_path / "ran").exists()


def test_the_index_is_left_alone(run, committed, tmp_path):
    index = tmp_path / ".git" / "index"
    os.utime(committed)  # the next command that may write would refresh the index
    before = index.read_bytes()
    _check(run)
    assert index.read_bytes() == before


@pytest.mark.parametrize(
    ("base", "says"),
    [
        ("missing", "git knows no revision 'missing'"),
        ("", "'' is no revision"),
        ("--output=owned", "'--output=owned' is no revision"),
        ("-h", "'-h' is no revision"),
        ("HEAD~9", "git knows no revision 'HEAD~9'"),
        ("HEAD:app.py", "git knows no revision 'HEAD:app.py'"),
        ("HEAD main", "git knows no revision 'HEAD main'"),
        ("$(touch owned)", "git knows no revision '$(touch owned)'"),
    ],
)
def test_what_is_no_revision_is_one_line(run, committed, tmp_path, base, says):
    done = run("check", f"--diff-base={base}")
    assert (done.status, done.out, done.err) == (2, "", f"prefixlint: error: --diff-base: {says}\n")
    assert not (tmp_path / "owned").exists()


def test_no_repository_is_one_line(run, clock, tmp_path):
    done = run("check", "--diff-base", "HEAD")
    assert done.status == 2
    assert done.err.startswith("prefixlint: error: --diff-base: not a git repository")
    assert done.err.count("\n") == 1


def test_no_git_is_one_line(run, committed, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    done = run("check", "--diff-base", "HEAD")
    assert (done.status, done.err) == (2, "prefixlint: error: --diff-base: git is not installed\n")


def test_where_a_branch_began(run, committed, git):
    git("checkout", "--quiet", "-b", "work")
    git("commit", "--quiet", "--allow-empty", "-m", "mine")
    git("checkout", "--quiet", "main")
    committed.write_text(committed.read_text().replace("Now:", "It is"))
    git("commit", "--quiet", "-am", "theirs")
    git("checkout", "--quiet", "work")
    assert _paths(_check(run, base="main")) == [("app.py", "PFX101")]
    assert _paths(_check(run, base="main...")) == []


def test_an_unreadable_file_is_shown_anyway(run, committed, git, tmp_path):
    (tmp_path / "broken.py").write_text("from openai import OpenAI\nOpenAI().responses.create(input=(\n")
    git("add", "-A")
    git("commit", "--quiet", "-m", "broken")
    done = _check(run)
    assert (done.status, _paths(done)) == (2, [("broken.py", "PFX000")])


def test_a_baseline_is_held_against_all_findings(run, committed, tmp_path):
    run("check", "--write-baseline", "known.toml")
    (tmp_path / "new.py").write_text(committed.read_text())
    done = _check(run, "--baseline", "known.toml", "--statistics")
    assert _paths(done) == [("new.py", "PFX101")]
    assert "no longer" not in done.err
    assert "     1  PFX101" in done.err


def _notebook(*sources):
    cells = [
        {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": number}
        for number, source in enumerate(sources)
    ]
    metadata = {"language_info": {"name": "python"}}
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}, indent=1)


def test_notebooks_by_cell(run, committed, git, tmp_path):
    text = committed.read_text()
    head, body = text[: text.index("def ask")], text[text.index("def ask") :]
    committed.write_text("x = 1\n")
    book = tmp_path / "try.ipynb"
    book.write_text(_notebook("print(1)", head, body))
    git("add", "-A")
    git("commit", "--quiet", "-m", "book")
    book.write_text(_notebook("print(2)", "print(3)", head, body))
    assert _paths(_check(run)) == []
    book.write_text(_notebook("print(1)", head, body.replace("Now:", "It is")))
    assert _paths(_check(run)) == [("try.ipynb", "PFX101")]
    git("mv", "try.ipynb", "other.ipynb")
    assert _paths(_check(run)) == [("other.ipynb", "PFX101")]


def test_standard_input_counts_as_changed(committed, tmp_path):
    arguments = ["--diff-base", "HEAD", "--output-format", "concise", "--stdin-filename", "app.py", "-"]
    done = commands.run_text(["prefixlint", "check", *arguments], tmp_path, stdin=committed.read_text())
    assert (done.returncode, done.stdout.count("PFX101")) == (1, 1)


def test_a_repository_inside_counts_as_new(run, committed, tmp_path):
    (tmp_path / "inner").mkdir()
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path / "inner", check=True)
    (tmp_path / "inner" / "bot.py").write_text(committed.read_text())
    (tmp_path / "inner" / "prompts.py").write_text((tmp_path / "prompts.py").read_text())
    assert _paths(_check(run)) == [("inner/bot.py", "PFX101")]


# ---- lines and places ------------------------------------------------------------------------------------------------


def _finding(path="a.py", line=5, end=5, related=(), request=None):
    return Finding(
        "PFX101", "clock-before-stable", Severity.ERROR, Confidence.CERTAIN, "clock", Place(path, line, 1, end, 9), "m",
        request, tuple(Related(Place(*place), "r") for place in related), function="f",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "touched"),
    [
        (changes.Lines(), False),
        (changes.Lines(whole=True), True),
        (changes.Lines(added=[(1, 4), (6, 9)]), False),
        (changes.Lines(added=[(1, 5)]), True),
        (changes.Lines(added=[(5, 5)]), True),
        (changes.Lines(gone=[3]), False),
        (changes.Lines(gone=[4]), True),
        (changes.Lines(gone=[5]), True),
        (changes.Lines(gone=[6]), False),
    ],
)
def test_lines(tmp_path, monkeypatch, lines, touched):
    monkeypatch.chdir(tmp_path)
    assert changes.Changes(str(tmp_path), {"a.py": lines}).touch(_finding()) is touched


def test_related_places_and_the_request_count(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    seen = changes.Changes(str(tmp_path), {"b.py": changes.Lines(added=[(3, 3)])})
    assert not seen.touch(_finding())
    assert seen.touch(_finding(related=[("b.py", 2, 1, 3, 1)]))
    assert seen.touch(_finding(request=RequestInfo(Place("b.py", 1, 1, 9, 1), None, "messages", None)))
    assert seen.touch(_finding(path="../elsewhere.py")), "git knows nothing about it"


def test_a_failing_git_says_why(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    subprocess.run(["git", "init", "--quiet", "--bare", "store.git"], check=True)
    with pytest.raises(ConfigError, match="work tree"):
        changes.changes("HEAD", ["store.git"])
