"""The recipes of docs/ci.md: they are valid, and the commands in them do what they are for."""

import json
import re
import shlex
import subprocess
from pathlib import Path

import commands
import pytest
import yaml

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"^```yaml\n# (\S+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
GITHUB = [name for name in BLOCKS if name.startswith(".github/")]

APP = """\
from datetime import datetime
from openai import OpenAI

RULES = "Answer politely and precisely. " * 300
OpenAI().responses.create(model="gpt-5.2", instructions=f"{datetime.now()} {RULES}", input="Hello.")
"""


def steps(name):
    """The shell commands of a recipe."""
    recipe = yaml.safe_load(BLOCKS[name])
    if name in GITHUB:
        return [step["run"] for job in recipe["jobs"].values() for step in job["steps"] if "run" in step]
    return recipe["prefixlint"]["script"]


@pytest.fixture
def folder(tmp_path):
    """A repository with one finding."""
    (tmp_path / "app.py").write_text(APP)
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    return tmp_path


def ran(command, folder):
    """Run a command of ours as a shell would, with the present Python; status, output, and where that went."""
    words = shlex.split(command)
    target = words[words.index(">") + 1] if ">" in words else None
    if target:
        words = words[: words.index(">")]
    assert words[0] == "prefixlint"
    done = commands.run_text(words, folder)
    assert done.stderr == ""
    return done.returncode, done.stdout, target


def test_there_are_the_recipes_that_are_promised():
    assert list(BLOCKS) == [*GITHUB, ".gitlab-ci.yml", ".pre-commit-config.yaml"]
    assert len(GITHUB) == 2


@pytest.mark.parametrize("name", [*GITHUB, ".gitlab-ci.yml"])
def test_the_commands_run(name, folder):
    install, check = steps(name)
    assert install == "pip install prefixlint"
    status, output, target = ran(check, folder)
    assert "PFX101" in output
    recipe = yaml.safe_load(BLOCKS[name])
    if "sarif" in check:
        assert status == 0, "the upload has to follow"
        (upload,) = [one for one in recipe["jobs"]["prefixlint"]["steps"] if "upload-sarif" in one.get("uses", "")]
        assert upload["with"]["sarif_file"] == target
        assert recipe["permissions"]["security-events"] == "write"
        assert json.loads(output)["version"] == "2.1.0"
    elif name in GITHUB:
        assert status == 1
        assert output.startswith("::error file=app.py,line=5,")
    else:
        assert status == 1
        assert recipe["prefixlint"]["artifacts"]["reports"]["codequality"] == target
        assert recipe["prefixlint"]["artifacts"]["when"] == "always", "a job that fails keeps its report"
        assert json.loads(output)[0]["location"] == {"path": "app.py", "lines": {"begin": 5}}


def test_triggers_are_read_as_github_reads_them():
    for name in GITHUB:
        recipe = yaml.safe_load(BLOCKS[name])
        assert "push" in recipe[True], "YAML 1.1 reads the key `on` as true, and GitHub does not mind"


def test_hooks_of_the_page_exist():
    manifest = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    entries = {one["id"]: one["entry"] for one in manifest}
    (repo,) = yaml.safe_load(BLOCKS[".pre-commit-config.yaml"])["repos"]
    assert {one["id"] for one in repo["hooks"]} <= set(entries)
    assert dict(re.findall(r"^\| `([\w-]+)` \| `([^`]+)` \|", PAGE, re.MULTILINE)) == entries


def test_every_format_is_on_the_page():
    from prefixlint.cli import FORMATS

    assert [one for one in FORMATS if f"| `{one}` |" not in PAGE and one != "text"] == []
