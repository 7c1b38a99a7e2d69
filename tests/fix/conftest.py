"""What the tests of fixes share: a program with fixes of each kind, and the command line as a user runs it."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

RULES = 'RULES = "Answer politely, briefly, and only about the topics that are named above. " * 100\n'
SET = f'''\
from openai import OpenAI

client = OpenAI()
TOPICS = {{"orders", "returns", "invoices"}}
{RULES}

def ask(question: str):
    topics = ", ".join(TOPICS)
    return client.responses.create(model="gpt-4.1", instructions=f"Topics: {{topics}}\\n{{RULES}}", input=question)
'''
SORTED = SET.replace('", ".join(TOPICS)', '", ".join(sorted(TOPICS))')
CLOCK = f'''\
from datetime import datetime

from openai import OpenAI

client = OpenAI()
{RULES}

def ask(question: str):
    return client.responses.create(model="gpt-4.1", instructions=f"It is {{datetime.now()}}.\\n{{RULES}}", input=question)
'''
MOVED = CLOCK.replace(
    'instructions=f"It is {datetime.now()}.\\n{RULES}", input=question',
    'instructions=RULES, input=f"{question}\\n\\nIt is {datetime.now()}."',
)

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
