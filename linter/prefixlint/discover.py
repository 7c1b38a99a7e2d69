"""Which files there are: those a user names, those in the folders that he names, and the rest of their projects.

Knows: folders, which files are Python, what marks a project. Must not know: what is in a file, settings, who asks.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from prefixlint.files import project
from prefixlint.lint import is_test
from prefixlint.syntax.notebook import is_notebook

SUFFIXES = (".py", ".pyi", ".ipynb")
MAX_REST = 20_000  # modules of a project that are looked at for those who have a say in what is found in a few
SKIPPED = frozenset({"node_modules", "__pycache__", "build", "dist", "venv"})


@dataclass(frozen=True, slots=True)
class Found:
    """Files to check, in order, and one line for each path that gave none. `named` are those the user named, `folders`
    those of them that were searched."""

    files: tuple[str, ...]
    problems: tuple[str, ...]
    named: frozenset[str]
    folders: tuple[str, ...] = ()


def discover(paths: Sequence[str], excluded: Callable[[str], bool]) -> Found:
    """Python files at `paths`: named files always, folders without what is hidden, generated or `excluded` (asked with
    a slash at its end for a folder)."""
    files: dict[str, None] = {}
    problems: list[str] = []
    named: set[str] = set()
    folders: list[str] = []
    for path in map(os.path.normpath, paths):
        if os.path.isdir(path):
            folders.append(path)
            inside = list(walk(path, excluded))
            files.update(dict.fromkeys(inside))
            if not inside:
                problems.append(f"{path}: no Python files in this folder")
        elif os.path.exists(path):
            files[path] = None
            named.add(path)
        else:
            problems.append(f"{path}: no such file or folder")
    return Found(tuple(files), tuple(problems), frozenset(named), tuple(folders))


def walk(folder: str, excluded: Callable[[str], bool]) -> Iterator[str]:
    """Python files below `folder`, in a stable order."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        path = entry.name if folder == os.curdir else os.path.join(folder, entry.name)
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            virtual = os.path.exists(os.path.join(path, "pyvenv.cfg"))
            if entry.name not in SKIPPED and not virtual and not excluded(path + "/"):
                yield from walk(path, excluded)
        elif entry.name.endswith(SUFFIXES) and entry.is_file() and not excluded(path):
            yield path


def rest(asked: Iterable[str], folders: Iterable[str], excluded: Callable[[str], bool]) -> Iterator[str]:
    """The other modules of the projects that the files `asked` about belong to, where callers of what is in them may be.
    Nothing of a project that was searched as a whole, in one of `folders`, nor of somebody's whole home. Tests are left
    out: they call with made-up values."""
    files = list(asked)
    known = set(map(os.path.abspath, files))
    searched = list(map(os.path.abspath, folders))
    absolute = all(map(os.path.isabs, files))
    for root in dict.fromkeys(project(folder) for folder in sorted({os.path.dirname(file) for file in known})):
        if not root or root == os.path.expanduser("~") or any(_holds(folder, root) for folder in searched):
            continue
        for path in islice(walk(root if absolute else os.path.relpath(root), excluded), MAX_REST):
            path = os.path.normpath(path)
            if os.path.abspath(path) not in known and not is_test(path) and not is_notebook(path):
                yield path


def _holds(folder: str, other: str) -> bool:
    """Whether a folder is another one or above it."""
    return other == folder or other.startswith(folder.rstrip(os.sep) + os.sep)
