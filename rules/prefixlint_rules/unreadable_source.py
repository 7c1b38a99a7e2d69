"""A file that cannot be read or parsed; the linter itself reports it."""

from __future__ import annotations

from dataclasses import dataclass

from prefixlint.rule import About, Rule


@dataclass(frozen=True)
class UnreadableSource(Rule):
    """PFX000."""

    about = About("PFX000", "unreadable-source", "a file cannot be read, decoded or parsed", "0.1")
    why = """A file that cannot be read, decoded or parsed was not checked. It is reported, and the exit status is 2, so
that a mistake in one file does not pass for a clean result; every other file is still checked.
In a notebook, a cell that is no Python is left out, and the other cells are checked; it is reported only if it looks as
if it held a prompt, because half-finished cells are no mistake."""
    advice = "Correct the syntax or the encoding, or put the file on the `exclude` list."
    examples = ()
    when_not = "Files that are not meant to be Python, such as templates with the ending `.py`, belong on `exclude`."
