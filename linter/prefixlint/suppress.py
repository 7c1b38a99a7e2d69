"""Suppression comments: which findings `noqa` and `prefixlint: ignore[...]` hide.

Knows: comments, lines, the multi-line tokens that flake8 joins. Must not know: what a code means, rules, configuration.

The patterns for noqa comments are flake8's own, so that the command and the plugin agree by construction; which line is
searched is flake8's rule as well: the reported physical line, extended over the string tokens that span several lines.
"""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from prefixlint.finding import Finding

_IGNORE = re.compile(r"#\s*prefixlint:\s*ignore(?![\w-])(?:\s*\[(?P<rules>[^\]]*)\])?", re.IGNORECASE)
_SEPARATOR = re.compile(r"[,\s]")  # flake8.defaults: how codes are separated
_EVERYTHING: frozenset[str] = frozenset()


class Suppressions:
    """The suppression comments of one file. Nothing is tokenized before a finding is asked about."""

    def __init__(self, text: str, line_of: Callable[[int | None, int], int] | None = None) -> None:
        """`line_of` gives the line of `text` for a cell and a line inside it, if places count in cells."""
        self._text = text
        self._line_of = line_of or (lambda _, line: line)
        self._ignores = "prefixlint:" in text.lower()
        self._noqa = "noqa" in text.lower()

    def hides(self, finding: Finding, noqa: bool) -> bool:
        """Whether a comment hides `finding`; noqa counts only if `noqa` (flake8 sees to it itself)."""
        if noqa and self._noqa and (self._whole_file or self._noqa_hides(finding)):
            return True
        return self._ignores and self._ignore_hides(finding)

    def last_line(self, number: int) -> int:
        """The line at whose end a comment can stand that is about the line `number`: behind a string of several lines."""
        return self._around(number)[-1]

    @cached_property
    def _lines(self) -> list[str]:
        """Physical lines as Python and flake8 count them; `str.splitlines` also splits at form feeds and the like."""
        return list(io.StringIO(self._text, newline=None))

    @cached_property
    def _tokens(self) -> tuple[list[tokenize.TokenInfo], bool]:
        """All tokens up to the first error, and whether there was none."""
        tokens: list[tokenize.TokenInfo] = []
        lines = iter(self._lines)
        try:
            tokens.extend(tokenize.generate_tokens(lambda: next(lines, "")))
        except (tokenize.TokenError, SyntaxError, RecursionError):
            return tokens, False
        return tokens, True

    @cached_property
    def _ranges(self) -> dict[int, range]:
        """For each line inside a multi-line token, all lines that belong together; as flake8 computes it, but empty
        for a file that cannot be tokenized, where flake8 uses the single line too."""
        tokens, complete = self._tokens
        ranges: dict[int, range] = {}
        if not complete:
            return ranges
        low, high = len(self._lines) + 2, -1
        for token in tokens:
            if token.type in (tokenize.ENDMARKER, tokenize.DEDENT):
                continue
            low, high = min(low, token.start[0]), max(high, token.end[0])
            if token.type in (tokenize.NL, tokenize.NEWLINE):
                if high > low:
                    ranges.update(dict.fromkeys(range(low, high + 1), range(low, high + 1)))
                low, high = len(self._lines) + 2, -1
        return ranges

    @cached_property
    def _whole_file(self) -> bool:
        """Whether a line starts with flake8's comment for a whole file."""
        from flake8.defaults import NOQA_FILE

        return any(NOQA_FILE.match(line) for line in self._lines)

    def _line(self, number: int) -> str:
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""

    def _around(self, number: int) -> range:
        """The lines that count as the physical line `number`."""
        return self._ranges.get(number, range(number, number + 1))

    def _noqa_hides(self, finding: Finding) -> bool:
        from flake8.defaults import NOQA_INLINE_REGEXP

        number = self._line_of(finding.place.cell, finding.place.line)
        match = NOQA_INLINE_REGEXP.search("".join(map(self._line, self._around(number))))
        if match is None:
            return False
        written = match["codes"]
        if written is None:
            return True
        codes = {code for code in map(str.strip, _SEPARATOR.split(written)) if code}
        return finding.code.startswith(tuple(codes))

    @cached_property
    def _comments(self) -> dict[int, frozenset[str]]:
        """Line to what its `prefixlint: ignore` comment names; the empty set means everything."""
        found: dict[int, frozenset[str]] = {}
        for number, comment in self._all_comments():
            match = _IGNORE.search(comment)
            if match is not None:
                names = (match["rules"] or "").split(",")
                found[number] = frozenset(name.strip().lower() for name in names if name.strip())
        return found

    def _all_comments(self) -> Iterator[tuple[int, str]]:
        """Comments with their lines; behind the place where tokenizing fails, whatever looks like one."""
        tokens, complete = self._tokens
        last = 0
        for token in tokens:
            last = token.end[0]
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string
        if not complete:
            for number in range(last, len(self._lines) + 1):
                yield number, self._line(number)

    def _ignore_hides(self, finding: Finding) -> bool:
        if not self._comments:
            return False
        place = finding.place
        first = self._around(self._line_of(place.cell, place.line)).start
        last = self._around(self._line_of(place.cell, max(place.line, place.end_line))).stop
        lines = list(range(first, last))
        above = first - 1
        # The line above counts if it holds nothing else: a comment behind other code is about that code.
        while above > 0 and self._line(above).lstrip().startswith(("#", "{#")):
            lines.append(above)
            above -= 1
        wanted = {finding.code.lower(), finding.name.lower()}
        return any(
            number in self._comments and (self._comments[number] == _EVERYTHING or wanted & self._comments[number])
            for number in lines
        )


def parse(text: str, line_of: Callable[[int | None, int], int] | None = None) -> Suppressions:
    """The suppression comments of `text`, which need not be valid Python; `line_of` as in `Suppressions`."""
    return Suppressions(text, line_of)
