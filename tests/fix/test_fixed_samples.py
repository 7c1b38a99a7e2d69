"""Samples with `<name>.fixed.py` beside them: what `--fix --unsafe-fixes` makes of each, and of all others nothing.

Written anew, after reading the diff, with `python tests/fix/test_fixed_samples.py`.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from prefixlint import project
from prefixlint.fix.session import Fixed, fix_all, fixable
from prefixlint_rules import ALL

RULES = Path(__file__).parents[1] / "rules"
FIXED = sorted(path.relative_to(RULES).as_posix() for path in RULES.glob("*/*.fixed.py"))
FOLDERS = sorted({Path(path).parts[0] for path in FIXED})
SAMPLES = sorted(
    path.relative_to(RULES).as_posix()
    for folder in FOLDERS
    for path in (RULES / folder).glob("*.py")
    if not path.name.endswith(".fixed.py")
)


@cache
def fixed(folder: str) -> dict[str, bytes]:
    """What the samples of a rule become."""
    with copied(folder) as samples:
        paths = [str(path) for path in sorted(samples.glob("*.py")) if not path.name.endswith(".fixed.py")]
        _, done = both(paths)
        return {Path(path).relative_to(samples.parent).as_posix(): after for path, (_, after) in done.changed.items()}


@contextmanager
def copied(folder: str) -> Iterator[Path]:
    """The samples of a rule as a project of their own: what else is in this repository does not matter."""
    with TemporaryDirectory(prefix="prefixlint-fixed-") as root:
        samples = shutil.copytree(RULES / folder, Path(root, folder), ignore=shutil.ignore_patterns("__pycache__"))
        (samples / "setup.cfg").touch()
        yield samples


def both(paths: list[str]) -> tuple[project.Run, Fixed]:
    """What is found in files as they are, and what their fixes come to."""
    run = project.run(paths, ALL, {}, 1)
    return run, fix_all(
        lambda contents: project.run(paths, ALL, {}, 1, contents=contents) if contents else run,
        lambda path: Path(path).read_bytes(),
        True,
    )


@pytest.mark.parametrize("sample", SAMPLES)
def test_sample(sample: str) -> None:
    expected = RULES / sample.replace(".py", ".fixed.py")
    found = fixed(Path(sample).parts[0]).get(sample)
    if not expected.exists():
        assert found is None
        return
    assert found is not None
    assert found.decode() == expected.read_text(encoding="utf-8")
    compile(found, sample, "exec")


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_second_fix_changes_nothing(folder: str) -> None:
    with copied(folder) as samples:
        run, done = both([str(path) for path in samples.glob("*.fixed.py")])
    assert not done.changed
    refused = [one for one in run.findings if fixable(one, True)]
    assert len(refused) == len(done.refused)


def test_every_fixed_file_has_its_sample() -> None:
    assert FIXED
    assert all((RULES / path.replace(".fixed.py", ".py")).exists() for path in FIXED)


if __name__ == "__main__":
    for name in sys.argv[1:] or FOLDERS:
        for sample, content in fixed(name).items():
            (RULES / sample.replace(".py", ".fixed.py")).write_bytes(content)
