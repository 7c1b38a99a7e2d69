"""What is read from a notebook: which cells, as which Python, and back to where it stands."""

from __future__ import annotations

import ast
import json
import time

import pytest
from notebooks import PYTHON, code, notebook, old_notebook, words

from prefixlint.finding import Place
from prefixlint.source import SourceError
from prefixlint.syntax.magics import python
from prefixlint.syntax.notebook import Notebook, cells, lines_of, searched


def parse(text):
    """As strict as the Python that runs."""
    try:
        ast.parse(text)
    except SyntaxError as error:
        raise SourceError("cannot parse", error.lineno or 1, error.offset or 1) from None


def read(data):
    return [(cell.number, cell.source) for cell in cells(data)]


def cleaned(source, parse=parse):
    return "\n".join(python(source, parse)[0])


def test_code_cells_in_order_numbered_among_all():
    data = notebook([words('# Title\n{"role": "user"}'), "a = 1\nb = 2", code(""), code(" \n"), "c = 3"])
    assert read(data) == [(2, "a = 1\nb = 2"), (5, "c = 3")]


def test_raw_cells_and_markdown_are_no_code():
    data = notebook([{"cell_type": "raw", "metadata": {}, "source": "x = 1"}, words("```python\nx = 1\n```")])
    assert read(data) == []


@pytest.mark.parametrize("source", ["a = 1\nb = 2\n", ["a = 1\n", "b = 2\n"], ["a = 1\nb ", "= 2\n"]])
def test_source_is_a_text_or_a_list(source):
    assert read(notebook([code(source)])) == [(1, "a = 1\nb = 2\n")]


def test_format_3():
    assert read(old_notebook(["a = 1\nb = 2", "c = 3"])) == [(2, "a = 1\nb = 2"), (3, "c = 3")]


@pytest.mark.parametrize("metadata", [
    PYTHON, {}, None, [], {"language_info": {"name": "ipython"}}, {"language_info": {"name": "pyspark"}},
    {"kernelspec": {"name": "mine"}}, {"kernelspec": None}, {"language_info": {}}, {"language_info": {"name": 3}},
    {"kernelspec": {"language": "python"}}, {"widgets": {"state": {}}},
])  # fmt: skip
def test_kernels_that_speak_python(metadata):
    assert read(notebook(["a = 1"], metadata)) == [(1, "a = 1")]


@pytest.mark.parametrize("metadata", [
    {"language_info": {"name": "R"}}, {"kernelspec": {"name": "ir", "language": "R"}},
    {"language_info": {"name": "julia"}}, {"language_info": {"name": "typescript"}, "kernelspec": {"language": "python"}},
])  # fmt: skip
def test_kernels_that_do_not(metadata):
    assert read(notebook(['messages <- list(role="user")'], metadata)) == []


def test_cells_of_other_languages():
    sql = code("select 1", metadata={"vscode": {"languageId": "sql"}})
    own = code("a = 1", metadata={"vscode": {"languageId": "python"}})
    odd = code("b = 1", metadata=[])
    assert read(notebook([sql, own, odd])) == [(2, "a = 1"), (3, "b = 1")]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_newlines(newline):
    data = notebook([code(f"a = 1{newline}b = 2{newline}")])
    assert read(data) == [(1, "a = 1\nb = 2\n")]
    assert lines_of(data) == {1: ["a = 1", "b = 2", ""]}


def test_characters():
    assert read(notebook(["x = '日本 🕒'"])) == [(1, "x = '日本 🕒'")]
    raw = json.dumps({"cells": [code("x = '日本 🕒'")]}, ensure_ascii=False).encode()
    assert read(b"\xef\xbb\xbf" + raw) == [(1, "x = '日本 🕒'")]
    assert read(raw.replace("🕒".encode(), b"\\ud83d")) == [(1, "x = '日本 \ufffd'")], "half a character"


def test_what_is_written_although_json_has_no_word_for_it():
    output = {"output_type": "execute_result", "data": {"application/json": float("nan")}}
    data = notebook([code("a = 1", outputs=[output])])
    assert b"NaN" in data
    assert read(data) == [(1, "a = 1")]


@pytest.mark.parametrize(("data", "message", "place"), [
    (b"", "no valid JSON", (1, 1)),
    (b'{"cells": [\n  {"source": ]}', "no valid JSON", (2, 14)),
    (b'{"cells": []}\n<<<<<<< HEAD', "no valid JSON", (2, 1)),
    (b"{}", "it has no cells", (1, 1)),
    (b"[]", "Expected `object`, got `array`", (1, 1)),
    (b'{"cells": {"a": 1}}', "`$.cells`", (1, 1)),
    (b'{"cells": [3]}', "Expected `object`, got `int`", (1, 1)),
    (b'{"cells": [{"cell_type": "code", "source": 3}]}', "source`", (1, 1)),
    (b'{"cells": [{"cell_type": "code", "source": [3]}]}', "Expected `str`, got `int`", (1, 1)),
    (b'{"cells": [{"cell_type": "code", "source": {}}], "x": NaN}', "source`", (1, 1)),
    (b'{"x": ' + b"[" * 100_000 + b"]" * 100_000 + b', "cells": []}', "nested too deeply", (1, 1)),
    (b'{"x": NaN, "y": ' + b"[" * 100_000 + b"]" * 100_000 + b', "cells": []}', "nested too deeply", (1, 1)),
    (b'{"cells": [], \n "x": "\xff", "y": NaN}', "cannot decode byte 0xff as utf-8", (2, 8)),
    (b'{"cells": [], "x": NaN, "y": ' + b"1" * 5000 + b"}", "cannot read notebook", (1, 1)),
])  # fmt: skip
def test_what_is_no_notebook(data, message, place):
    try:
        found = cells(data)
    except SourceError as error:
        assert message in error.message
        assert "\n" not in error.message
        assert (error.line, error.column) == place
    else:
        assert found == () and b"1" * 5000 in data, "a Python without a limit for the digits of a number"


def test_huge_outputs_cost_next_to_nothing():
    picture = {"output_type": "display_data", "data": {"image/png": "abcd" * 5_000_000}}
    data = notebook([code("a = 1", outputs=[picture])])
    started = time.perf_counter()
    assert searched("x.ipynb", data) == b"a = 1"
    assert time.perf_counter() - started < 1


def test_what_is_searched():
    text = 'messages = [{"role": "user"}]'
    assert searched("a.ipynb", notebook([text])) == text.encode(), "quotes are escaped in the bytes"
    output = {"output_type": "stream", "text": [text]}
    assert b"role" not in searched("a.ipynb", notebook([words(text), code("a = 1", outputs=[output])]))
    assert b'{"role":' in searched("a.ipynb", notebook([text])[:-1]), "a broken notebook may hold a prompt too"
    assert searched("a.py", text.encode()) == text.encode()


@pytest.mark.parametrize(("source", "expected"), [
    ("%matplotlib inline\nx = 1", "pass\nx = 1"),
    ("x = 1\n%load_ext foo\ny = 2", "x = 1\npass\ny = 2"),
    ("!pip install 'a\nx = 1", "pass\nx = 1"),
    ("!!ls", "pass"),
    ("!pip install a \\\n  b \\\n  c\nx = 1", "pass\n\n\nx = 1"),
    ("files = !ls it's", "files = get_ipython()"),
    ("a, b = !ls \\\n -l\nx = 1", "a, b = get_ipython()\n\nx = 1"),
    ("d['a = !b'] = %timeit -o f()", "d['a = !b'] = get_ipython()"),
    ("?len\nlen?\nobj.method??\n%time?", "pass\npass\npass\npass"),
    ("f(\n  1,\n)?", "pass\n\n"),
    ("if x:\n    !ls\n    %cd a\nelse:\n    y = %pwd", "if x:\n    pass\n    pass\nelse:\n    y = get_ipython()"),
    ("%time x = f(3)", "x = f(3)"),
    ("if a:\n  %time x = f(3)", "if a:\n  x = f(3)"),
    ("%timeit -n 10 -r3 f(3)", "f(3)"),
    ("%time !ls", "pass"),
    ("%time x = \\\n  f(3)", "x = \\\n  f(3)"),
    ("%%time\nx = 1", "\nx = 1"),
    ("%%timeit -n 3\nx = 1\n%cd a", "\nx = 1\npass"),
    ("\n# setup\n%%capture out\n%%time\nx = 1", "\n# setup\n\n\nx = 1"),
    ("%%bash\necho 'x\ny = 3", "\n\n"),
    ("%%html\n<b>x</b>", "\n"),
    ("%%writefile a.py\nx = 1", "\n"),
    ("%%js\nx", "\n"),
    ("%%python3\nx = 1", "\n"),
    ("%%!\nls", "\n"),
    ("pip install a\nimport b", "pass\nimport b"),
    ("ls = [1]\ncd = 2\ncat (ls)", "ls = [1]\ncd = 2\ncat (ls)"),
    (",f a b\n;f a b\n/f a b", "pass\npass\npass"),
    ("plt.plot(x);", "plt.plot(x);"),
    ("await f()\nasync with a: pass", "await f()\nasync with a: pass"),
    ("    x = 1\n    y = 2", "x = 1\ny = 2"),
    ("\ufeffx = 1", "x = 1"),
    ("", ""),
])  # fmt: skip
def test_what_ipython_adds(source, expected):
    assert cleaned(source) == expected
    ast.parse(expected)


@pytest.mark.parametrize("source", [
    'x = """\n%cd a\n!ls\nhelp?\n"""',
    "x = '''\\'''\n%time f()\n'''",
    "x = (5\n% 3)",
    "x = 5 \\\n% 3",
    "x = 'a\\\n%b'",
    "f('100%') # what? !",
    "x = f'{a % b}' # '''",
    "x = a != b\nx %= 3",
    "{\n'!': 1,\n'?': 2}",
    'x = f"{d["a"]}?"\ny = 1',
])  # fmt: skip
def test_text_that_only_looks_like_it_is_left_alone(source):
    """Beside a magic, so that the cell is no Python as it stands. Not every Python that runs knows the last one."""
    assert cleaned(f"{source}\n%cd a\n{source}", parse=lambda text: None) == f"{source}\npass\n{source}"


def test_a_lot_of_magics_is_no_problem():
    started = time.perf_counter()
    assert cleaned("x = '''\n!\n'''\n!ls\n" * 10_000).count("pass") == 10_000
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(("source", "line", "column"), [
    ("x = 1\ny = = 2", 2, 5),
    ("%cd a\ny = = 2", 2, 5),
    ("  x = 1\n  y = = 2", 2, 7),
])  # fmt: skip
def test_where_a_mistake_is(source, line, column):
    with pytest.raises(SourceError) as error:
        python(source, parse)
    assert (error.value.line, error.value.column) == (line, column)


def place(line, column=1, end_line=None, end_column=None):
    return Place("a.ipynb", line, column, end_line or line, end_column or column)


def test_there_and_back():
    book = Notebook(
        cells(notebook([words("x"), "a = 1\nb = 2\n", "%time c = f()", "x = = 1", "  d = 1\n\n  e = 2"])), parse
    )
    assert ast.dump(ast.parse(book.text)) == ast.dump(ast.parse("a = 1\nb = 2\nc = f()\nd = 1\ne = 2"))
    shown = {cell.number: cell.lines for cell in cells(notebook([words("x"), "a = 1\nb = 2\n"]))}
    assert shown == {2: ["a = 1", "b = 2", ""]}
    for name, cell, line, column in (("a", 2, 1, 1), ("b", 2, 2, 1), ("c", 3, 1, 7), ("d", 5, 1, 3), ("e", 5, 3, 3)):
        at = next(n for n, text in enumerate(book.text.split("\n"), 1) if text.startswith(f"{name} ="))
        assert book.located(place(at, 1, at, 2)) == Place("a.ipynb", line, column, line, column + 1, cell)
        assert book.line(cell, line) == at
    assert [(broken.cell.number, broken.error.line) for broken in book.broken] == [(4, 1)]


def test_places_stay_inside_their_cell():
    book = Notebook(cells(notebook(["x = !ls", "b = 1"])), parse)
    assert book.located(place(1, 5, 1, 18)) == Place("a.ipynb", 1, 5, 1, 8, 1)
    assert book.located(place(2, 1)) == Place("a.ipynb", 1, 1, 1, 1, 1), "the line between two cells"
    assert book.located(place(99, 9)).cell == 2
    empty = Notebook((), parse)
    assert empty.text == "" and empty.located(place(1)) == place(1) and empty.line(1, 3) == 3


def test_cells_that_parse_alone_parse_together():
    pieces = ["x = 1 \\", "def f():\n    pass\n  # odd", "from __future__ import annotations", "\fy = 1", "return 3", "'''a\n'''",
              "class A: pass;", "# coding: latin-1", "if x:\n\ty\n", "global z", "a\n\\\n", "# noqa"]  # fmt: skip
    kept = []
    for piece in pieces:
        try:
            ast.parse(piece)
        except SyntaxError:
            continue
        kept.append(piece)
    assert len(kept) > 8
    ast.parse(Notebook(cells(notebook(kept)), parse).text)


def test_too_much_code():
    with pytest.raises(SourceError, match="too much code"):
        Notebook(cells(notebook(["x = f(1)\n" * 130_000])), parse)
