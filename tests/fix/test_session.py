"""Choosing fixes, proving them, refusing those that do harm: with findings made up, so that each case is in sight."""

import re

from prefixlint.finding import Confidence, Edit, Finding, Fix, Place, Related, Severity
from prefixlint.fix.session import MAX_ROUNDS, fix_all
from prefixlint.project import Run


def finding(code, line, column, edits=(), applicability="safe", path="a.py", severity=Severity.WARNING, related=()):
    place = Place(path, line, column, line, column + 1)
    fix = Fix(applicability, "Do it.", tuple(edits))
    return Finding(
        code, "name", severity, Confidence.CERTAIN, "reason", place, f"{code} says", related=related, fix=fix
    )


def put(line, first, last, text, path="a.py"):
    return Edit(Place(path, line, first, line, last), text)


def fixed(files, look, unsafe=False):
    """What becomes of `files` where `look` gives the findings of contents."""

    def check(contents):
        known = {**files, **contents}
        findings = tuple(one for path in sorted(known) for one in look(path, known[path].decode()))
        return Run(findings, len(known), len(known), 0, (), (), frozenset(known))

    done = fix_all(check, files.__getitem__, unsafe)
    return done, {path: after for path, (_, after) in done.changed.items()}


def bad_words(path, text):
    """A finding for each `bad` that makes it `good`."""
    for number, line in enumerate(text.split("\n"), 1):
        for found in re.finditer("bad", line):
            first, last = found.start() + 1, found.end() + 1
            yield finding("PFX201", number, first, [put(number, first, last, "good", path)], path=path)


def test_all_are_made_in_one_round():
    done, files = fixed({"a.py": b"bad = bad\nbad\n", "b.py": b"bad\n", "c.py": b"ok\n"}, bad_words)
    assert files == {"a.py": b"good = good\ngood\n", "b.py": b"good\n"}
    assert len(done.mended) == 4
    assert not done.refused


def test_unsafe_ones_are_counted_and_left():
    def look(path, text):
        return [finding("PFX101", 1, 1, [put(1, 1, 4, "good")], "unsafe")] if "bad" in text else []

    done, files = fixed({"a.py": b"bad\n"}, look)
    assert (files, done.unsafe_left) == ({}, 1)
    done, files = fixed({"a.py": b"bad\n"}, look, unsafe=True)
    assert (files, done.unsafe_left) == ({"a.py": b"good\n"}, 0)


def test_a_fix_that_does_not_help_is_refused_and_the_others_are_made():
    def look(path, text):
        yield from bad_words(path, text)
        if "stays" in text:
            line = text.count("\n", 0, text.index("stays")) + 1
            yield finding("PFX203", line, 1, [put(line, 7, 7, "x")])

    done, files = fixed({"a.py": b"bad\nstays\nbad\n"}, look)
    assert files == {"a.py": b"good\nstays\ngood\n"}
    assert done.refused == ("a.py:2:1: PFX203 not fixed: there is no line 2, column 7",)


def test_a_fix_that_leaves_the_finding_is_refused():
    def look(path, text):
        at = text.index("x")
        yield finding("PFX203", 1, at + 1, [put(1, at + 1, at + 1, "# ")])

    done, files = fixed({"a.py": b"x = 1\n"}, look)
    assert files == {}
    assert done.refused == ("a.py:1:1: PFX203 not fixed: the finding would still be there",)


def test_a_fix_that_brings_another_finding_is_refused():
    def look(path, text):
        if "bad" in text:
            yield finding("PFX201", 1, 1, [put(1, 1, 4, "evil", path)], path=path)
        if "evil" in text and path == "a.py":
            yield finding("PFX301", 1, 1, path="a.py")

    done, files = fixed({"a.py": b"bad\n", "b.py": b"bad\n"}, look)
    assert files == {"b.py": b"evil\n"}
    assert done.refused == ("a.py:1:1: PFX201 not fixed: PFX301 would be found at a.py:1:1",)


def test_what_a_fix_brings_to_light_is_no_harm():
    def look(path, text):
        if text.startswith("bad"):
            beside = (Related(Place("a.py", 1, 7, 1, 8), "`y` varies here as well"),)
            yield finding("PFX201", 1, 1, [put(1, 1, 4, "good")], related=beside)
        else:
            yield finding("PFX605", 1, 1)
            yield finding("PFX103", 1, 8)

    _, files = fixed({"a.py": b"bad = y\n"}, look)
    assert files == {"a.py": b"good = y\n"}


def test_a_fix_that_breaks_the_file_is_refused():
    def look(path, text):
        return [finding("PFX201", 1, 1, [put(1, 1, 2, "(")])] if text[0] == "a" else []

    done, files = fixed({"a.py": b"a = 1\n"}, look)
    assert (files, done.refused) == ({}, ("a.py:1:1: PFX201 not fixed: the result could not be parsed",))


def test_fixes_that_clash_are_made_one_after_the_other():
    def look(path, text):
        if "x" in text:
            yield finding("PFX201", 1, 1, [put(1, 1, 3, "y")])
        if "z" in text:
            at = text.index("z")
            yield finding("PFX203", 1, at + 1, [put(1, at, at + 2, "y")])

    _, files = fixed({"a.py": b"xyz\n"}, look)
    assert files == {"a.py": b"y\n"}


def test_one_edit_that_mends_two_findings_is_made_once():
    def look(path, text):
        if "bad" in text:
            yield finding("PFX201", 1, 1, [put(1, 1, 4, "good")])
            yield finding("PFX202", 1, 2, [put(1, 1, 4, "good")])

    done, files = fixed({"a.py": b"bad\n"}, look)
    assert (files, len(done.mended)) == ({"a.py": b"good\n"}, 2)


def test_it_ends():
    def look(path, text):
        last = text.count("\n")
        return [finding("PFX605", last, 3, [put(last, 6, 6, "\nx = 1")])]

    _, files = fixed({"a.py": b"x = 1\n"}, look)
    assert files["a.py"].count(b"\n") == MAX_ROUNDS + 1


def test_edits_in_several_files_belong_together():
    def look(path, text):
        if path == "a.py" and "bad" in text:
            yield finding("PFX201", 1, 1, [put(1, 1, 4, "good"), put(9, 1, 2, "x", "b.py")])

    done, files = fixed({"a.py": b"bad\n", "b.py": b"y\n"}, look)
    assert files == {}
    assert len(done.refused) == 1
