"""`explain FILE:LINE` as a user meets it: which request is drawn, how wide, what is said where there is none."""

import re
import shutil
from pathlib import Path

import pytest
from clock_program import CLOCK, CLOCK_LINE
from notebooks import code, notebook

from prefixlint.commands import request
from prefixlint.commands.reach import senders
from prefixlint.config import ConfigError

PROMPTS = 'SYSTEM = """{rules}"""\n'.format(rules="\n".join(f"Rule {n}: be polite and precise." for n in range(300)))
SENDER = """\
from openai import OpenAI
from app.prompts import SYSTEM

client = OpenAI()


def ask(question):
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": SYSTEM}, {"role": "user", "content": question}],
    )
"""


@pytest.fixture
def package(tmp_path):
    """Prompts in one module, the request in another."""
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "__init__.py").write_text("")
    (tmp_path / "app" / "prompts.py").write_text(PROMPTS)
    (tmp_path / "app" / "chat.py").write_text(SENDER)
    return tmp_path / "app"


def test_the_request_at_a_line(inside, tmp_path, clock):
    (tmp_path / "app.py").write_text(clock)
    result = inside("explain", f"app.py:{CLOCK_LINE}")
    assert (result.returncode, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[0] == "ask  app.py:209:12"
    assert "Nothing is cached today; about" in result.stdout
    assert re.search(r"^today      ▓░+▒+░+$", result.stdout, re.MULTILINE)
    assert re.search(r"^after fix  █+░+$", result.stdout, re.MULTILINE)
    assert "PFX101 clock-before-stable (line 212)" in result.stdout
    assert "of the newest user message" in " ".join(result.stdout.split())
    assert re.search(r"░ +call +\? +212  datetime\.now\(\)$", result.stdout, re.MULTILINE)
    assert max(map(len, lines)) <= 80
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize("column", [60, 1])
def test_a_column_is_a_hint(inside, tmp_path, clock, column):
    (tmp_path / "app.py").write_text(clock)
    result = inside("explain", f"app.py:{CLOCK_LINE}:{column}")
    assert result.returncode == 0
    assert result.stdout.startswith("ask  app.py:209:12\n")


@pytest.mark.parametrize(("columns", "width"), [("40", 60), ("72", 72), ("200", 110)])
def test_any_width(inside, tmp_path, clock, columns, width):
    (tmp_path / "app.py").write_text(clock)
    result = inside("explain", f"app.py:{CLOCK_LINE}", COLUMNS=columns)
    assert max(map(len, result.stdout.splitlines())) == width


def test_characters_that_the_terminal_has(prefixlint, tmp_path, clock):
    (tmp_path / "app.py").write_text(clock)
    result = prefixlint("explain", f"app.py:{CLOCK_LINE}", PYTHONIOENCODING="ascii")
    assert result.returncode == 0
    assert result.stdout.isascii()
    assert re.search(r"^today      =~+x+~+$", result.stdout, re.MULTILINE)
    assert re.search(r"x stays the same", result.stdout)


def test_colours_where_they_are_wanted(inside, tmp_path, clock):
    (tmp_path / "app.py").write_text(clock)
    plain = inside("explain", f"app.py:{CLOCK_LINE}").stdout
    coloured = inside("explain", f"app.py:{CLOCK_LINE}", FORCE_COLOR="1").stdout
    assert "\x1b[31m▒" in coloured
    assert re.sub(r"\x1b(\[[\d;]*m|\]8;.*?\x1b\\)", "", coloured) == plain


def test_a_prompt_in_another_file_shows_the_request_that_sends_it(inside, package):
    result = inside("explain", "app/prompts.py:7")
    assert result.returncode == 0
    assert result.stdout.startswith("ask  app/chat.py:8:12\n")
    assert "What is written at app/prompts.py:7 is sent here." in result.stdout
    assert "app/prompts.py:1" in result.stdout


def test_paths_are_those_that_were_typed(package, monkeypatch, capsys):
    import sys

    from prefixlint_rules import ALL

    monkeypatch.chdir(package)
    request.explain(request.spot("prompts.py:7"), ALL, 1, sys.stdout)
    shown = capsys.readouterr().out
    assert shown.startswith("ask  chat.py:8:12\n")
    assert "../" not in shown


def test_a_text_file(inside, package):
    (package / "system.md").write_text(PROMPTS)
    (package / "chat.py").write_text(
        SENDER.replace("from app.prompts import SYSTEM", "from pathlib import Path").replace(
            "client = OpenAI()", 'client = OpenAI()\nSYSTEM = (Path(__file__).parent / "system.md").read_text()'
        )
    )
    result = inside("explain", "app/system.md:3")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("ask  app/chat.py:9:12\n")


def test_a_notebook(inside, tmp_path):
    head, body = CLOCK.split("\n\n\n")
    (tmp_path / "try.ipynb").write_bytes(notebook([code(head), code(body)]))
    found = inside("check", "--output-format", "concise").stdout.partition(": ")[0]
    result = inside("explain", found)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("ask  try.ipynb:cell 2:2:12\n")
    other = inside("explain", "try.ipynb:cell 1:1")
    assert other.returncode == 2
    assert "try.ipynb:cell 2:2" in other.stderr


def test_a_line_without_a_request_names_the_nearest(inside, tmp_path, clock):
    (tmp_path / "app.py").write_text(clock)
    result = inside("explain", "app.py:1")
    assert (result.returncode, result.stdout) == (2, "")
    message = "prefixlint: error: app.py:1: no request here; the nearest of this file: line 209 (ask)\n"
    assert result.stderr == message


@pytest.mark.parametrize(
    ("what", "message"),
    [
        ("app.py", "app.py: say which line, as in app.py:12"),
        ("none.py:3", "none.py: no such file"),
        ("empty.py:1", "empty.py:1: no request here, nor anywhere else in this file"),
        ("broken.py:1", "broken.py:1:"),
        ("folder:1", "folder: a folder; give a file and a line"),
        ("PFX999", "PFX999"),
    ],
)
def test_mistakes_are_one_line(inside, tmp_path, what, message):
    (tmp_path / "empty.py").write_text("")
    (tmp_path / "broken.py").write_text("def (:\n")
    (tmp_path / "folder").mkdir()
    result = inside("explain", what)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("prefixlint: error: ")
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


def test_pages_of_rules_are_still_explained(inside):
    assert inside("explain", "PFX101").stdout.startswith("# clock-before-stable (PFX101)")
    assert inside("explain", "clock-before-stable").returncode == 0


def test_several_forms_are_named(inside, tmp_path):
    (tmp_path / "app.py").write_text(
        CLOCK.replace("def ask(question):", "def ask(question, note='a'):")
        + "\n\ndef first(question):\n    return ask(question, 'x')\n\n\ndef second(q):\n    return ask(f'{q}!', q)\n"
    )
    result = inside("explain", f"app.py:{CLOCK_LINE}")
    assert result.returncode == 0
    assert "forms of this request, reached through " in result.stdout


def test_control_characters_do_not_reach_the_terminal(inside, tmp_path):
    (tmp_path / "app.py").write_text(CLOCK.replace("Now: ", "\u202eNow\x1b[31m"), encoding="utf-8")
    result = inside("explain", f"app.py:{CLOCK_LINE}")
    assert result.returncode == 0
    assert "\x1b" not in result.stdout
    assert "\u202e" not in result.stdout


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a.py:3", ("a.py", None, 3, None)),
        ("a.py:3:14", ("a.py", None, 3, 14)),
        ("a.py:3:14:", ("a.py", None, 3, 14)),
        ("dir/try.ipynb:cell 2:3", ("dir/try.ipynb", 2, 3, None)),
        ("try.ipynb:cell 2:3:5", ("try.ipynb", 2, 3, 5)),
        ("C:\\x\\a.py:3", ("C:\\x\\a.py", None, 3, None)),
    ],
)
def test_spots(text, expected):
    found = request.spot(text)
    assert (found.path, found.cell, found.line, found.column) == expected


def test_names_of_rules_are_no_spots():
    assert request.spot("PFX101") is None
    assert request.spot("clock-before-stable") is None
    with pytest.raises(ConfigError):
        request.spot("app.py:")


def test_who_may_send_what_a_file_holds(tmp_path):
    sources = {
        "app/__init__.py": b"from .prompts import RULES\n",
        "app/prompts.py": b"RULES = ''\n",
        "app/chat.py": b"from . import prompts\n",
        "app/deep/run.py": b"from ..prompts import (\n    RULES,\n)\n",
        "main.py": b"import app\n",
        "other.py": b"import json\nfrom somewhere.prompts import RULES\n",
        "far/prompts.py": b"",
        "far/use.py": b"import prompts\n",
        "reads.py": b"open('prompts/rules.md')\n",
    }
    paths = {str(Path(tmp_path, name)): data for name, data in sources.items()}

    def found(name):
        return {Path(one).relative_to(tmp_path).as_posix() for one in senders(str(Path(tmp_path, name)), paths)}

    assert found("app/prompts.py") == {"app/prompts.py", "app/__init__.py", "app/chat.py", "app/deep/run.py", "main.py"}
    assert found("far/prompts.py") == {"far/prompts.py", "far/use.py"}
    assert found("main.py") == {"main.py"}
    assert found("prompts/rules.md") == {"reads.py"}


def test_the_documentation_shows_what_is_printed(inside, tmp_path):
    docs = Path(__file__).parents[2] / "docs"
    shutil.copytree(docs / "examples" / "support_app", tmp_path / "support_app")
    text = (docs / "maps-and-reports.md").read_text(encoding="utf-8")
    shown = re.findall(r"```console\n\$ prefixlint (.*)\n((?:.*\n)*?)```", text)
    assert [command.split()[0] for command, _ in shown] == ["explain", "report"]
    for command, output in shown:
        assert _words(inside(*command.split()).stdout) == _words(output)


def _words(text):
    """`text` without figures, lengths of bars, where lines end (those depend on the token counter), and what a message
    says of its loss."""
    plain = re.sub(r" \(about .*?\)", "", " ".join(text.split()))
    return re.sub(r"([░▒▓█━╌?·])\1+", r"\1", re.sub(r"\d[\d,]*", "0", plain))
