"""Settings: `[tool.prefixlint]` of the nearest pyproject.toml, overridden by options, each value with its origin.

Knows: keys, their types, which codes and names exist (from the rules it is handed), what a user wants to see.
Must not know: how anything is found, output formats, command line syntax, flake8.
"""

from __future__ import annotations

import dataclasses
import difflib
import functools
import os
import sys
import typing
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from prefixlint.finding import Confidence, Finding, Severity
from prefixlint.knowledge.surfaces import mistake
from prefixlint.traffic import Traffic, shown

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

if TYPE_CHECKING:
    from prefixlint.knowledge.prices import Prices
    from prefixlint.rule import About, Rule

UNREADABLE = "PFX000"  # reported unless it is explicitly ignored: a selection must not hide that a file was not checked
UNREADABLE_NAME = "unreadable-source"
FILE = "pyproject.toml"
DEFAULT = "default"
_FAMILY = len("PFX")


class ConfigError(Exception):
    """A mistake of the user in configuration or options; the message is one line that stands alone."""


class Settings(msgspec.Struct, frozen=True, kw_only=True, rename="kebab"):
    """What is in force for a file. Field names in kebab case are the keys of `[tool.prefixlint]`, except `root`."""

    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    min_severity: Literal["error", "warning", "note"] = "note"
    pedantic: bool = False
    exclude: tuple[str, ...] = ()
    per_file_ignores: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    scope: Literal["file", "imports", "project"] = "project"
    requests: tuple[str | dict[str, Any], ...] = ()
    volatile: tuple[str, ...] = ()
    stable: tuple[str, ...] = ()
    rules: dict[str, dict[str, Any]] = msgspec.field(default_factory=dict)
    tokenizer: Literal["auto", "estimate"] = "auto"
    traffic: Traffic = Traffic()
    prices: str = ""
    root: str = ""

    @property
    def floor(self) -> Severity:
        """The lowest severity that is shown."""
        return Severity[self.min_severity.upper()]

    @property
    def request_names(self) -> tuple[str, ...]:
        """Dotted names of the user's own request calls, for the sieve."""
        names: list[str] = []
        for row in self.requests:
            if isinstance(row, str):
                names.append(row)
            else:
                for key in ("name", "names", "functions", "shapes", "methods"):
                    value = row.get(key, ())
                    names.extend([value] if isinstance(value, str) else map(str, value))
        return tuple(names)

    def states(self) -> bool:
        """Whether the user says how often anything is called."""
        return self.traffic.calls_per_day is not None or bool(self.traffic.sites)

    def fits(self, pattern: str, path: str) -> bool:
        """Whether a git-ignore `pattern` fits `path`."""
        return _matches((pattern,), self.root, path)

    def keeps(self, finding: Finding) -> bool:
        """Whether the user wants to see `finding`: selected, severe and certain enough, not ignored for its file."""
        if finding.severity < self.floor:
            return False
        if finding.confidence is Confidence.POSSIBLE and not self.pedantic:
            return False
        return self.wants(finding.code, finding.name) and not self.ignores_in(finding)

    def wants(self, code: str, name: str) -> bool:
        """Whether `select` and `ignore` leave a rule on: the longer match wins, `ignore` wins a tie."""
        ignored = _longest(self.ignore, code, name)
        if code == UNREADABLE:
            return ignored < len(code)
        selected = _longest(self.select, code, name) if self.select else 0
        selected = max(selected, _longest(self.extend_select, code, name))
        return selected >= 0 and selected > ignored

    def asks_for(self, code: str, name: str) -> bool:
        """Whether a rule that is off by default is asked for: by its code, its name or a prefix that says more than
        "PFX"."""
        return _longest((*self.select, *self.extend_select), code, name) > _FAMILY

    def ignores_in(self, finding: Finding) -> bool:
        """Whether `per-file-ignores` hides `finding`."""
        return any(
            _longest(codes, finding.code, finding.name) >= 0 and _matches((pattern,), self.root, finding.place.path)
            for pattern, codes in self.per_file_ignores.items()
        )

    def excludes(self, path: str) -> bool:
        """Whether `exclude` matches `path`, a file or (with a slash at its end) a folder."""
        return bool(self.exclude) and _matches(self.exclude, self.root, path)


@dataclasses.dataclass(frozen=True)
class Configuration:
    """Settings with the origin of each key: a file, an option, or "default"."""

    settings: Settings
    origins: Mapping[str, str]
    file: str | None = None


def key_names() -> tuple[str, ...]:
    """All keys of `[tool.prefixlint]`, in the order in which they are documented."""
    return tuple(field.encode_name for field in msgspec.structs.fields(Settings) if field.name != "root")


def configuration(path: str, rules: Sequence[Rule], options: Mapping[str, object], where: str) -> Configuration:
    """What is in force for `path` (a file or folder): its nearest pyproject.toml, then `options` (by key), which come
    from `where`. Raises `ConfigError`."""
    folder = path if os.path.isdir(path) else os.path.dirname(path)
    file = nearest(os.path.abspath(folder))
    table, origins = (read(file), {}) if file else ({}, {})
    if file:
        _check(table, rules, f"{_shown(file)}: [tool.prefixlint] ")
        origins = dict.fromkeys(table, _shown(file))
    if "select" in options and "ignore" not in options:
        # What is asked for by hand must not be hidden by a file.
        table = {key: value for key, value in table.items() if key != "ignore"}
        origins.pop("ignore", None)
    _check(options, rules, f"{where}: ")
    merged = {**table, **options}
    origins.update(dict.fromkeys(options, where))
    root = os.path.dirname(file) if file else os.getcwd()
    settings = msgspec.convert({**merged, "root": root}, Settings)
    return Configuration(settings, {key: origins.get(key, DEFAULT) for key in key_names()}, file)


@functools.cache
def nearest(folder: str) -> str | None:
    """The nearest pyproject.toml at or above `folder` that has a `[tool.prefixlint]` table."""
    file = os.path.join(folder, FILE)
    if os.path.isfile(file):
        with open(file, "rb") as stream:
            if b"prefixlint" in stream.read() and read(file):
                return file
    parent = os.path.dirname(folder)
    return nearest(parent) if parent != folder else None


@functools.cache
def read(file: str) -> dict[str, Any]:
    """The `[tool.prefixlint]` table of `file`; empty if there is none."""
    try:
        with open(file, "rb") as stream:
            document = tomllib.load(stream)
    except OSError as error:
        raise ConfigError(f"{_shown(file)}: cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{_shown(file)}: no valid TOML: {' '.join(str(error).split())}") from None
    tool = document.get("tool", {})
    table = tool.get("prefixlint", {}) if isinstance(tool, dict) else {}
    if not isinstance(table, dict):
        raise ConfigError(f"{_shown(file)}: [tool.prefixlint] must be a table")
    return table


def enabled(settings: Settings, rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules that are on under `settings`, with their options applied. A pedantic rule is on with `pedantic`, or
    when its full code or name is selected; one that is off by default when it is asked for."""
    chosen: list[Rule] = []
    for rule in rules:
        about = rule.about
        chosen_by_hand = (*settings.select, *settings.extend_select)
        named = about.code in chosen_by_hand or about.name in chosen_by_hand
        if not settings.wants(about.code, about.name) or not (
            about.default or settings.asks_for(about.code, about.name)
        ):
            continue
        if not about.pedantic or settings.pedantic or named:
            given = settings.rules.get(about.name)
            chosen.append(_with_options(rule, given) if given else rule)
    return tuple(chosen)


def options_of(rule: Rule) -> dict[str, tuple[Any, Any]]:
    """The options of a rule in kebab case: type and value."""
    if not dataclasses.is_dataclass(rule):
        return {}
    types = typing.get_type_hints(type(rule))
    return {
        field.name.replace("_", "-"): (types[field.name], getattr(rule, field.name))
        for field in dataclasses.fields(rule)
    }


def find_rule(wanted: str, rules: Iterable[Rule]) -> Rule:
    """The rule with the code or name `wanted`. Raises `ConfigError` with a suggestion."""
    known = {key: rule for rule in rules for key in (rule.about.code, rule.about.name)}
    if wanted in known:
        return known[wanted]
    if wanted.upper() in known:
        return known[wanted.upper()]
    raise ConfigError(f"unknown rule {wanted!r}{suggest(wanted, known)}")


def suggest(wanted: str, known: Iterable[str]) -> str:
    """The end of an error message: the known word nearest to `wanted`, if any is near."""
    by_lower = {word.lower(): word for word in known}
    close = difflib.get_close_matches(wanted.lower(), by_lower, n=1, cutoff=0.6)
    return f"; did you mean {by_lower[close[0]]!r}?" if close else ""


def _with_options(rule: Rule, given: Mapping[str, Any]) -> Rule:
    """`rule` with checked options from a configuration."""
    types = options_of(rule)
    values = {
        key.replace("-", "_"): msgspec.convert(value, types[key.replace("_", "-")][0]) for key, value in given.items()
    }
    return typing.cast("Rule", dataclasses.replace(typing.cast(Any, rule), **values))


def _check(table: Mapping[str, object], rules: Sequence[Rule], where: str) -> None:
    """Raise `ConfigError` for the first unknown key, wrong type, unknown code or unknown option of a rule."""
    for key in table:
        if key not in key_names():
            raise ConfigError(f"{where}unknown key {key!r}{suggest(key, key_names())}")
    for key, value in table.items():
        try:
            msgspec.convert({key: value}, Settings)
        except msgspec.ValidationError as error:
            unknown = _unknown_field(value) if key == "traffic" else ""
            raise ConfigError(f"{where}{key}: {unknown or _reason(error)}") from None
    checked = msgspec.convert(dict(table), Settings)
    for row in checked.requests:
        found = mistake(row) if isinstance(row, dict) else None
        if found is not None:
            raise ConfigError(f"{where}requests: {found[0]}{suggest(*found[1:])}")
    _check_traffic(table, checked.traffic, where)
    abouts = [rule.about for rule in rules]
    for key in ("select", "extend-select", "ignore"):
        for code in getattr(checked, key.replace("-", "_")):
            _check_code(code, abouts, f"{where}{key}: ")
    for pattern, codes in checked.per_file_ignores.items():
        for code in codes:
            _check_code(code, abouts, f"{where}per-file-ignores: {pattern!r}: ")
    by_name = {rule.about.name: rule for rule in rules}
    for name, given in checked.rules.items():
        if name not in by_name:
            raise ConfigError(f"{where}rules: unknown rule {name!r}{suggest(name, by_name)}")
        known = options_of(by_name[name])
        for option, value in given.items():
            spelled = option.replace("_", "-")
            if spelled not in known:
                raise ConfigError(f"{where}rules.{name}: unknown option {option!r}{suggest(spelled, known)}")
            try:
                msgspec.convert(value, known[spelled][0])
            except msgspec.ValidationError as error:
                raise ConfigError(f"{where}rules.{name}.{option}: {_reason(error)}") from None


def _unknown_field(value: object) -> str:
    """What is wrong with the table `traffic` if that is a key which it does not have."""
    known = [field.encode_name for field in msgspec.structs.fields(Traffic)]
    wrong = next((key for key in value if key not in known), None) if isinstance(value, dict) else None
    return "" if wrong is None else f"unknown key {wrong!r}{suggest(wrong, known)}"


def prices_of(settings: Settings) -> Prices:
    """The prices under `settings`. Raises `ConfigError`."""
    from prefixlint.knowledge.prices import PriceError, Prices, read_file

    if not settings.prices:
        return Prices()
    path = shown(settings.prices, settings.root)
    try:
        return read_file(path)
    except PriceError as error:
        raise ConfigError(f"{_shown(path)}: {error}") from None


def _check_traffic(table: Mapping[str, object], traffic: Traffic, where: str) -> None:
    """Raise `ConfigError` unless what is said of the traffic can be."""
    stated = {"calls-per-day": traffic.calls_per_day, **{f"sites.{name!r}": one for name, one in traffic.sites.items()}}
    for key, value in stated.items():
        if value is not None and not 0 <= value < float("inf"):
            raise ConfigError(f"{where}traffic.{key}: must be a number of calls, not {value!r}")
    if traffic.model is not None and not traffic.model:
        raise ConfigError(f"{where}traffic.model: must name a model")


def _check_code(code: str, abouts: Sequence[About], where: str) -> None:
    """Raise `ConfigError` unless `code` is a prefix of a code or a name."""
    known = {about.code: about.name for about in abouts} | {UNREADABLE: UNREADABLE_NAME}
    if code in known.values() or (code and any(one.startswith(code) for one in known)):
        return
    raise ConfigError(f"{where}unknown code {code!r}{suggest(code, [*known, *known.values()])}")


def _longest(entries: Iterable[str], code: str, name: str) -> int:
    """The length of the longest entry that matches; a name counts as a whole code; -1 if none does."""
    return max(
        (len(code) if entry == name else len(entry) for entry in entries if entry == name or code.startswith(entry)),
        default=-1,
    )


def _matches(patterns: tuple[str, ...], root: str, path: str) -> bool:
    """Whether git-ignore `patterns`, relative to `root`, match `path`."""
    relative = os.path.relpath(os.path.abspath(path), root or os.getcwd())
    if relative == os.curdir or relative.startswith(os.pardir + os.sep):
        return False
    ending = "/" if path.endswith(("/", os.sep)) else ""
    return bool(_spec(patterns).match_file(relative.replace(os.sep, "/") + ending))


@functools.cache
def _spec(patterns: tuple[str, ...]) -> Any:
    """The compiled patterns; pathspec is imported only where there are some."""
    import pathspec

    return pathspec.GitIgnoreSpec.from_lines(patterns)


def _reason(error: msgspec.ValidationError) -> str:
    """What msgspec says, without its path notation."""
    text = str(error).split(" - at `")[0].replace("`", "")
    return text[:1].lower() + text[1:]


def _shown(file: str) -> str:
    """`file` relative to the working folder where that is shorter."""
    try:
        relative = os.path.relpath(file)
    except ValueError:  # another drive
        return file
    return relative if len(relative) < len(file) else file
