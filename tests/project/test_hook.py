"""The pre-commit hooks: which files they get, tried with pre-commit itself but without installing anything."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

MANIFEST = Path(__file__).parents[2] / ".pre-commit-hooks.yaml"

CELL = """\
from datetime import datetime
from openai import OpenAI
messages = [{"role": "system", "content": f"{datetime.now()} You are a helpful assistant for a shop."}]
OpenAI().chat.completions.create(model="gpt-5.2", messages=messages)
"""


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
    yaml = pytest.importorskip("yaml")
    pytest.importorskip("pre_commit")
    (ours,) = [one for one in yaml.safe_load(MANIFEST.read_text(encoding="utf-8")) if one["id"] == hook]
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
