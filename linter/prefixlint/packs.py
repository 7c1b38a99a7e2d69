"""All rules there are: ours, and those of installed rule packs.

A pack is a package with an entry point of the group `prefixlint.rules`. Its name is the prefix of the pack's codes, its value
a sequence of rules, or something to call that gives one. Looking for packs costs some milliseconds, which only those pay who
ask for rules.

Knows: entry points, what a rule must have. Must not know: how rules are run, front ends.
"""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from prefixlint.config import ConfigError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from prefixlint.rule import Rule

GROUP = "prefixlint.rules"
OURS = "PFX"
_PREFIX = re.compile(r"[A-Z]{3}")
_CODE = re.compile(r"[A-Z]{3}[0-9]{3}")
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@cache
def all_rules() -> tuple[Rule, ...]:
    """Our rules, and behind them those of packs, sorted by code. Raises `ConfigError` for a pack that is no good."""
    from importlib.metadata import entry_points

    from prefixlint_rules import ALL

    points = sorted(entry_points(group=GROUP), key=lambda point: (point.name, _distribution(point)))
    return (*ALL, *_of_packs(points, ALL)) if points else ALL


def _of_packs(points: Iterable[EntryPoint], ours: Iterable[Rule]) -> Iterator[Rule]:
    codes = {rule.about.code: "prefixlint" for rule in ours}
    names = {rule.about.name: "prefixlint" for rule in ours}
    prefixes = {OURS: "prefixlint"}
    for point in points:
        pack = _pack(point)
        if not _PREFIX.fullmatch(point.name):
            raise ConfigError(f"{pack}: the entry point's name must be three capital letters, not {point.name!r}")
        if point.name in prefixes:
            raise ConfigError(f"{pack}: the prefix {point.name} is taken by {prefixes[point.name]}")
        prefixes[point.name] = pack
        for rule in sorted(_load(point, pack), key=lambda rule: rule.about.code):
            _check(rule, point.name, pack)
            about = rule.about
            for word, taken in ((about.code, codes), (about.name, names)):
                if word in taken:
                    raise ConfigError(f"{pack}: {word} is taken by {taken[word]}")
                taken[word] = pack
            yield rule


def _load(point: EntryPoint, pack: str) -> list[Rule]:
    """The rules of a pack. Whatever its code does when it is imported or called, it ends in one line."""
    from prefixlint.rule import About, ProjectRule, RequestRule

    try:
        found: Any = point.load()
        if callable(found):
            found = found()
        rules = list(found)
    except (Exception, SystemExit) as error:
        raise ConfigError(f"{pack}: {point.value} cannot be loaded: {_reason(error)}") from None
    for rule in rules:
        if not isinstance(rule, (RequestRule, ProjectRule)):
            what = f"the class {rule.__name__}" if isinstance(rule, type) else repr(rule)
            raise ConfigError(f"{pack}: {what} is no object of a subclass of RequestRule or ProjectRule")
        if not isinstance(getattr(rule, "about", None), About):
            raise ConfigError(f"{pack}: {type(rule).__name__} has no `about`")
    return rules


def _check(rule: Rule, prefix: str, pack: str) -> None:
    """Raise `ConfigError` unless all that is asked of a rule is there."""
    code, name = rule.about.code, rule.about.name
    if not _CODE.fullmatch(code) or not code.startswith(prefix):
        raise ConfigError(f"{pack}: the code {code!r} is not {prefix} and three digits")
    if not _NAME.fullmatch(name):
        raise ConfigError(f"{pack}: {code}: the name {name!r} is not of the form clock-before-stable")
    for text in ("why", "advice", "examples"):
        if not hasattr(rule, text):
            raise ConfigError(f"{pack}: {code} has no `{text}`")
    try:  # files are checked by several processes
        pickle.loads(pickle.dumps(rule))
    except Exception as error:
        raise ConfigError(f"{pack}: {code} cannot be handed to another process: {_reason(error)}") from None


def _pack(point: EntryPoint) -> str:
    """What to call a pack in a message."""
    return f"rule pack {_distribution(point) or point.value}"


def _distribution(point: EntryPoint) -> str:
    """The name of the package that a pack is in, with its version."""
    package = getattr(point, "dist", None)
    return f"{package.name} {package.version}" if package is not None else ""


def _reason(error: BaseException) -> str:
    text = " ".join(str(error).split())[:200]
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
