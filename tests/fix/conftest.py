"""What the tests of fixes share: the command line as a user runs it."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Result = subprocess.CompletedProcess[bytes]


@pytest.fixture
def prefixlint(tmp_path: Path) -> Callable[..., Result]:
    """Runs the command line in the test's folder; bytes in, bytes out."""
    (tmp_path / "setup.py").touch()

    def run(*arguments: str, stdin: bytes | None = None) -> Result:
        clean = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR")}
        command = [sys.executable, "-m", "prefixlint", *arguments]
        return subprocess.run(command, cwd=tmp_path, input=stdin, capture_output=True, env=clean, timeout=120)

    return run
