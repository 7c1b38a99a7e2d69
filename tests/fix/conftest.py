"""What the tests of fixes share: the command line as a user runs it."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import commands
import pytest

Result = subprocess.CompletedProcess[bytes]


@pytest.fixture(scope="session")
def empty_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a project in which there is nothing."""
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "setup.cfg").touch()
    return folder


@pytest.fixture(autouse=True)
def elsewhere(empty_project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is named `app.py` is no file of this repository, which would be looked through for callers."""
    monkeypatch.chdir(empty_project)


@pytest.fixture
def prefixlint(tmp_path: Path) -> Callable[..., Result]:
    """Runs the command line in the test's folder; bytes in, bytes out."""
    (tmp_path / "setup.py").touch()

    def run(*arguments: str, stdin: bytes | None = None) -> Result:
        clean = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR")}
        return commands.run(["prefixlint", *arguments], tmp_path, clean, stdin or b"")

    return run
