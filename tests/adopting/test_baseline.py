"""A baseline keeps known findings silent, whatever moves around them, and tells what is mended."""

import json
import os

import pytest

NAME = "known.toml"
SECOND = """

def late(question):
    return client.chat.completions.create(
        model="gpt-5.2",
        messages=[
            {"role": "system", "content": f"Today: {datetime.utcnow()}\\n{RULES}"},
            {"role": "user", "content": question},
        ],
    )
"""


@pytest.fixture
def known(run, clock, tmp_path):
    """A baseline with the one finding of the program."""
    done = run("check", "--write-baseline", NAME)
    assert (done.status, done.err) == (0, f"prefixlint: {NAME}: 1 known finding written (1 new, 0 no longer there)\n")
    return tmp_path / NAME


def _codes(done):
    return [finding["code"] for finding in json.loads(done.out)["findings"]]


def test_known_findings_are_silent(run, known):
    done = run("check", "--baseline", NAME)
    assert done.status == 0
    assert done.out.startswith("Nothing to report")
    assert done.err == f"prefixlint: 1 known finding not shown ({NAME})\n"


def test_the_file_can_be_read_in_review(known):
    text = known.read_text()
    assert "Known findings of prefixlint" in text
    for line in ('path = "app.py"', 'function = "ask"', 'code = "PFX101"', 'culprit = "datetime.now()"'):
        assert line in text
    assert os.listdir(known.parent).count(NAME) == 1
    assert not [name for name in os.listdir(known.parent) if name.startswith(".prefixlint")], "nothing is left behind"


def test_moved_lines_and_edits_elsewhere_keep_it_silent(run, known, clock):
    text = clock.read_text().replace("def ask", "def unrelated():\n    return 2\n\n\ndef ask")
    clock.write_bytes(("# licence\n\n" + text).replace("\n", "\r\n").encode())
    assert run("check", "--baseline", NAME).status == 0


def test_another_culprit_is_new(run, known, clock):
    clock.write_text(clock.read_text().replace("datetime.now()", "datetime.utcnow()"))
    done = run("check", "--baseline", NAME, "--output-format", "json")
    assert done.status == 1
    assert _codes(done) == ["PFX101"]
    (entry,) = json.loads(done.out)["baseline"]["removable"]
    assert (entry["code"], entry["path"], entry["culprit"]) == ("PFX101", "app.py", "datetime.now()")


def test_equal_ones_are_counted(run, known, clock):
    inside = clock.read_text().partition("    return ")[2]
    clock.write_text(
        clock.read_text() + f"\n    return {inside}".replace("\n    return", "\n\ndef ask(question):\n    return")
    )
    done = run("check", "--baseline", NAME, "--output-format", "json")
    assert done.status == 1
    (finding,) = json.loads(done.out)["findings"]
    assert finding["line"] > 20, "the first is the known one"
    run("check", "--write-baseline", NAME)
    assert "count = 2" in known.read_text()
    assert run("check", "--baseline", NAME).status == 0


def test_mended_ones_are_told_and_dropped(run, known, clock):
    clock.write_text(clock.read_text() + SECOND)
    assert "(1 new, 0 no longer there)" in run("check", "--write-baseline", NAME).err
    clock.write_text(
        clock.read_text().replace("Now: {datetime.now()}\\n", "").replace("Today: {datetime.utcnow()}\\n", "")
    )
    done = run("check", "--baseline", NAME)
    assert done.status == 0
    assert f"2 entries of {NAME} no longer occur: app.py: PFX101 `datetime.now()` in ask; " in done.err
    assert "(0 new, 2 no longer there)" in run("check", "--write-baseline", NAME).err
    assert "[[finding]]" not in known.read_text()


def test_what_a_run_does_not_see_is_not_mended(run, known, clock, tmp_path):
    (tmp_path / "empty.py").write_text("x = 1\n")
    before = known.read_text()
    for arguments in (["empty.py"], ["--select", "PFX3"], ["--ignore", "clock-before-stable"]):
        assert "no longer" not in run("check", "--baseline", NAME, *arguments).err
        assert "(0 new, 0 no longer there)" in run("check", "--write-baseline", NAME, *arguments).err
        assert known.read_text() == before
    clock.unlink()
    assert "1 entry of known.toml no longer occurs" in run("check", "--baseline", NAME).err


def test_severities_below_what_is_shown_are_not_mended(run, known, clock):
    text = known.read_text()
    known.write_text(text.replace('severity = "error"', 'severity = "note"'))
    assert known.read_text() != text
    clock.write_text("x = 1\n")
    assert "no longer" not in run("check", "--baseline", NAME, "--min-severity", "warning").err
    assert "no longer" in run("check", "--baseline", NAME).err


def test_paths_count_from_the_file(run, known, clock, tmp_path, monkeypatch):
    (tmp_path / "deep").mkdir()
    monkeypatch.chdir(tmp_path / "deep")
    done = run("check", "--baseline", f"../{NAME}", "..")
    assert (done.status, done.err) == (0, f"prefixlint: 1 known finding not shown (../{NAME})\n")


def test_an_unreadable_file_is_never_known(run, known, clock, tmp_path):
    (tmp_path / "broken.py").write_text("from openai import OpenAI\nOpenAI().responses.create(input=(\n")
    assert run("check", "--write-baseline", NAME).status == 2
    assert "PFX000" not in known.read_text()
    done = run("check", "--baseline", NAME)
    assert done.status == 2
    assert "PFX000" in done.out or "unreadable-source" in done.out


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "no such file; `prefixlint check --write-baseline bad.toml` writes it"),
        (b"", "damaged: no key `version` that is known"),
        (b"\xff\xfe", "damaged: "),
        (b"version = 1\n[[finding]\n", "damaged: "),
        (b"version = 1\n[[finding]]\ncode = 3\n", "damaged: "),
        (b"version = true\n", "damaged: "),
        (b"version = 2\n", "written by a newer prefixlint (version 2; this one reads 1)"),
        (b"version = 1\n<<<<<<< HEAD\n[[finding]]\n=======\n", "has conflicts of a merge"),
        (b"a = " + b"[" * 100_000, "damaged: "),
    ],
)
def test_a_file_that_cannot_be_used_is_one_line(run, clock, tmp_path, content, says):
    if content is not None:
        (tmp_path / "bad.toml").write_bytes(content)
    done = run("check", "--baseline", "bad.toml")
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"prefixlint: error: bad.toml: {says}")
    assert done.err.count("\n") == 1


def test_other_files_are_not_overwritten(run, clock):
    before = clock.read_text()
    done = run("check", "--write-baseline", "app.py")
    assert (done.status, done.err) == (
        2,
        "prefixlint: error: app.py: is there already and holds something else; not overwritten\n",
    )
    assert clock.read_text() == before


def test_a_damaged_one_is_written_anew(run, known):
    known.write_text(known.read_text() + "<<<<<<< HEAD\n")
    assert run("check", "--write-baseline", NAME).status == 0
    assert run("check", "--baseline", NAME).status == 0


def test_a_place_that_cannot_be_written_is_one_line(run, clock):
    for name in ("missing/known.toml", "app.py/known.toml"):
        done = run("check", "--write-baseline", name)
        assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("more", [["--baseline", NAME], ["--diff-base", "HEAD"]])
def test_options_that_do_not_go_together(run, known, more):
    done = run("check", "--write-baseline", "other.toml", *more)
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)


def test_statistics_and_exit_zero_come_after(run, known, clock):
    clock.write_text(clock.read_text() + SECOND)
    done = run("check", "--baseline", NAME, "--statistics", "--exit-zero")
    assert done.status == 0
    assert "     1  PFX101  clock-before-stable" in done.err
