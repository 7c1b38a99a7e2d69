"""What the tests of locks, baselines and changed lines share: the command line in this process, and small programs."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from prefixlint import cli

LINES = "\n".join(f"Rule {number}: answer politely, precisely and in one sentence." for number in range(200))

PROMPTS = f'''\
RULES = """{LINES}"""
'''

STABLE = """\
from openai import OpenAI

from prompts import RULES

client = OpenAI()


def ask(question):
    return client.chat.completions.create(
        model="gpt-5.2",
        messages=[
            {"role": "system", "content": RULES},
            {"role": "user", "content": question},
        ],
    )
"""

CLOCK = """\
from datetime import datetime

from openai import OpenAI

from prompts import RULES

client = OpenAI()


def ask(question):
    return client.chat.completions.create(
        model="gpt-5.2",
        messages=[
            {"role": "system", "content": f"Now: {datetime.now()}\\n{RULES}"},
            {"role": "user", "content": question},
        ],
    )
"""


class Done(NamedTuple):
    """What a command did."""

    status: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command line, in the test's folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")

    def run(*arguments: str) -> Done:
        monkeypatch.setattr("sys.argv", ["prefixlint", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return Done(int(ended.value.code or 0), out, err)

    return run


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """A program without a defect: `app.py` sends what is in `prompts.py`."""
    (tmp_path / "pyproject.toml").write_text("[tool.prefixlint]\n")
    (tmp_path / "prompts.py").write_text(PROMPTS)
    (tmp_path / "app.py").write_text(STABLE)
    return tmp_path / "app.py"


@pytest.fixture
def clock(app: Path) -> Path:
    """The same with a clock in front of the rules."""
    app.write_text(CLOCK)
    return app


@pytest.fixture
def git(tmp_path: Path) -> Callable[..., str]:
    """Runs git in the test's folder, which is a repository."""

    def git(*arguments: str) -> str:
        done = subprocess.run(
            ("git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false", *arguments),
            cwd=tmp_path, capture_output=True, check=True,
        )  # fmt: skip
        return done.stdout.decode("utf-8", "surrogateescape").strip()

    git("init", "--quiet", "--initial-branch=main")
    return git
