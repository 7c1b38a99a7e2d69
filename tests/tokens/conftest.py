"""What the tests of tokens and figures share: rank files that are there or not, and programs that are checked."""

from __future__ import annotations

import itertools
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import commands
import pytest

from prefixlint import project, tokenizer
from prefixlint.finding import Finding
from prefixlint.tokenizer import files
from prefixlint_rules import ALL

Check = Callable[..., list[Finding]]


def _forget() -> None:
    tokenizer.counter.cache_clear()
    tokenizer._counter.cache_clear()


@pytest.fixture
def nothing_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A machine without rank files; the folder that tiktoken's variable names."""
    folder = tmp_path / "ranks"
    folder.mkdir()
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(folder))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    monkeypatch.setattr(files, "find_spec", lambda name: None)
    _forget()
    yield folder
    _forget()


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Check:
    """Checks programs, given by the names of their files, beside the settings of a `pyproject.toml`."""

    numbers = itertools.count()

    def run(settings: str = "", **programs: str) -> list[Finding]:
        folder = tmp_path / f"checked{next(numbers)}"  # settings are read once for a folder
        folder.mkdir(exist_ok=True)
        (folder / "pyproject.toml").write_text(f"[tool.prefixlint]\nscope = 'file'\n{settings}", encoding="utf-8")
        for name, text in programs.items():
            (folder / f"{name}.py").write_text(text, encoding="utf-8")
        monkeypatch.chdir(folder)
        return list(project.run([f"{name}.py" for name in programs], ALL, {}, 1).findings)

    return run


@pytest.fixture
def prefixlint(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the command line in the test's folder on a machine without rank files."""
    hidden = tmp_path / "hidden"
    for name in ("litellm", "llama_index"):
        (hidden / name).mkdir(parents=True)
        (hidden / name / "__init__.py").write_text("raise AssertionError('imported')\n")
    path = os.pathsep.join(filter(None, (str(hidden), os.environ.get("PYTHONPATH", ""))))
    environment = {
        **{key: value for key, value in os.environ.items() if key not in ("VIRTUAL_ENV", "FORCE_COLOR")},
        "PYTHONPATH": path,
        "TIKTOKEN_CACHE_DIR": str(tmp_path / "ranks"),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "https_proxy": "http://127.0.0.1:9",  # the port of "discard": nobody answers
    }

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return commands.run_text(["prefixlint", *arguments], tmp_path, environment)

    return run
