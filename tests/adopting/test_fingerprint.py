"""A fingerprint stays what it is when the code around a flow moves, and changes with the flow."""

import os
import string
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prefixlint import project
from prefixlint.finding import Confidence, Finding, Place, RequestInfo, Severity
from prefixlint.fingerprint import culprit, fingerprint, normal, relative
from prefixlint_rules import ALL


def _marks(folder):
    run = project.run([str(folder)], ALL, {}, 1)
    sources = project.Sources()
    return [fingerprint(finding, sources) for finding in run.findings]


def test_it_survives_moved_lines_and_layout(clock, tmp_path):
    before = _marks(tmp_path)
    assert len(before) == 1
    changed = "# new\n\n\n" + clock.read_text().replace("def ask", "def other():\n    return 1\n\n\ndef ask")
    changed = changed.replace("{datetime.now()}", "{ ( datetime . now( ) ) }")
    clock.write_bytes(changed.replace("\n", "\r\n").encode())
    assert _marks(tmp_path) == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("def ask", "def answer"),
        ("datetime.now()", "datetime.utcnow()"),
        ("client.chat.completions", "client.beta.chat"),
    ],
)
def test_it_changes_with_the_flow(clock, tmp_path, old, new):
    before = _marks(tmp_path)
    clock.write_text(clock.read_text().replace(old, new))
    assert _marks(tmp_path) != before


def test_it_is_the_same_from_every_folder_and_in_every_process(clock, tmp_path):
    program = (
        "import sys\nfrom prefixlint import project\nfrom prefixlint.fingerprint import fingerprint\n"
        "from prefixlint_rules import ALL\n"
        "run = project.run(sys.argv[1:], ALL, {}, 1)\n"
        "print([fingerprint(one, project.Sources()) for one in run.findings])\n"
    )
    (tmp_path / "deep").mkdir()
    seen = {
        subprocess.run(
            [sys.executable, "-c", program, path],
            cwd=tmp_path / folder, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True,
        ).stdout
        for folder, path, seed in ((".", "app.py", "0"), ("deep", "../app.py", "1"), ("deep", str(clock), "2"))
    }  # fmt: skip
    assert seen == {f"{_marks(tmp_path)}\n"}


FINDING = Finding(
    "PFX101", "clock-before-stable", Severity.ERROR, Confidence.CERTAIN, "clock", Place("/r/a.py", 2, 5, 2, 10), "m",
    RequestInfo(Place("/r/b.py", 1, 1, 1, 2), None, "messages", None, "send"), function="build",
)  # fmt: skip
SOURCE = ["x", "    now()  # comment", "y"]


def _mark(finding, lines=SOURCE):
    return fingerprint(finding, lambda path, cell: lines, "/r")


def test_messages_severities_and_places_do_not_count():
    other = replace(
        FINDING, message="another", severity=Severity.NOTE, place=replace(FINDING.place, line=9, end_line=9)
    )
    assert _mark(other, ["x"] * 8 + SOURCE[1:]) == _mark(FINDING)


@pytest.mark.parametrize(
    "change",
    [
        {"code": "PFX102"},
        {"function": "other"},
        {"place": replace(FINDING.place, path="/r/c.py")},
        {"place": replace(FINDING.place, end_column=7)},
        {"request": None},
        {"request": replace(FINDING.request, function="other")},
        {"request": replace(FINDING.request, api="responses")},
        {"request": replace(FINDING.request, place=Place("/r/c.py", 1, 1, 1, 2))},
    ],
)
def test_what_counts(change):
    assert _mark(replace(FINDING, **change)) != _mark(FINDING)


def test_what_cannot_be_read_has_a_fingerprint_too():
    assert len(_mark(FINDING, [])) == 32
    assert len(_mark(replace(FINDING, place=Place("/r/\udcff.py", 9, 9, 9, 9)))) == 32


def test_a_culprit_of_several_lines_is_cut_at_its_columns():
    lines = ["a = f(  # why", '    "b # c",', ") + d"]
    assert culprit(Place("a.py", 1, 5, 3, 2), lambda path, cell: lines) == "f b # c"


WORDS = st.lists(st.text(string.ascii_letters, min_size=1, max_size=6), min_size=1, max_size=6)


@given(WORDS, st.lists(st.sampled_from([" ", "\n", "\t", "  # note\n", "\\\n", ""]), min_size=12, max_size=12))
def test_layout_does_not_count(words, spaces):
    plain = f"{words[0]}({', '.join(words[1:])})"
    loose = f"{words[0]}({spaces[0]}" + "".join(
        f"{spaces[number % 11]}{word}{spaces[number % 7]},{spaces[1]}" for number, word in enumerate(words[1:])
    )
    assert normal(loose + f"{spaces[2]})") == normal(plain)


def test_paths_have_slashes_and_count_from_the_repository(tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "pyproject.toml").write_text("")
    assert relative(str(tmp_path / "a" / "b" / "c.py")) == "a/b/c.py"
    assert relative(str(tmp_path / "a" / "b" / "c.py"), str(tmp_path / "a")) == "b/c.py"
