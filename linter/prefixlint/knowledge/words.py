"""Names that say something by what they are made of: whole words, beginnings, endings, parts.

Knows: how identifiers are written. Must not know: what any name says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any


@dataclass(frozen=True)
class Words:
    """Names by whole word, beginning that decides, ending, beginning and part, each with a value; the first match in that order decides."""

    exact: Mapping[str, Any]
    firsts: Sequence[tuple[str, Any]]
    endings: Sequence[tuple[str, Any]]
    beginnings: Sequence[tuple[str, Any]]
    middles: Sequence[tuple[str, Any]]
    _known: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def find(self, name: str) -> Any:
        """What `name` (an identifier) says, or None."""
        if name not in self._known:  # the names of a project are few and come again and again
            self._known[name] = self._find(plain(name))
        return self._known[name]

    @cached_property
    def _affixes(self) -> re.Pattern[str]:
        """Matches words of which a beginning, an ending or a part says something, which are few."""
        never = "(?!)"
        parts = "|".join(re.escape(one) for one, _ in self.middles) or never
        starts = "|".join(re.escape(one) for one, _ in (*self.firsts, *self.beginnings)) or never
        ends = "|".join(re.escape(one) for one, _ in self.endings) or never
        return re.compile(f"{parts}|^(?:{starts})|(?:{ends})\\Z")

    def _find(self, word: str) -> Any:
        found = self.exact.get(word)
        if found is not None:
            return found
        if not self._affixes.search(word):
            return None
        for first, value in self.firsts:
            if word.startswith(first):
                return value
        for ending, value in self.endings:
            if word.endswith(ending):
                return value
        for beginning, value in self.beginnings:
            if word.startswith(beginning):
                return value
        for middle, value in self.middles:
            if middle in word:
                return value
        return None


def plain(name: str) -> str:
    """An identifier in snake case, lower case, without outer underscores."""
    word = name.strip("_")
    if word.islower() or word.isupper():
        return word.lower()
    return "".join(
        "_" + c.lower() if c.isupper() and i and not word[i - 1].isupper() and word[i - 1] != "_" else c.lower()
        for i, c in enumerate(word)
    )


def words_of(rows: Iterable[tuple[Mapping[str, Any], Any]]) -> Words:
    """The rows of a table, each with its value; of two that say something of one name the first is right."""
    exact: dict[str, Any] = {}
    firsts: list[tuple[str, Any]] = []
    endings: list[tuple[str, Any]] = []
    beginnings: list[tuple[str, Any]] = []
    middles: list[tuple[str, Any]] = []
    for row, value in rows:
        for word in row.get("words", ()):
            exact.setdefault(word, value)
        firsts.extend((word, value) for word in row.get("firsts", ()))
        endings.extend((word, value) for word in row.get("endings", ()))
        beginnings.extend((word, value) for word in row.get("beginnings", ()))
        middles.extend((word, value) for word in row.get("middles", ()))
    return Words(exact, firsts, endings, beginnings, middles)
