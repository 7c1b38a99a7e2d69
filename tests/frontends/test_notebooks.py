"""Notebooks through the command line: what is reported, and where."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from notebooks import code, notebook, old_notebook, split, words

from prefixlint import config, lint, project
from prefixlint.source import SourceError
from prefixlint_rules import ALL

DEFAULT = tuple(rule for rule in ALL if rule.about.default)

SAMPLES = sorted(
    path for path in (Path(__file__).parents[1] / "rules").glob("*/*.py") if not path.name.endswith(".fixed.py")
)


def check(path, data, settings=None):
    """All findings of one file, as a front end gets them."""
    (result,) = project.check([project.Job(path, settings or config.Settings(), DEFAULT, data=data)])
    return result.findings


def cell_and_line(pieces, line):
    """Cell and line for a line of the text that `pieces` were cut from; a cell of text stands in front of each."""
    number = max(index for index, (first, _) in enumerate(pieces) if first <= line)
    return 2 * number + 2, line - pieces[number][0] + 1


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_same_code_gives_the_same_findings(sample):
    source = sample.read_text(encoding="utf-8")
    pieces = split(source)
    assert "".join(piece for _, piece in pieces) == source
    book = notebook([cell for _, piece in pieces for cell in (words("# Title\n"), piece)])

    def places(finding):
        return [finding.place, *(related.place for related in finding.related), finding.request.place]

    plain = check("sample.py", sample.read_bytes())
    expected = [
        (one.code, one.message, [(*cell_and_line(pieces, place.line), place.column) for place in places(one)])
        for one in plain
    ]
    found = [
        (one.code, one.message, [(place.cell, place.line, place.column) for place in places(one)])
        for one in check("sample.ipynb", book)
    ]
    assert found == expected


def test_there_are_samples_with_findings_in_several_cells():
    assert len(SAMPLES) > 50


@pytest.fixture
def cells(clock):
    """A program with a clock in front of stable text as cells: words, set-up with a magic, the function that asks."""
    head, body = clock.split("\n\n\ndef ask")
    return [words("# Title"), f"%pip install openai\n{head}", f"%%time\ndef ask{body}"]


def test_text(prefixlint, tmp_path, cells):
    (tmp_path / "try.ipynb").write_bytes(notebook(cells))
    result = prefixlint("check", "try.ipynb")
    assert result.returncode == 1
    lines = result.stdout.splitlines()
    assert " --> try.ipynb:cell 3:6:51" in lines
    assert '6 |             {"role": "system", "content": f"Now: {datetime.now()}\\n{RULES}"},' in lines
    assert "  |                                                   ^^^^^^^^^^^^^^" in lines
    assert " ::: try.ipynb:cell 2:7:9" in lines
    assert any(line.startswith('7 | RULES = """Rule 0: ') for line in lines)


@pytest.mark.parametrize("arguments", [["."], ["try.ipynb"], ["--jobs", "2", "."]])
def test_concise(prefixlint, tmp_path, cells, arguments):
    (tmp_path / "try.ipynb").write_bytes(notebook(cells))
    (tmp_path / "nothing.ipynb").write_bytes(notebook(["x = 1"]))
    result = prefixlint("check", "--output-format", "concise", *arguments)
    assert [line.partition(" `")[0] for line in result.stdout.splitlines()] == ["try.ipynb:cell 3:6:51: PFX101"]
    assert result.returncode == 1


def test_json(prefixlint, tmp_path, cells):
    (tmp_path / "try.ipynb").write_bytes(notebook(cells))
    (finding,) = json.loads(prefixlint("check", "--output-format", "json").stdout)["findings"]
    assert [finding["path"], finding["cell"], finding["line"], finding["column"]] == ["try.ipynb", 3, 6, 51]
    assert [finding["end_line"], finding["end_column"]] == [6, 65]
    assert [finding["request"]["cell"], finding["request"]["line"], finding["request"]["end_line"]] == [3, 3, 9]
    assert {(related["cell"], related["line"]) for related in finding["related"]} == {(2, 7), (3, 3)}


def test_standard_input(prefixlint, cells):
    text = notebook(cells).decode()
    result = prefixlint("check", "--stdin-filename", "a/try.ipynb", "-", stdin=text)
    assert " --> a/try.ipynb:cell 3:6:51" in result.stdout.splitlines()
    assert "^^^^^^^^^^^^^^" in result.stdout
    assert result.returncode == 1


def test_format_3(cells):
    (finding,) = check("old.ipynb", old_notebook(cells[1:]))
    assert (finding.code, str(finding.place)) == ("PFX101", "old.ipynb:cell 3:6:51")


def test_checkpoints_are_left_out(prefixlint, tmp_path, cells):
    folder = tmp_path / ".ipynb_checkpoints"
    folder.mkdir()
    (folder / "try-checkpoint.ipynb").write_bytes(notebook(cells))
    (tmp_path / "empty.ipynb").write_bytes(notebook([]))
    result = prefixlint("check")
    assert result.returncode == 0
    assert "(1 file," in result.stdout


def test_findings_are_in_the_order_of_cells(cells):
    setup, ask = cells[1:]
    again = [ask.replace("def ask", f"def ask_{number}") for number in range(11)]
    found = check("many.ipynb", notebook([setup, *again]))
    assert [finding.place.cell for finding in found] == list(range(2, 13))


def test_comments_in_cells(cells):
    setup, ask = cells[1:]
    line = '{"role": "system", "content": f"Now: {datetime.now()}\\n{RULES}"},'
    for comment in ("# noqa", "# noqa: PFX101", "# prefixlint: ignore[clock-before-stable] on purpose"):
        assert line in ask
        assert check("a.ipynb", notebook([setup, ask.replace(line, f"{line}  {comment}")])) == ()
    assert len(check("a.ipynb", notebook([setup, ask.replace(line, f"{line}  # noqa: PFX102")]))) == 1
    assert check("a.ipynb", notebook([setup, ask, "# flake8: noqa"])) == ()
    above = ask.replace(line, f"# prefixlint: ignore[]\n            {line}")
    assert check("a.ipynb", notebook([setup, above])) == ()


def test_a_comment_at_the_end_of_a_cell_is_not_about_the_next(cells):
    inline = 'client.chat.completions.create(model="gpt-5.2", messages=[{"role": "system", "content": f"{datetime.now()} {RULES}"}])'
    (finding,) = check("a.ipynb", notebook([cells[1], inline]))
    assert (finding.place.cell, finding.place.line) == (2, 1)
    comment = "# prefixlint: ignore[clock-before-stable]"
    assert len(check("a.ipynb", notebook([f"{cells[1]}\n{comment}", inline]))) == 1
    assert check("a.ipynb", notebook([cells[1], f"{comment}\n{inline}"])) == ()


def test_half_finished_cells_cost_nothing(cells):
    broken = ["for x in", "x = = 1", "Just an idea.", "f(", "'''"]
    found = check("a.ipynb", notebook([cells[1], *broken, cells[2], *broken]))
    assert [str(finding.place) for finding in found] == ["a.ipynb:cell 7:6:51"]


def test_a_broken_cell_that_may_hold_a_prompt_is_reported(prefixlint, tmp_path, cells):
    (tmp_path / "try.ipynb").write_bytes(notebook([*cells, 'x = 1\nmessages = [{"role": "user", ']))
    result = prefixlint("check", "--output-format", "concise")
    assert result.returncode == 2
    first, second = result.stdout.splitlines()
    assert first.startswith("try.ipynb:cell 3:6:51: PFX101 ")
    assert second.startswith("try.ipynb:cell 4:2:")
    assert ": PFX000 cannot parse: " in second
    assert prefixlint("check", "--ignore", "PFX000", "--output-format", "concise").stdout.splitlines() == [first]


def test_an_error_that_shows_only_when_all_cells_are_together(monkeypatch, cells):
    def fail(path, text, *_):
        raise SourceError("cannot parse: odd", text[: text.index("def ask")].count("\n") + 1)

    monkeypatch.setattr(lint, "read", fail)
    (finding,) = check("a.ipynb", notebook(cells), config.Settings(scope="file"))
    assert (finding.code, finding.place.cell, finding.place.line) == ("PFX000", 3, 2)


PROMPT = 'messages = [{"role": "user", "content": "x"}]'
UNREADABLE = [
    notebook([PROMPT])[:-1],
    notebook([PROMPT]) + b"\n<<<<<<< HEAD",
    notebook([PROMPT]).replace(b'"code"', b'"co\xff"'),
    notebook([code(3), PROMPT]),
    notebook([code([["x"]]), PROMPT]),
    notebook([PROMPT]).replace(b'"cells"', b'"cell"'),
    b'{"x": ' + b"[" * 200_000 + b'"\\"role\\":"',
    b'"\\"role\\":"',
]
WITHOUT_PROMPTS = [b"", b"{}", b"[]", b"[1, 2]", b"x = 1", b'{"cells": 3}', b'{"cells": []', b"\xff\xfe"]
READABLE = [
    notebook([]),
    notebook([words(PROMPT)]),
    notebook(["for x in", "%%bash\necho '", "!ls", "x?"]),
    notebook([PROMPT.replace("=", "<-")], {"language_info": {"name": "R"}}),
    notebook([code(f"{PROMPT}\n\x00")]).replace(b"role", b"rule"),
    notebook(["x = '\U0001f552日本'\r\ny = 1\r\n"]),
    b"\xef\xbb\xbf" + notebook([PROMPT]),
    notebook(["%%bash\n" + PROMPT]),
    notebook([PROMPT, "await f()", "x;"]),
]


def write(folder, contents):
    """Numbered notebooks; their names."""
    names = [f"{number}.ipynb" for number in range(len(contents))]
    for name, data in zip(names, contents, strict=True):
        (folder / name).write_bytes(data)
    return names


def test_unreadable(prefixlint, tmp_path, clock):
    names = write(tmp_path, UNREADABLE)
    (tmp_path / "good.py").write_text(clock)
    result = prefixlint("check", "--output-format", "concise")
    *bad, good = result.stdout.splitlines()
    assert [line.partition(":")[0] for line in bad] == names, "one line each"
    assert all(": PFX000 cannot " in line for line in bad)
    assert good.startswith("good.py:"), "every other file is still checked"
    assert (result.returncode, result.stderr) == (2, "")


def test_what_cannot_hold_a_prompt_is_unreadable_only_if_it_is_named(prefixlint, tmp_path):
    names = write(tmp_path, WITHOUT_PROMPTS)
    assert prefixlint("check", ".").returncode == 0
    result = prefixlint("check", "--output-format", "concise", *names)
    lines = result.stdout.splitlines()
    assert [line.partition(":")[0] for line in lines] == names
    assert all(":1:" in line and ": PFX000 cannot " in line for line in lines)
    assert (result.returncode, result.stderr) == (2, "")


def test_odd_but_readable(prefixlint, tmp_path):
    names = write(tmp_path, READABLE)
    for paths in (["."], names):
        result = prefixlint("check", *paths)
        assert (result.returncode, result.stderr) == (0, "")
        assert result.stdout.startswith(f"Nothing to report ({len(names)} files")


def test_a_huge_output(prefixlint, tmp_path, cells):
    output = {"output_type": "display_data", "data": {"image/png": "abcd" * 5_000_000}}
    (tmp_path / "huge.ipynb").write_bytes(notebook([*cells[:2], code("1", outputs=[output]), cells[2]]))
    result = prefixlint("check", "--output-format", "json")
    document = json.loads(result.stdout)
    assert [finding["cell"] for finding in document["findings"]] == [4]
    assert document["summary"]["seconds"] < 20


def test_settings_for_notebooks(prefixlint, tmp_path, cells):
    (tmp_path / "try.ipynb").write_bytes(notebook(cells))
    for table in ('exclude = ["*.ipynb"]', 'per-file-ignores = {"*.ipynb" = ["PFX1"]}'):
        (tmp_path / "pyproject.toml").write_text(f"[tool.prefixlint]\n{table}\n")
        assert "PFX101" not in prefixlint("check").stdout
    (tmp_path / "pyproject.toml").write_text('[tool.prefixlint]\nrequests = ["ask_it"]\n')
    (tmp_path / "own.ipynb").write_bytes(notebook(["from datetime import datetime", "ask_it(datetime.now())"]))
    assert prefixlint("check").returncode == 1
