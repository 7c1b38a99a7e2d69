"""Edits on contents: what is outside of them stays, byte for byte."""

import ast
import codecs
import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prefixlint.finding import Edit, Place
from prefixlint.fix.apply import Moved, apply, overlapping
from prefixlint.fix.diff import unified
from prefixlint.fix.text import EditError, Text, replaced
from prefixlint.syntax.notebook import cells

LINES = st.lists(
    st.tuples(st.text("ab =+é漢😀\x0c\t", max_size=8), st.sampled_from(["\n", "\r\n", "\r"])), max_size=8
).map(lambda lines: "".join(text + end for text, end in lines))
QUICKLY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no failure


@st.composite
def texts_with_changes(draw, texts=LINES):
    """A text, and changes of it that are sorted and do not overlap."""
    text = draw(st.builds(lambda head, tail: head + tail, texts, st.sampled_from(["", "x = 1", "é"])))
    known = Text(text)
    # A place is a line and a column, so that nothing begins between the two halves of a newline.
    allowed = [at for at in range(len(text) + 1) if not (at and text[at - 1 : at + 1] == "\r\n")]
    cuts = sorted({allowed[at % len(allowed)] for at in draw(st.lists(st.integers(0, 99), max_size=8))})
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    return known, [(start, end, draw(st.sampled_from(["", "z", "(é", "sorted("]))) for start, end in pairs]


def edit(path, known, start, end, new, cell=None):
    return Edit(Place(path, *known.position(start), *known.position(end), cell), new)


@QUICKLY
@given(texts_with_changes(), st.booleans())
def test_any_edits_of_any_text(drawn, mark):
    known, changes = drawn
    edits = [edit("a.py", known, *change) for change in changes]
    head = codecs.BOM_UTF8 if mark else b""
    data = head + known.text.encode()
    assert apply("a.py", data, edits[::-1]) == head + replaced(known.text, changes).encode()
    assert apply("a.py", data, []) == data


@QUICKLY
@given(texts_with_changes(), st.booleans(), st.integers(0, 3), st.booleans())
def test_any_edits_of_a_cell(drawn, as_list, indent, ascii_only):
    known, changes = drawn
    if not known.text.strip():
        return
    source = known.text.splitlines(keepends=True) if as_list else known.text
    document = {
        "cells": [
            {"cell_type": "markdown", "source": ["Text\n"]},
            {"source": source, "cell_type": "code", "outputs": [{"text": "é\u2028"}]},
        ],
        "metadata": {"source": "no"},
    }
    data = (json.dumps(document, indent=indent or None, ensure_ascii=ascii_only) + "\n").encode()
    edits = [edit("a.ipynb", known, *change, cell=2) for change in changes]
    new = json.loads(apply("a.ipynb", data, edits))
    joined = "".join(new["cells"][1]["source"])
    assert joined == replaced(known.text, changes)
    new["cells"][1]["source"] = source
    assert new == document
    assert apply("a.ipynb", data, []) == data


@QUICKLY
@given(texts_with_changes(), st.data())
def test_places_move_with_the_text(drawn, data):
    known, changes = drawn
    outside = [at for at in range(len(known.text)) if not any(start <= at < end for start, end, _ in changes)]
    outside = [at for at in outside if known.text[at] not in "\r\n"]
    if not outside:
        return
    at = data.draw(st.sampled_from(outside))
    edits = [edit("a.py", known, *change) for change in changes]
    before = known.text.encode()
    moved = Moved("a.py", before, apply("a.py", before, edits), edits)
    shift = sum(len(new) - (end - start) for start, end, new in changes if end <= at)
    new = Text(replaced(known.text, changes))
    assert (None, *new.position(at + shift)) in moved.starts(Place("a.py", *known.position(at), 1, 1))


def test_a_notebook_keeps_its_layout():
    source = ["import os\n", 'x = ", ".join(S)\n', "y = '\\u00e9'"]
    document = {"cells": [{"cell_type": "code", "source": source, "outputs": []}], "metadata": {}, "nbformat": 4}
    data = (json.dumps(document, indent=1) + "\n").encode()
    new = apply(
        "a.ipynb",
        data,
        [Edit(Place("a.ipynb", 2, 15, 2, 15, 1), "sorted("), Edit(Place("a.ipynb", 2, 16, 2, 16, 1), ")")],
    )
    assert new == data.replace(b"join(S)", b"join(sorted(S))")


def test_new_lines_of_a_notebook_are_laid_out_as_its_others():
    data = json.dumps({"cells": [{"cell_type": "code", "source": ["a = 1\n", "b = 2"]}]}, indent=1).encode()
    new = apply("a.ipynb", data, [Edit(Place("a.ipynb", 1, 6, 1, 6, 1), "\nc = 3")])
    assert new == data.replace(b'"a = 1\\n",\n', b'"a = 1\\n",\n    "c = 3\\n",\n')


def test_a_cell_written_as_one_text():
    data = b'{"cells":[{"cell_type":"code","source":"a = f(1)\\nb = 2"}]}'
    assert b'"a = f(1, 2)\\nb = 2"' in apply("a.ipynb", data, [Edit(Place("a.ipynb", 1, 8, 1, 8, 1), ", 2")])


def test_old_notebooks_and_other_cells():
    data = json.dumps(
        {"worksheets": [{"cells": [{"cell_type": "heading"}, {"cell_type": "code", "input": ["a = 1"]}]}]}
    )
    new = apply("a.ipynb", data.encode(), [Edit(Place("a.ipynb", 1, 5, 1, 6, 2), "2")])
    assert [cell.source for cell in cells(new)] == ["a = 2"]


def test_newlines_of_an_edit_are_those_of_the_file():
    assert (
        apply("a.py", b"a = 1\r\nb = 2\r\n", [Edit(Place("a.py", 2, 6, 2, 6), "\nc = 3")])
        == b"a = 1\r\nb = 2\r\nc = 3\r\n"
    )


def test_the_encoding_of_the_file_is_kept():
    data = "# coding: latin-1\nx = 'é'\n".encode("latin-1")
    assert apply("a.py", data, [Edit(Place("a.py", 2, 1, 2, 2), "ü")]) == data.replace(b"x", b"\xfc")


@pytest.mark.parametrize(
    ("data", "place", "text"),
    [
        (b"# coding: latin-1\nx = 1\n", Place("a.py", 2, 1, 2, 2), "漢"),  # cannot be written
        (b"# coding: utf-7\nx = '+AGE-'\n", Place("a.py", 2, 1, 2, 2), "y"),  # would be written in another way
        (b"x = '\xff'\n", Place("a.py", 1, 1, 1, 2), "y"),
        (b"x = 1\n", Place("a.py", 1, 9, 1, 10), "y"),
        (b"x = 1\n", Place("a.py", 7, 1, 7, 1), "y"),
        (b"x = 1\n", Place("a.py", 1, 3, 1, 2), "y"),
        (b"x = 1\n", Place("a.py", 1, 1, 1, 2, cell=3), "y"),
    ],
)
def test_what_cannot_be_edited_is_refused(data, place, text):
    with pytest.raises(EditError):
        apply("a.py", data, [Edit(place, text)])


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"cells": 3}', b"[" * 5000, b'{"cells": [{"source": "\xff"}]}'])
def test_hostile_notebooks_are_refused(data):
    with pytest.raises(EditError):
        apply("a.ipynb", data, [Edit(Place("a.ipynb", 1, 1, 1, 1, 1), "x")])


def test_edits_that_overlap_are_refused():
    one, two = Edit(Place("a.py", 1, 1, 1, 4), "a"), Edit(Place("a.py", 1, 3, 1, 5), "b")
    assert overlapping(one.place, two.place)
    assert not overlapping(Place("a.py", 1, 1, 1, 3), Place("a.py", 1, 3, 1, 5))
    assert overlapping(Place("a.py", 1, 3, 1, 3), Place("a.py", 1, 3, 1, 3))
    assert not overlapping(Place("a.py", 1, 1, 1, 4), Place("b.py", 1, 1, 1, 4))
    with pytest.raises(EditError):
        apply("a.py", b"x = 1\n", [one, two])


def test_a_diff_names_files_as_git_does(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert unified("a.py", b"1\n", b"1\n") == b""
    found = unified("a b.py", b"1\n\x0c\xff", b"2\n\x0c\xff").decode("latin-1")
    assert found == "--- a/a b.py\t\n+++ b/a b.py\t\n@@ -1,2 +1,2 @@\n-1\n+2\n \x0c\xff\n\\ No newline at end of file\n"
    assert unified('a"\t.py', b"1\n", b"2\n").startswith(b'--- "a/a\\"\\t.py"\n')
    assert unified(str(tmp_path / "x.py"), b"1\n", b"2\n").startswith(b"--- a/x.py\n")


def test_lines_are_counted_as_python_counts_them():
    text = "a\x0cb\x1c\u2028\r\nc\rd\n"
    assert [Text(text).position(at)[0] for at in range(len(text))] == [1] * 7 + [2, 2, 3, 3]
    assert len(re.split(r"\r\n?|\n", text)) == 4
    assert ast.parse("a=1\x0c\r\nb=2\rc=3\n").body[-1].lineno == 3
