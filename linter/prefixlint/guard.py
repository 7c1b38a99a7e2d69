"""Rules of others: what they give is looked at before it is believed, and one that fails takes nothing else with it.

A rule of ours that fails is a bug of ours, and the file counts as not checked.
Knows: which rules are ours. Must not know: what rules do, files, packages.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from prefixlint.finding import Severity

if TYPE_CHECKING:
    from prefixlint.rule import Difference, Report, Rule

T = TypeVar("T", "Report", "Difference")

OURS = "PFX"


def guarded(rule: Rule, results: Iterable[T], kind: type[T], failed: list[str]) -> Iterator[T]:
    """The `results` of a rule, which should be of a `kind`, up to where it fails; a line about that is added to `failed`."""
    if rule.about.code.startswith(OURS):
        yield from results
        return
    try:
        for one in results:
            if not isinstance(one, kind):
                raise TypeError(f"{type(one).__name__} is no {kind.__name__}")
            if one.about != rule.about:
                raise ValueError("a rule reports under its own code only")
            if not isinstance(one.message, str) or not isinstance(one.severity, Severity):
                raise TypeError("a message is a text, a severity one of Severity")
            yield one
    except Exception as error:
        failed.append(_line(rule, error))


def _line(rule: Rule, error: Exception) -> str:
    """Whose rule failed, how, and where in its code."""
    pack = type(rule).__module__.partition(".")[0]
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename != __file__]
    where = f" at {os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else ""
    text = " ".join(str(error).split())[:120]
    what = f"{type(error).__name__}: {text}" if text else type(error).__name__
    return (
        f"internal error of the rule pack {pack}: {rule.about.code} failed{where} ({what}); "
        "please report it to those who made it"
    )
