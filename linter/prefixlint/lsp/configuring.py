"""Settings of files in an editor: the nearest pyproject.toml, overridden by what the editor says; read again on change.

Knows: the section `prefixlint` of an editor's settings, which pyproject.toml files matter. Must not know: the protocol.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from prefixlint import config, files
from prefixlint.lsp.library import GONE, Shelf, Stamp

if TYPE_CHECKING:
    from prefixlint.config import Settings
    from prefixlint.rule import Rule

# What the section holds for the editor's own part of the work: how to start the server and what to log.
_EDITORS = frozenset({"command", "path", "server", "trace", "enable", "interpreter"})
_CAPITAL = re.compile(r"(?<=[a-z])([A-Z])")


def options(section: object) -> dict[str, object]:
    """The keys of pyproject.toml that the section of an editor's settings gives; keys may be written in camelCase, and
    one that is null is not given. Raises `ConfigError` for what is no table."""
    if section is None:
        return {}
    if not isinstance(section, Mapping):
        raise config.ConfigError("editor settings: the section prefixlint must be a table")
    spelled = {_CAPITAL.sub(lambda match: "-" + match[1].lower(), str(key)): value for key, value in section.items()}
    return {key: value for key, value in spelled.items() if value is not None and key not in _EDITORS}


class Configuring:
    """The settings and rules for files of one folder of the workspace."""

    def __init__(self, rules: Sequence[Rule], shelf: Shelf, complain: Callable[[str], None]) -> None:
        """`complain` is told of mistakes in settings, once each."""
        self._rules = rules
        self._shelf = shelf
        self._complain = complain
        self._told: set[str] = set()
        self._given: dict[str, object] = {}
        self._known: dict[str, tuple[Settings, tuple[Rule, ...]]] = {}
        self._watched: dict[str, Stamp] = {}

    def give(self, section: object) -> bool:
        """Take what the editor says; gives whether that changes anything. A mistake is told, and nothing is taken."""
        try:
            given = options(section)
            config.configuration(os.path.sep, self._rules, given, "editor settings")
        except config.ConfigError as error:
            self._tell(str(error))
            given = {}
        if given == self._given:
            return False
        self._given = given
        self._known.clear()
        return True

    def stale(self) -> bool:
        """Whether a pyproject.toml has come, gone or changed; what was known is forgotten then."""
        if all(self._shelf.stamp(path) == stamp for path, stamp in self._watched.items()):
            return False
        self._watched.clear()
        self._known.clear()
        config.nearest.cache_clear()
        config.read.cache_clear()
        files.project.cache_clear()
        files.root.cache_clear()
        return True

    def __call__(self, path: str) -> tuple[Settings, tuple[Rule, ...]]:
        """Settings and enabled rules for the file at `path` (a folder with a slash at its end)."""
        folder = os.path.dirname(path)
        if folder not in self._known:
            self._watch(folder)
            settings = self._settings(path)
            self._known[folder] = settings, config.enabled(settings, self._rules)
        return self._known[folder]

    def _settings(self, path: str) -> Settings:
        # With a mistake in a file what the editor says still holds, and with one in that the defaults.
        for given, where in ((self._given, path), (self._given, os.path.sep), ({}, os.path.sep)):
            try:
                return config.configuration(where, self._rules, given, "editor settings").settings
            except config.ConfigError as error:
                self._tell(str(error))
        return config.Settings()

    def _watch(self, folder: str) -> None:
        """Note the files that decide for `folder`."""
        while True:
            file = os.path.join(folder, config.FILE)
            if file not in self._watched:
                self._watched[file] = self._stamp(file)
            parent = os.path.dirname(folder)
            if parent == folder:
                return
            folder = parent

    def _stamp(self, file: str) -> Stamp:
        return self._shelf.stamp(file) if os.path.exists(file) else GONE

    def _tell(self, message: str) -> None:
        if message not in self._told:
            self._told.add(message)
            self._complain(message)


def table(value: Any) -> dict[str, Any]:
    """`value` if it is a table, else an empty one."""
    return dict(value) if isinstance(value, Mapping) else {}
