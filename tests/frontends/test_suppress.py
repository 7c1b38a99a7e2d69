"""Suppression comments; noqa against flake8 itself."""

import pytest

from prefixlint.finding import Confidence, Finding, Place, Severity
from prefixlint.suppress import parse


def _finding(line, end_line=None):
    place = Place("a.py", line, 1, end_line or line, 2)
    return Finding("PFX101", "clock-before-stable", Severity.ERROR, Confidence.CERTAIN, "clock", place, "m")


def _hidden(text, line=1, end_line=None, noqa=True):
    return parse(text).hides(_finding(line, end_line), noqa)


@pytest.mark.parametrize(
    "comment",
    [
        "# noqa", "# NOQA", "#noqa", "# noqa:PFX101", "# noqa: PFX101", "# noqa: PFX1", "# noqa: PFX", "# noqa: pfx101",
        "# noqa: E501,PFX101", "# noqa: E501 PFX101", "# noqa : PFX101", "# noqa: PFX102", "# noqa: E501",
        "# noqa:  PFX101",
        "# noqa because", "# noqa: because", "# noqa: PFX101 because", "# noqa PFX102", "# noqa:PFX102,", "# see noqa",
    ],
)  # fmt: skip
def test_noqa_is_exactly_that_of_flake8(comment):
    from flake8.violation import Violation

    line = f"x = 1  {comment}\n"
    theirs = Violation("PFX101", "a.py", 1, 1, "m", line, frozenset()) if len(Violation._fields) == 7 else None
    theirs = theirs or Violation("PFX101", "a.py", 1, 1, "m", line)
    assert _hidden(line) is theirs.is_inline_ignored(False)


STRING = 'x = f"""a\nb {now}\nc"""  # noqa: PFX101\ny = call(\n    now,\n)  # noqa\n'


def test_a_multi_line_string_is_one_line():
    assert _hidden(STRING, 1)
    assert _hidden(STRING, 2)


def test_a_closing_parenthesis_is_another_line():
    assert not _hidden(STRING, 4)
    assert not _hidden(STRING, 5)
    assert _hidden(STRING, 6)


def test_noqa_can_be_left_to_flake8():
    assert not _hidden("x = 1  # noqa\n", noqa=False)
    assert not _hidden("# flake8: noqa\nx = 1\n", 2, noqa=False)


def test_a_whole_file():
    assert _hidden("x = 1\n# flake8: noqa\n")
    assert not _hidden("x = 1  # flake8: something\n")


@pytest.mark.parametrize(
    "comment",
    ["[clock-before-stable]", "[PFX101]", "[pfx101, set-order] it is measured", "[]", " [clock-before-stable]"],
)
def test_ignore_by_name_code_or_everything(comment):
    text = f"x = 1  # prefixlint: ignore{comment}\n"
    assert _hidden(text)
    assert _hidden(text, noqa=False)


def test_ignore_of_something_else():
    assert not _hidden("x = 1  # prefixlint: ignore[set-order, PFX1]\n")
    assert not _hidden("x = 1  # prefixlint: ignored\n")


def test_the_line_above_counts_if_it_is_a_comment_alone():
    assert _hidden("# prefixlint: ignore[PFX101]\nx = 1\n", 2)
    assert _hidden("# prefixlint: ignore[PFX101] reason\n# that is long\nx = 1\n", 3)
    assert not _hidden("y = 2  # prefixlint: ignore[PFX101]\nx = 1\n", 2)
    assert not _hidden("# prefixlint: ignore[PFX101]\n\nx = 1\n", 3)


def test_any_line_of_the_span_counts():
    text = "x = call(\n    a,\n    b,  # prefixlint: ignore[PFX101]\n)\n"
    assert _hidden(text, 1, 4)
    assert not _hidden(text, 1, 2)


def test_a_culprit_inside_a_multi_line_string():
    assert _hidden('# prefixlint: ignore[PFX101]\nx = f"""a\nb {now}\nc"""\n', 3)
    assert _hidden('x = f"""a\nb {now}\nc"""  # prefixlint: ignore[PFX101]\n', 2)


def test_text_of_a_prompt_is_no_comment():
    assert not _hidden('x = "# prefixlint: ignore[PFX101]"\n')


@pytest.mark.parametrize(
    "text", ["x = (  # prefixlint: ignore[]\n", 'x = """  # prefixlint: ignore[]\n', "  # noqa\n x = $ # noqa"]
)
def test_what_is_no_python_is_no_crash(text):
    assert _hidden(text) in (True, False)
    assert not parse("x = (\n").hides(_finding(99), True)
