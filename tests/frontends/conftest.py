"""What the tests of the front ends share: running them as a user does, and a program with one known defect."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import commands
import pytest
from browser import chromium
from clock_program import CLOCK, CLOCK_LINE

# Pages are read as text everywhere, and in a browser where there is one.
collect_ignore = [] if chromium() else ["test_report_browser.py"]

Result = subprocess.CompletedProcess[str]


def _run(folder: Path, *arguments: str, stdin: str | None = None, **environment: str) -> Result:
    clean = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR")}
    return commands.run_text(arguments, folder, {**clean, "PYTHONIOENCODING": "utf-8", **environment}, stdin)


@pytest.fixture
def prefixlint(tmp_path: Path) -> Callable[..., Result]:
    """Runs the command line in the test's folder."""
    return lambda *arguments, **more: _run(tmp_path, "prefixlint", *arguments, **more)


@pytest.fixture
def flake8(tmp_path: Path) -> Callable[..., Result]:
    """Runs flake8 in the test's folder."""
    return lambda *arguments, **more: _run(tmp_path, "flake8", *arguments, **more)


@pytest.fixture
def clock() -> str:
    """A program with a clock in front of some thousand tokens of stable text, and nothing else to report."""
    return CLOCK


@pytest.fixture
def clock_line() -> int:
    """The line of its culprit."""
    return CLOCK_LINE


@pytest.fixture
def inside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Result]:
    """Runs the command line in the test's folder as `prefixlint` does, but in this process, which is much faster."""
    from prefixlint import cli

    def run(*arguments: str, **environment: str) -> Result:
        with monkeypatch.context() as patch:
            patch.chdir(tmp_path)
            for name in ("NO_COLOR", "FORCE_COLOR"):
                patch.delenv(name, raising=False)
            for name, value in environment.items():
                patch.setenv(name, value)
            patch.setattr(sys, "argv", ["prefixlint", *arguments])
            capsys.readouterr()
            with pytest.raises(SystemExit) as status:
                cli.main()
        return subprocess.CompletedProcess(arguments, int(str(status.value.code)), *capsys.readouterr())

    return run
