"""Which files are tests: what callers in them say does not count, and where a project lies says nothing of its files."""

import pytest

from prefixlint import project
from prefixlint.lint import is_test
from prefixlint_rules import ALL

WRAPPER = """\
from openai import OpenAI

RULES = "You answer questions about orders, returns and invoices of an online bookshop. " * 90


def ask(username, question):
    return OpenAI().responses.create(model="gpt-5.2", instructions=f"You talk to {username}.\\n" + RULES, input=question)
"""
CALLER = """\
from app import ask


def answer(shop, question):
    return ask("the bookshop", question)
"""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("tests/app.py", True),
        ("src/testing/app.py", True),
        ("test_app.py", True),
        ("src/app_test.py", True),
        ("conftest.py", True),
        ("src/app.py", False),
        ("src/latest/contest.py", False),
    ],
)
def test_by_the_path_in_the_project(path, expected, tmp_path):
    root = tmp_path / "tests" / "shop"
    root.mkdir(parents=True)
    (root / "pyproject.toml").touch()
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).touch()
    assert is_test(path) is expected
    assert is_test(str(root / path)) is expected


@pytest.mark.parametrize("above", ["tests", "code"])
def test_callers_count_wherever_the_project_lies(above, tmp_path):
    """Everybody passes the same name, so that nothing varies; that is known only to those who read the caller."""
    root = tmp_path / above / "shop"
    root.mkdir(parents=True)
    (root / "pyproject.toml").touch()
    (root / "app.py").write_text(WRAPPER)
    alone = project.run([str(root / "app.py")], ALL, {}, 1).findings
    assert [one.code for one in alone] == ["PFX103"]
    (root / "caller.py").write_text(CALLER)
    assert project.run([str(root / "app.py")], ALL, {}, 1).findings == ()
    (root / "caller.py").rename(root / "test_caller.py")
    assert [one.code for one in project.run([str(root / "app.py")], ALL, {}, 1).findings] == ["PFX103"]
