"""Prompts that nothing names: told apart from those that are used somewhere, by whatever file."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from prefixlint.finding import Place
from prefixlint.unused import Uses

PROMPTS = """\
from somewhere import Template

SENT = Template("a")
KEPT: Template = Template(
    "b"
)
LOST = Template("c")
LONG_LOST_COUSIN = Template("d")
first, second = Template("e"), Template("f")


def build():
    return Template("g")
"""


def uses(files: Mapping[str, str]) -> Uses:
    return Uses(files, lambda path: files[path].encode())


def place(line: int, path: str = "prompts.py") -> Place:
    return Place(path, line, 1, line, 2)


@pytest.mark.parametrize(
    ("line", "used"),
    [(3, True), (4, True), (5, True), (7, False), (8, False), (9, True), (13, True)],
    ids=["name", "text", "second line", "nowhere", "part of a name", "pair", "function"],
)
def test_names(line: int, used: bool) -> None:
    files = {"prompts.py": PROMPTS, "main.py": "import prompts\nprint(prompts.SENT)\ngetattr(prompts, 'KEPT')\n"}
    assert uses(files)(place(line)) is used


def test_one_file_says_nothing() -> None:
    assert uses({"prompts.py": PROMPTS})(place(7))


def test_what_cannot_be_read_says_nothing() -> None:
    files = {"prompts.py": "def broken(:\nLOST = 1\n", "other.py": ""}
    assert uses(files)(place(2))
    assert uses(files)(place(1, "cells.ipynb"))
