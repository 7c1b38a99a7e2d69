"""Which file a module name means: relative imports, packages, namespace packages, `src` layouts, several roots.

Knows: folders and Python's rules for module names. Must not know: what is in a file. Nothing is imported or executed; a
name that leads out of the project means no file.
"""

from __future__ import annotations

import os
import sys

_TOPS = (".git", ".hg")  # the outermost folder of a project
_PROJECT = ("pyproject.toml", "setup.py", "setup.cfg")
_INSTALLED = ("site-packages", "dist-packages")
_LAYOUTS = ("", "src", "lib", "python")  # below each folder that may hold packages
MAX_ABOVE = 12  # folders above a file that are asked


class Modules:
    """Finds the files of modules as other files see them. Answers are kept, since most imports lead out of the project."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], str | None] = {}
        self._roots: dict[str, tuple[str, ...]] = {}

    def find(self, name: str, importer: str) -> str | None:
        """The path of module `name` (dotted, relative ones begin with dots) for the file `importer`; None if it is not
        in the project. Paths are written as that of `importer` is: relative or absolute."""
        folder = os.path.dirname(importer)
        key = (name, folder)
        if key not in self._found:
            found = self._find(name, os.path.abspath(folder))
            if found is not None and not os.path.isabs(importer):
                found = os.path.relpath(found)
            self._found[key] = found
        return self._found[key]

    def _find(self, name: str, folder: str) -> str | None:
        bare = name.lstrip(".")
        dots = len(name) - len(bare)
        parts = bare.split(".") if bare else []
        if not all(part.isidentifier() for part in parts):
            return None
        if dots:
            for _ in range(dots - 1):
                folder = os.path.dirname(folder)
            return _module(folder, parts)
        if not parts or parts[0] in sys.stdlib_module_names:
            return None
        for root in self._above(folder):
            found = _module(root, parts)
            if found is not None:
                return found
        return None

    def _above(self, folder: str) -> tuple[str, ...]:
        """The folders in which packages that a file in `folder` imports may stand, nearest first."""
        known = self._roots.get(folder)
        if known is None:
            known = self._roots[folder] = tuple(_roots(folder))
        return known


def package_root(folder: str) -> str:
    """The folder that holds the outermost package around `folder`; `folder` itself outside any package."""
    while os.path.isfile(os.path.join(folder, "__init__.py")) and os.path.dirname(folder) != folder:
        folder = os.path.dirname(folder)
    return folder


def top(folder: str) -> str:
    """The outermost folder of the project that `folder` is in: that of the version control, else the one with the
    project's file (or the working folder, if that is further out), else the one that holds the package."""
    inner: str | None = None
    one = folder
    for _ in range(MAX_ABOVE):
        if any(os.path.exists(os.path.join(one, name)) for name in _TOPS):
            return one
        if inner is None and any(os.path.isfile(os.path.join(one, name)) for name in _PROJECT):
            inner = one
        parent = os.path.dirname(one)
        if parent == one:
            break
        one = parent
    here = os.getcwd()
    holder = package_root(folder)
    candidates = [holder, *([inner] if inner else []), *([here] if _inside(folder, here) else [])]
    return min(candidates, key=len)


def _inside(folder: str, outer: str) -> bool:
    return folder == outer or folder.startswith(outer.rstrip(os.sep) + os.sep)


def _roots(folder: str) -> list[str]:
    holder = package_root(folder)
    if os.path.basename(holder) in _INSTALLED:  # installed packages are each a project of their own
        return [holder]
    last = top(folder)
    found: list[str] = []
    one = folder if holder == folder else holder
    while True:
        found.extend(root for layout in _LAYOUTS if os.path.isdir(root := os.path.join(one, layout).rstrip(os.sep)))
        if one == last or not _inside(one, last):
            return found
        one = os.path.dirname(one)


def _module(root: str, parts: list[str]) -> str | None:
    base = os.path.join(root, *parts)
    init = os.path.join(base, "__init__.py")
    if os.path.isfile(init):
        return init
    if parts and os.path.isfile(base + ".py"):
        return base + ".py"
    return None
