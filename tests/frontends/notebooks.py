"""Notebooks for tests: written as Jupyter writes them."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable, Sequence
from typing import Any

PYTHON = {"kernelspec": {"name": "python3", "language": "python"}, "language_info": {"name": "python"}}


def code(source: str | list[str], **more: Any) -> dict[str, Any]:
    """A code cell of format 4."""
    return {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": source, **more}


def words(source: str) -> dict[str, Any]:
    """A cell of text."""
    return {"cell_type": "markdown", "metadata": {}, "source": source.splitlines(keepends=True)}


def notebook(cells: Iterable[str | dict[str, Any]], metadata: Any = PYTHON, **more: Any) -> bytes:
    """A notebook of format 4."""
    written = [code(cell.splitlines(keepends=True)) if isinstance(cell, str) else cell for cell in cells]
    return json.dumps({"cells": written, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5, **more}).encode()


def old_notebook(cells: Sequence[str]) -> bytes:
    """A notebook of format 3, with a heading in front."""
    written: list[dict[str, Any]] = [{"cell_type": "heading", "level": 1, "source": ["Title"]}]
    written += [
        {"cell_type": "code", "language": "python", "collapsed": False, "input": cell.splitlines(keepends=True)}
        for cell in cells
    ]
    return json.dumps({"metadata": {"name": ""}, "nbformat": 3, "worksheets": [{"cells": written}]}).encode()


def split(source: str) -> list[tuple[int, str]]:
    """The top-level statements of `source`, each with its comments, and the line on which each piece begins."""
    lines = source.splitlines(keepends=True)
    firsts = [0]
    last = 0
    for statement in ast.parse(source).body:
        first = min([statement.lineno, *(one.lineno for one in getattr(statement, "decorator_list", []))])
        while first - 1 > last and lines[first - 2].lstrip().startswith("#"):
            first -= 1
        if first > last and first > 1:
            firsts.append(first - 1)
        last = statement.end_lineno or first
    return [(a + 1, "".join(lines[a:b])) for a, b in zip(firsts, [*firsts[1:], len(lines)], strict=True)]
