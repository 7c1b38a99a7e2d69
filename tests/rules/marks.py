"""Expectations written in the comments of samples: see test_samples.py for their form."""

from __future__ import annotations

import io
import re
import tokenize
from dataclasses import dataclass

MARK = re.compile(
    r"(?P<kind>todo-expect|todo-ok|expect|ok): (?P<code>PFX\d{3})"
    r'(?: (?P<severity>error|warning|note))?(?: col=(?P<column>\d+))?(?: \+(?P<down>\d+))?(?: "(?P<part>[^"]*)")?'
)
BARE = {tokenize.COMMENT, tokenize.NL, tokenize.INDENT, tokenize.DEDENT}


@dataclass(frozen=True)
class Mark:
    """One expectation of a sample."""

    kind: str
    code: str
    line: int
    severity: str | None
    column: int | None
    part: str


def marks(source: str) -> list[Mark]:
    """The expectations written in the comments of `source`."""
    tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    code_lines = {line for t in tokens if t.type not in BARE for line in range(t.start[0], t.end[0] + 1)}
    found: list[Mark] = []
    for token in tokens:
        if token.type != tokenize.COMMENT:
            continue
        assert not re.search(r"\b(expect|ok)\b ?:?\s*PFX", MARK.sub("", token.string)), f"malformed: {token.string}"
        for match in MARK.finditer(token.string):
            line = token.start[0]
            while line not in code_lines:
                line += 1
            line += int(match["down"] or 0)
            column = int(match["column"]) if match["column"] else None
            found.append(Mark(match["kind"], match["code"], line, match["severity"], column, match["part"] or ""))
    return found


COMMENT = re.compile(r"\{#(.*?)#\}|<!--(.*?)-->|#(.*)")


def text_marks(text: str) -> list[Mark]:
    """The expectations written in the comments of a text file."""
    found: list[Mark] = []
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        comment = COMMENT.search(line)
        at = number
        while comment is not None and at <= len(lines) and not COMMENT.sub("", lines[at - 1]).strip():
            at += 1
        for match in MARK.finditer(line):
            column = int(match["column"]) if match["column"] else None
            where = at + int(match["down"] or 0)
            found.append(Mark(match["kind"], match["code"], where, match["severity"], column, match["part"] or ""))
    return found
