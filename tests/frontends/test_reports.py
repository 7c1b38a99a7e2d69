"""Rendered output, from findings that are written by hand."""

import io
import json

import pytest

from prefixlint.finding import Confidence, Finding, Fix, Loss, Place, Related, RequestInfo, Severity
from prefixlint.report import concise, snippet, text
from prefixlint.report import json as json_report
from prefixlint.report.summary import statistics, summarize

SOURCE = [
    "def ask(history):",
    '    system = f"Now: {datetime.now()} {RULES}"',
    "    return client.create(",
    "        system=system,",
    "        messages=history,",
    "    )",
]

FINDING = Finding(
    code="PFX101",
    name="clock-before-stable",
    severity=Severity.ERROR,
    confidence=Confidence.CERTAIN,
    reason="clock",
    place=Place("app.py", 2, 22, 2, 36),
    message="`datetime.now()` differs in each call (about 900 tokens lost)",
    request=RequestInfo(Place("app.py", 3, 12, 6, 6), "openai", "chat", None),
    related=(
        Related(Place("app.py", 2, 38, 2, 45), "is not reused"),
        Related(Place("app.py", 3, 12, 6, 6), "sent here"),
        Related(Place("rules.py", 7, 1, 9, 4), "stands behind it"),
    ),
    loss=Loss(900, None, False, 3, 1024),
    fix=Fix("display", "Move the clock behind the rules."),
)
BARE = Finding(
    "PFX201", "set-order", Severity.NOTE, Confidence.LIKELY, "set_order", Place("gone.py", 3, 1, 3, 2), "a set"
)


def _text(*findings, lines=SOURCE):
    summary = summarize(findings, 5, 2, 1, 0.25)
    pieces = text.render(findings, summary, lambda path, cell: lines if path == "app.py" else [])
    return "".join(piece.text for piece in pieces)


def test_text():
    assert (
        _text(FINDING, BARE)
        == """\
error[PFX101] clock-before-stable: `datetime.now()` differs in each call (about 900 tokens lost)
 --> app.py:2:22
  |
2 |     system = f"Now: {datetime.now()} {RULES}"
  |                      ^^^^^^^^^^^^^^  ------- is not reused
3 |     return client.create(
  |            -------------- sent here (to line 6)
  |
 ::: rules.py:7:1
  = note: line 7: stands behind it
  = help: Move the clock behind the rules.

note[PFX201] set-order: a set
 --> gone.py:3:1

1 error and 1 note (5 files, 1 request, 0.2 s).
"""
    )


def test_nothing():
    assert _text() == "Nothing to report (5 files, 1 request, 0.2 s).\n"


@pytest.mark.parametrize(
    ("line", "column", "shown", "mark"),
    [
        ("\tx = now()", 6, "    x = now()", "        ^^^^^"),
        ("x = '日本' + now()", 12, "x = '日本' + now()", " " * 13 + "^^^^^"),
        ("x = '🕒' + now()", 11, "x = '🕒' + now()", " " * 11 + "^^^^^"),
        ("x = 'e\u0301' + now()", 12, "x = 'e\u0301' + now()", " " * 10 + "^^^^^"),
        ("x = '\x1b[31m' + now()", 15, "x = '?[31m' + now()", " " * 14 + "^^^^^"),
        ("x", 1, "x", "^"),
    ],
)
def test_marks_stand_under_what_they_mark(line, column, shown, mark):
    source, marks = snippet.rows([line], [snippet.Label(1, column, 1, column + 5, "", True)])
    assert source.text == shown
    assert "".join(piece.text for piece in marks.marks) == mark


def test_a_long_line_is_cut_around_the_culprit():
    line = "x = '" + "a" * 3000 + "' + now() + '" + "b" * 3000 + "'"
    column = line.index("now()") + 1
    source, marks = snippet.rows([line], [snippet.Label(1, column, 1, column + 5, "here", True)])
    assert len(source.text) < 130
    assert source.text.startswith("...") and source.text.endswith("...")
    at = marks.marks[0].text.index("^")
    assert source.text[at : at + 5] == "now()"


def test_a_place_that_is_not_there_is_no_crash():
    assert snippet.rows(["x"], [snippet.Label(7, 1, 7, 2, "")]) == []
    assert snippet.rows(["x"], [snippet.Label(1, 70, 1, 90, "far")])
    assert snippet.rows([""], [snippet.Label(1, 1, 4, 1, "empty")])


def test_colours_and_links_only_where_they_are_wanted():
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    pieces = text.render([FINDING], summarize([FINDING], 1, 1, 1, 0.1), lambda path, cell: SOURCE)
    plain = "".join(piece.text for piece in pieces)
    for stream, environment, coloured in (
        (Terminal(), {}, True),
        (Terminal(), {"NO_COLOR": "1"}, False),
        (Terminal(), {"TERM": "dumb"}, False),
        (io.StringIO(), {}, False),
        (io.StringIO(), {"FORCE_COLOR": "1"}, True),
        (Terminal(), {"FORCE_COLOR": "0"}, False),
    ):
        text.write(pieces, stream, environment)
        assert ("\x1b[" in stream.getvalue()) is coloured
        assert ("\x1b]8;" in stream.getvalue()) is coloured
        assert coloured or stream.getvalue() == plain


def test_concise():
    assert concise.render([FINDING]) == f"app.py:2:22: PFX101 {FINDING.message}\n"


def test_json():
    document = json.loads(json_report.render([FINDING, BARE], summarize([FINDING, BARE], 5, 2, 1, 0.25)))
    assert document == {
        "version": 1,
        "findings": [
            {
                "code": "PFX101",
                "name": "clock-before-stable",
                "severity": "error",
                "confidence": "certain",
                "reason": "clock",
                "path": "app.py",
                "cell": None,
                "line": 2,
                "column": 22,
                "end_line": 2,
                "end_column": 36,
                "message": FINDING.message,
                "url": FINDING.url,
                "request": {
                    "path": "app.py", "cell": None, "line": 3, "end_line": 6, "provider": "openai", "api": "chat", "model": None,
                },
                "related": [
                    {"path": "app.py", "cell": None, "line": 2, "column": 38, "message": "is not reused"},
                    {"path": "app.py", "cell": None, "line": 3, "column": 12, "message": "sent here"},
                    {"path": "rules.py", "cell": None, "line": 7, "column": 1, "message": "stands behind it"},
                ],
                "loss": {
                    "tokens_low": 900, "tokens_high": None, "exact": False, "shared_prefix_tokens": 3, "minimum": 1024,
                    "tokens": 0, "stable_tokens": 0, "first_difference": 1, "per": "call", "cached_today": 0, "cached_after": 0,
                    "calls_per_day": None, "dollars_per_day": None,
                },
                "fix": {"applicability": "display", "message": "Move the clock behind the rules.", "edits": []},
            },
            {
                "code": "PFX201",
                "name": "set-order",
                "severity": "note",
                "confidence": "likely",
                "reason": "set_order",
                "path": "gone.py",
                "cell": None,
                "line": 3,
                "column": 1,
                "end_line": 3,
                "end_column": 2,
                "message": "a set",
                "url": BARE.url,
                "request": None,
                "related": [],
                "loss": None,
                "fix": None,
            },
        ],
        "summary": {
            "files": 5, "files_parsed": 2, "requests": 1, "errors": 1, "warnings": 0, "notes": 1, "seconds": 0.25,
        },
    }  # fmt: skip


def test_json_of_a_file_name_that_is_no_text():
    strange = Finding("PFX201", "x", Severity.NOTE, Confidence.LIKELY, "r", Place("a\udcff.py", 1, 1, 1, 1), "m")
    assert (
        json.loads(json_report.render([strange], summarize([strange], 1, 1, 1, 0)))["findings"][0]["path"]
        == "a\\udcff.py"
    )


def test_statistics():
    assert statistics([BARE, FINDING, FINDING]) == "     2  PFX101  clock-before-stable\n     1  PFX201  set-order\n"
