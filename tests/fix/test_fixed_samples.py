"""Samples with `<name>.fixed.py` beside them: what `--fix --unsafe-fixes` makes of each, and of all others nothing.

Written anew, after reading the diff, with `python tests/fix/test_fixed_samples.py`.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import pytest

from prefixlint import project
from prefixlint.fix.session import fix_all, fixable
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
    paths = [str(path) for path in sorted((RULES / folder).glob("*.py")) if not path.name.endswith(".fixed.py")]
    done = fix_all(
        lambda contents: project.run(paths, ALL, {}, 1, contents=contents), lambda path: Path(path).read_bytes(), True
    )
    return {Path(path).relative_to(RULES).as_posix(): after for path, (_, after) in done.changed.items()}


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
    paths = [str(path) for path in (RULES / folder).glob("*.fixed.py")]
    run = project.run(paths, ALL, {}, 1)
    done = fix_all(
        lambda contents: project.run(paths, ALL, {}, 1, contents=contents), lambda path: Path(path).read_bytes(), True
    )
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
