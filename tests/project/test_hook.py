"""The pre-commit hooks: which files they get, tried with pre-commit itself but without installing anything."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import commands
import pytest
import yaml

MANIFEST = Path(__file__).parents[2] / ".pre-commit-hooks.yaml"

CELL = """\
from datetime import datetime
from openai import OpenAI
messages = [{"role": "system", "content": f"{datetime.now()} You are a helpful assistant for a shop."}]
OpenAI().chat.completions.create(model="gpt-5.2", messages=messages)
"""


def manifest():
    """The hooks that we offer."""
    return yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))


@pytest.fixture
def repository(tmp_path):
    """A git repository with the same code as a notebook, as a module, and as words."""
    book = {"cells": [{"cell_type": "code", "source": CELL}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (tmp_path / "try.ipynb").write_text(json.dumps(book))
    (tmp_path / "app.py").write_text(CELL)
    (tmp_path / "words.md").write_text(CELL)
    for arguments in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True, capture_output=True)
    return tmp_path


def run(repository, hook):
    """pre-commit's output for a hook of ours, run in this environment instead of one of its own."""
    pytest.importorskip("pre_commit")
    (ours,) = [one for one in manifest() if one["id"] == hook]
    local = {**ours, "language": "system", "entry": f"{sys.executable} -m {ours['entry']}"}
    (repository / ".pre-commit-config.yaml").write_text(json.dumps({"repos": [{"repo": "local", "hooks": [local]}]}))
    command = [sys.executable, "-m", "pre_commit", "run", "--all-files", "--verbose"]
    own = {**os.environ, "PRE_COMMIT_HOME": str(repository / ".git" / "pre-commit")}
    return subprocess.run(command, cwd=repository, capture_output=True, text=True, encoding="utf-8", env=own).stdout


def test_notebooks_are_checked(repository):
    output = run(repository, "prefixlint")
    assert "--> app.py:3:46" in output
    assert "--> try.ipynb:cell 1:3:46" in output
    assert "words.md" not in output
    assert "(2 files, " in output


def test_flake8_gets_python_only(repository):
    output = run(repository, "prefixlint-flake8")
    assert "app.py:3:46: PFX101" in output
    assert "try.ipynb" not in output


def test_hooks_are_those_that_are_promised():
    hooks = {one["id"]: one for one in manifest()}
    assert list(hooks) == ["prefixlint", "prefixlint-fix", "prefixlint-flake8", "prefixlint-lock"]
    assert all(one["require_serial"] and one["language"] == "python" for one in hooks.values())
    assert hooks["prefixlint-lock"]["always_run"] and not hooks["prefixlint-lock"]["pass_filenames"]
    assert "additional_dependencies" not in MANIFEST.read_text(encoding="utf-8"), "everything comes with the package"


# ---- a repository of several hundred files ---------------------------------------------------------------------------

CLIENT = """\
from openai import OpenAI

client = OpenAI()


def ask(system, question):
    return client.responses.create(model="gpt-5.2", instructions=system, input=question)
"""
PROMPTS = """\
RULES = "You answer questions about orders, returns and invoices of an online bookshop. " * 90


def greeting_prompt(username):
    return f"You talk to {username}.\\n" + RULES


def opening(shop):
    return f"You work for {shop}.\\n" + RULES
"""
WORDS = """\
RULES = "Answer politely, precisely and in one sentence, and never promise a date of delivery. " * 90


def words(tenant):
    return f"Shop {tenant}\\n" + RULES
"""
CALLS = {
    "clock": """\
from datetime import datetime

from shop.client import ask
from shop.prompts import RULES


def answer(question):
    return ask(f"It is {datetime.now()}. {RULES}", question)
""",
    "greeted": """\
from shop.client import ask
from shop.prompts import greeting_prompt


def answer(session, question):
    return ask(greeting_prompt(session.username), question)
""",
    "worded": """\
from shop.client import ask
from shop.words import words


def answer(question):
    return ask(words(question.tenant), question)
""",
    "constant": """\
from shop.client import ask
from shop.prompts import opening


def answer(question):
    return ask(opening("the bookshop"), question)
""",
    "plain": """\
def add(one, other):
    return one + other
""",
}


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A repository of 322 files: a wrapper, prompts, callers of both, and code that has nothing to do with them."""
    root = tmp_path_factory.mktemp("large")
    (root / "shop").mkdir()
    (root / "shop" / "__init__.py").touch()
    (root / "shop" / "client.py").write_text(CLIENT)
    (root / "shop" / "prompts.py").write_text(PROMPTS)
    (root / "shop" / "words.py").write_text(WORDS)
    for number in range(318):
        kind = list(CALLS)[number % 40] if number % 40 < 4 else "plain"
        (root / "shop" / f"{kind}{number}.py").write_text(CALLS[kind])
    for arguments in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True)
    return root


def lines_of(root, files):
    """The findings of one run on some files."""
    command = ["prefixlint", "check", "--output-format", "concise", "--jobs", "1", *files]
    done = commands.run_text(command, root)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout.splitlines()


def test_batches_find_what_one_run_finds(large):
    files = sorted(path.relative_to(large).as_posix() for path in large.rglob("*.py"))
    assert len(files) == 322
    whole = lines_of(large, ["."])
    assert len(whole) >= 10 and any("PFX103" in line for line in whole)
    assert lines_of(large, files) == whole
    batches = [lines_of(large, files[start::7]) for start in range(7)]
    assert sum(bool(batch) for batch in batches) > 1
    assert {line for batch in batches for line in batch} == set(whole)


@pytest.mark.parametrize("name", ["prompts", "words"])
def test_a_single_file_is_judged_by_its_callers(name, large):
    """Somebody passes the name of a user, everybody the same shop; what is in `shop.words` is a prompt to others only."""
    whole = [line for line in lines_of(large, ["."]) if line.startswith(f"shop/{name}.py")]
    assert len(whole) == 1
    assert [line for line in lines_of(large, [f"shop/{name}.py"]) if line.startswith(f"shop/{name}.py")] == whole


def test_pre_commit_with_several_hundred_files(large):
    output = run(large, "prefixlint")
    assert "(322 files, " in output
    assert output.count("error[PFX101]") == sum("PFX101" in line for line in lines_of(large, ["."]))


def options():
    """The options of `prefixlint check`."""
    return commands.run_text(["prefixlint", "check", "--help"], MANIFEST.parent).stdout


@pytest.mark.parametrize("hook", [one["id"] for one in manifest() if one["entry"].startswith("prefixlint ")])
def test_hooks_of_the_command_are_as_it_says(hook, large):
    (entry,) = [one["entry"] for one in manifest() if one["id"] == hook]
    if set(entry.split()[2:]) <= set(options().split()):  # an option that is not there yet is not tried
        output = run(large, hook)
        assert "No such option" not in output and "Traceback" not in output
