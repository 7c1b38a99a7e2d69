"""Edits that have nothing to do with a flow keep what it is known by: over samples of the rules and the example application."""

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prefixlint import project
from prefixlint.fingerprint import fingerprint, relative
from prefixlint.lock.sites import current
from prefixlint_rules import ALL

ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "tests" / "rules").glob("*/*.py"))[::9]
TOP = re.compile(r"^(?=(?:async )?def |class |@)", re.MULTILINE)


def _known(folder):
    """What findings and prompts below a folder are known by, each as often as it is there."""
    run = project.run([str(folder)], ALL, {}, 1, None, maps=True)
    lines = project.Sources()
    marks = sorted(fingerprint(one, lines, str(folder)) for one in run.findings if one.code != "PFX000")
    sites = sorted(
        repr((now.site.key, now.site.content)) for now in current(run.maps, lambda path: relative(path, str(folder)))
    )
    return marks, sites


def _edited(text, notes, functions, ends):
    """`text` with comments above, functions nobody calls in front of others, and other line ends."""
    if not text.startswith(("#!", "# -*-", '"""', "from __future__")):
        text = "".join(f"# {note}\n" for note in notes) + text
    spots = [found.start() for found in TOP.finditer(text) if text[: found.start()].count('"""') % 2 == 0]
    spots = [at for at in spots if not text[:at].rstrip().endswith(")") or "\n@" not in text[max(0, at - 200) : at]]
    for number, at in enumerate(sorted({spots[one % len(spots)] for one in functions} if spots else (), reverse=True)):
        text = f"{text[:at]}def unrelated_{number}(left):\n    return left + {number}\n\n\n{text[at:]}"
    return text.replace("\n", ends)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """An empty project."""
    made = tmp_path_factory.mktemp("project")
    (made / "pyproject.toml").write_text("[tool.prefixlint]\n")
    return made


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    sample=st.sampled_from(SAMPLES),
    notes=st.lists(st.from_regex(r"[a-z ]{0,20}", fullmatch=True), max_size=5),
    functions=st.lists(st.integers(0, 50), max_size=3),
    ends=st.sampled_from(["\n", "\r\n"]),
)
def test_samples(folder, sample, notes, functions, ends):
    target = folder / "sample.py"
    text = sample.read_text(encoding="utf-8")
    target.write_bytes(text.encode())
    before = _known(folder)
    target.write_bytes(_edited(text, notes, functions, ends).encode())
    assert _known(folder) == before


def test_the_example_application(tmp_path):
    (tmp_path / "pyproject.toml").write_text("[tool.prefixlint]\n")
    app = shutil.copytree(ROOT / "docs" / "examples" / "support_app", tmp_path / "support_app")
    marks, sites = _known(tmp_path)
    assert len(marks) >= 7
    assert len(sites) >= 9
    for path in app.glob("*.py"):
        path.write_bytes(_edited(path.read_text(encoding="utf-8"), ["licence", "x"], [0, 1, 2], "\r\n").encode())
    assert _known(tmp_path) == (marks, sites)
