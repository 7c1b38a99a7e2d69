"""Code on the pages is code: it compiles, is parsed, names settings and options that exist, and prints what is shown."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import sys
from configparser import ConfigParser

import click
import pytest
import yaml
from commands import run_text
from docpages import DOCS, ROOT, blocks, commands, name

from prefixlint import config
from prefixlint.cli import group
from prefixlint_rules import ALL

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

CONSOLE = blocks("console")
SHOWN = [(block, *one) for block in CONSOLE for one in commands(block) if one[1].strip()]

# Where the commands of a page are run. Those of maps-and-reports.md are run by tests/frontends.
FOLDERS = {"README.md": "quickstart", "docs/quickstart.md": "quickstart"}
# Output of others' code, which is not here: only the form of the command is checked.
ELSEWHERE = {"docs/adopting.md", "docs/maps-and-reports.md"}


@pytest.mark.parametrize("block", blocks("python"), ids=str)
def test_python_compiles(block):
    compile(block.text, str(block), "exec")


@pytest.mark.parametrize("block", blocks("toml"), ids=str)
def test_toml_is_right(block, tmp_path):
    table = tomllib.loads(block.text).get("tool", {}).get("prefixlint")
    if table is None:
        return
    # Settings of the rule pack of rule-packs.md are no settings without it.
    table.get("rules", {}).pop("floating-model", None)
    for path in [table["prices"]] if "prices" in table else []:
        (tmp_path / path).write_text("{}")
    (tmp_path / "pyproject.toml").write_text(
        re.sub(r"^\[tool\.prefixlint\.rules\.floating-model\]\n.*\n", "", block.text, flags=re.MULTILINE)
    )
    config.configuration(str(tmp_path / "app.py"), ALL, {}, "")


@pytest.mark.parametrize("block", blocks("yaml", "json", "ini"), ids=str)
def test_data_is_right(block):
    if block.language == "yaml":
        yaml.safe_load(block.text)
    elif block.language == "json":
        json.loads(block.text)
    else:
        ConfigParser().read_string(block.text)


def test_every_language_is_known():
    text = {"console", "text", "lua", "elisp", "diff", ""}
    known = {"python", "toml", "yaml", "json", "ini"} | text
    for page in {block.page for block in blocks(*known)}:
        fences = re.findall(r"^```+(\S*)", page.read_text(encoding="utf-8"), re.MULTILINE)
        assert set(fences) <= known, name(page)


@pytest.mark.parametrize("block", CONSOLE, ids=str)
def test_commands_and_options_exist(block):
    for line, _ in commands(block):
        words = shlex.split(line, comments=True)
        words = words[: min((words.index(one) for one in ("<", ">", "|") if one in words), default=None)]
        if words[0] != "prefixlint":
            assert words[0] in ("pip", "flake8", "git", "make", "pre-commit"), line
            continue
        command = group.commands[words[1]]
        command.make_context(words[1], words[2:])


def test_keys_in_prose_exist():
    known = {*config.key_names(), "rules", "traffic"}
    for page in (DOCS / "configuration.md", ROOT / "README.md", DOCS / "tokens.md"):
        for key in re.findall(r"`\[tool\.prefixlint\.([\w-]+)", page.read_text(encoding="utf-8")):
            assert key in known, f"{name(page)}: {key}"


@pytest.mark.parametrize(("block", "line", "output"), SHOWN, ids=[f"{block} {line}" for block, line, _ in SHOWN])
def test_output_is_what_is_printed(block, line, output, tmp_path):
    page = name(block.page)
    if page in ELSEWHERE:
        assert line.startswith("prefixlint ")
        return
    folder = shutil.copytree(DOCS / "examples" / FOLDERS[page], tmp_path / "app")
    environment = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    done = run_text(shlex.split(line, comments=True), folder, environment)
    assert done.returncode == 1, done.stderr
    assert _timeless(done.stdout) == _timeless(output)


def _timeless(text):
    return re.sub(r"\d+\.\d s\)", "0.0 s)", text).rstrip()


def test_the_quick_start_shows_its_file():
    shown = [block.text for block in blocks("python") if name(block.page) == "docs/quickstart.md"]
    app = (DOCS / "examples" / "quickstart" / "answer.py").read_text(encoding="utf-8")
    assert shown and all(text in app for text in shown)


def test_an_option_that_does_not_exist_is_seen():
    with pytest.raises(click.NoSuchOption):
        group.commands["check"].make_context("check", ["--unheard-of"])
