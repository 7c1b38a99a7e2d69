"""What a finding is recognised by in a later version of the same code: its flow, not its line.

Knows: findings, lines of source, the root of a repository. Must not know: files' formats, baselines, reports, rules.

A fingerprint is a digest of the code, the file (from the root of the repository, with slashes), the function around the
culprit, the culprit's source, and file, function and interface of the request. It stays the same when lines move, when the
culprit is laid out anew (line breaks, quotes, brackets around it, comments in it), on every machine and every version of
Python; it changes with the culprit's source, with the name of one of the functions and when a file is renamed. Two findings
may have the same one, for instance where a function reads the clock twice: who compares has to count.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from functools import lru_cache

from prefixlint.files import root
from prefixlint.finding import Finding, Place

__all__ = ["culprit", "fingerprint", "relative", "repository"]

VERSION = "1"  # of the recipe; part of every digest
LENGTH = 32  # hexadecimal digits
MAX_CULPRIT = 160  # characters; behind that stands the text of a prompt, which is edited more often than it is broken

# A string, or a comment: a number sign inside a string is none.
_STRING_OR_COMMENT = re.compile(
    r"""(\"{3}(?:\\.|[^\\])*?\"{3}|'{3}(?:\\.|[^\\])*?'{3}|\"(?:\\.|[^\\"\n])*\"|'(?:\\.|[^\\'\n])*')|#[^\n]*""",
    re.DOTALL,
)
_WORD = re.compile(r"\w+|[^\w\s]")
_LAYOUT = frozenset("\"'(),\\")  # what formatters put in and take out


def fingerprint(finding: Finding, line_of: Callable[[str, int | None], list[str]], base: str | None = None) -> str:
    """The fingerprint of `finding`, 32 hexadecimal digits. `line_of` gives the lines of a file, or of a cell of a notebook
    (`project.Sources`). Paths count from the folder `base`; None means from the root of each file's repository."""
    place, request = finding.place, finding.request
    parts = [VERSION, finding.code, relative(place.path, base), finding.function, culprit(place, line_of)]
    if request is not None:
        parts += [relative(request.place.path, base), request.function, request.api]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "backslashreplace")).hexdigest()[:LENGTH]


def culprit(place: Place, line_of: Callable[[str, int | None], list[str]]) -> str:
    """The source at `place` without its layout, words separated by spaces; "" where it cannot be read."""
    lines = line_of(place.path, place.cell)[max(place.line - 1, 0) : max(place.end_line, place.line)]
    if not lines:
        return ""
    if place.end_line > place.line:
        lines[-1] = lines[-1][: max(place.end_column - 1, 0)]
    else:
        lines[0] = lines[0][: max(place.end_column - 1, place.column)]
    lines[0] = lines[0][max(place.column - 1, 0) :]
    return normal("\n".join(lines))[:MAX_CULPRIT]


def normal(source: str) -> str:
    """An expression without what a formatter may change: white space, quotes, brackets around it, commas, comments."""
    code = _STRING_OR_COMMENT.sub(lambda found: found[1] or " ", source)
    return " ".join(word for word in _WORD.findall(code) if word not in _LAYOUT)


def relative(path: str, base: str | None = None) -> str:
    """`path` as seen from the folder `base` (None: from the root of its repository), with slashes; the whole path where
    there is no way from one to the other."""
    full = os.path.abspath(path)
    try:
        found = os.path.relpath(full, base if base is not None else repository(os.path.dirname(full)))
    except ValueError:  # another drive
        found = full
    return found.replace(os.sep, "/")


@lru_cache(maxsize=1_000)
def repository(folder: str) -> str:
    """The root of the repository that `folder` belongs to, or of its project where there is no repository."""
    at = folder
    while not os.path.exists(os.path.join(at, ".git")):
        parent = os.path.dirname(at)
        if parent == at:
            return root(folder)
        at = parent
    return at
