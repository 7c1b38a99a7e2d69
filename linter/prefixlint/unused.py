"""Prompt texts that nothing in a project names: what is sent with them, if anything, cannot be said.

Knows: files by their bytes, which statement of a module binds a name. Must not know: values, requests, rules.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable

from prefixlint.finding import Place
from prefixlint.source import SourceError, decode
from prefixlint.syntax.notebook import is_notebook

UNUSED = "; nothing in sight uses this prompt"


class Uses:
    """Whether a text in the body of a module is named anywhere but where it is bound. `read` gives the content of one of
    the files at `paths`; they are read when the first question is asked."""

    def __init__(self, paths: Iterable[str], read: Callable[[str], bytes]) -> None:
        self._paths = tuple(paths)
        self._read = read
        self._contents: list[bytes] | None = None
        self._known: dict[str, bool] = {}

    def __call__(self, place: Place) -> bool:
        """Whether the text at `place` is named elsewhere, or that cannot be said: of one file nothing can."""
        if len(self._paths) < 2:
            return True
        names = self._bound(place)
        return not names or any(map(self._is_used, names))

    def _bound(self, place: Place) -> list[str]:
        """The names that the statement at `place` binds; none if it is no plain assignment of a module."""
        if is_notebook(place.path):
            return []
        try:
            tree = ast.parse(decode(self._read(place.path)))
        except (OSError, SourceError, SyntaxError, ValueError, RecursionError, MemoryError):
            return []
        for statement in tree.body:
            if statement.lineno <= place.line <= (statement.end_lineno or 0):
                if isinstance(statement, (ast.Assign, ast.AnnAssign)):
                    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
                    return [target.id for target in targets if isinstance(target, ast.Name)]
                return []
        return []

    def _is_used(self, name: str) -> bool:
        if name not in self._known:
            word = re.compile(rb"\b" + re.escape(name.encode()) + rb"\b")
            found = 0
            for content in self._all():
                if name.encode() in content:
                    found += len(word.findall(content))
                    if found > 1:
                        break
            self._known[name] = found > 1
        return self._known[name]

    def _all(self) -> list[bytes]:
        if self._contents is None:
            self._contents = []
            for path in self._paths:
                try:
                    self._contents.append(self._read(path))
                except OSError:
                    continue
        return self._contents


__all__ = ["UNUSED", "Uses"]
