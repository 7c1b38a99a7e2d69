"""One finding is the same place, code and text wherever it is shown: over all samples of all rules, and a notebook.

The samples are analysed once by the command line's own function and once by flake8; every format is then written by the command
line and read back as its reader would. A new front end is one function more in `FRONT_ENDS`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import commands
import pytest
from click.testing import CliRunner
from notebooks import notebook
from test_samples import Copy

from prefixlint import cli, project
from prefixlint.packs import all_rules


class Shown(NamedTuple):
    """A finding as a front end shows it; `column` is None where it cannot say."""

    path: str
    cell: int | None
    line: int
    column: int | None
    code: str
    text: str


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """All samples, with one of them as a notebook as well."""
    with Copy() as samples:
        folder = samples / "clock-before-stable"
        sample = next(
            one for one in sorted(folder.glob("*.py")) if "# expect: PFX101" in one.read_text(encoding="utf-8")
        )
        (folder / "try.ipynb").write_bytes(notebook(["x = 1\n", sample.read_text(encoding="utf-8")]))
        yield samples


@pytest.fixture(scope="module")
def run(folder: Path) -> project.Run:
    """What checking all samples gives."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return project.run(["."], all_rules(), {}, 1)


@pytest.fixture
def written(folder: Path, run: project.Run, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """What the command line writes in a format."""
    monkeypatch.chdir(folder)
    monkeypatch.setattr(project, "run", lambda *_: run)
    return lambda style: (
        CliRunner().invoke(cli.group, ["check", "--output-format", style], standalone_mode=False).stdout
    )


def by_text(output: str) -> Iterator[Shown]:
    """The report for people: a headline, and the place below it."""
    headline = re.compile(r"(?:error|warning|note)\[(\w+)\] [\w-]+: (.*)\n +--> (.*)\n")
    for code, text, place in headline.findall(output):
        yield _shown(place, code, text)


def by_concise(output: str) -> Iterator[Shown]:
    """One line per finding."""
    for line in output.splitlines():
        match = re.fullmatch(r"(.*?:\d+:\d+): (\w+) (.*)", line)
        assert match, line
        yield _shown(*match.groups())


def by_json(output: str) -> Iterator[Shown]:
    for one in json.loads(output)["findings"]:
        yield Shown(one["path"], one["cell"], one["line"], one["column"], one["code"], one["message"])


def by_sarif(output: str) -> Iterator[Shown]:
    (document,) = json.loads(output)["runs"]
    rules = document["tool"]["driver"]["rules"]
    for one in document["results"]:
        assert rules[one["ruleIndex"]]["id"] == one["ruleId"]
        (location,) = one["locations"]
        physical = location["physicalLocation"]
        path = unquote(physical["artifactLocation"]["uri"])
        where = location.get("properties") or {
            "cell": None,
            "line": physical["region"]["startLine"],
            "column": physical["region"]["startColumn"],
        }
        yield Shown(path, where["cell"], where["line"], where["column"], one["ruleId"], one["message"]["text"])


def by_github(output: str) -> Iterator[Shown]:
    for line in output.splitlines():
        match = re.fullmatch(r"::(?:error|warning|notice) ([^:]*)::(.*)", line)
        assert match, line
        given = dict(pair.split("=", 1) for pair in match[1].split(","))
        text = match[2].split("%0A")[0]
        column = int(given["col"]) if "col" in given else None
        yield _in_cell(
            Shown(_plain(given["file"]), None, int(given["line"]), column, given["title"].split()[0], _plain(text))
        )


def by_gitlab(output: str) -> Iterator[Shown]:
    for one in json.loads(output):
        code, text = one["description"].split(" ", 1)
        line = one["location"]["lines"]["begin"]
        yield _in_cell(Shown(one["location"]["path"], None, line, None, code, text))


FRONT_ENDS: dict[str, Callable[[str], Iterator[Shown]]] = {
    "text": by_text,
    "concise": by_concise,
    "json": by_json,
    "sarif": by_sarif,
    "github": by_github,
    "gitlab": by_gitlab,
}


def _shown(place: str, code: str, text: str) -> Shown:
    path, line, column = place.rsplit(":", 2)
    path, cell = path.split(":cell ") if ":cell " in path else (path, None)
    return Shown(path, int(cell) if cell else None, int(line), int(column), code, text)


def _in_cell(shown: Shown) -> Shown:
    """A finding of a front end that knows no cells and says in words where it is."""
    match = re.match(r"cell (\d+):(\d+):(\d+): ", shown.text)
    if not match:
        return shown
    cell, line, column = map(int, match.groups())
    return shown._replace(cell=cell, line=line, column=column, text=shown.text[match.end() :])


def _plain(text: str) -> str:
    """What GitHub makes of escaped text."""
    for code, character in (("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, character)
    return text


def found(run: project.Run) -> list[Shown]:
    """The findings themselves."""
    return [
        Shown(one.place.path, one.place.cell, one.place.line, one.place.column, one.code, one.message)
        for one in run.findings
    ]


def compare(shown: Iterator[Shown] | list[Shown], expected: list[Shown]) -> None:
    """Both are the same, but for columns that a front end cannot show."""
    seen = sorted(shown, key=_order)
    wanted = sorted(expected, key=_order)
    assert [_order(one) for one in seen] == [_order(one) for one in wanted]
    silent = {_order(one) for one in seen if one.column is None}
    assert sorted(one for one in seen if _order(one) not in silent) == sorted(
        one for one in wanted if _order(one) not in silent
    )


def _order(one: Shown) -> tuple[object, ...]:
    return (one.path, one.cell or 0, one.line, one.code, one.text)


def test_there_is_something_to_compare(run: project.Run) -> None:
    assert len(run.findings) > 300
    assert len({one.code for one in run.findings}) > 35
    assert any(one.place.cell for one in run.findings)
    assert any(not one.place.path.endswith((".py", ".ipynb")) for one in run.findings)


@pytest.mark.parametrize("style", cli.FORMATS)
def test_every_format_shows_the_same(style: str, run: project.Run, written: Callable[[str], str]) -> None:
    shown = list(FRONT_ENDS[style](written(style)))
    compare(shown, found(run))
    columns = [one for one in shown if one.column is not None]
    assert style == "gitlab" or len(columns) > 0.8 * len(shown)


def test_flake8_shows_the_same(folder: Path, run: project.Run) -> None:
    """flake8 knows neither notebooks nor other files: what stands in a text file is told at the line that leads there."""
    done = commands.run_text(["flake8", "--isolated", "--select", "PFX", "."], folder)
    assert done.returncode == 1 and not done.stderr, done.stderr
    shown = []
    for line in done.stdout.splitlines():
        match = re.fullmatch(r"(?:\./)?(.*?:\d+:\d+): (\w+) (?:(?:\./)?(\S+:\d+:\d+): )?(.*)", line)
        assert match, line
        place, code, elsewhere, text = match.groups()
        shown.append(_shown(elsewhere or place, code, text))
    compare(shown, [one for one in found(run) if one.cell is None])
