"""The flake8 plugin: one file at a time, from the lines that flake8 has read.

Knows: flake8's plugin protocol and its options. Must not know: how anything is found. Imports nothing beyond the
standard library and the sieve until a file passes it: on other files the plugin costs nothing.
"""

from __future__ import annotations

import io
import os
import tokenize
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from prefixlint import __version__
from prefixlint.syntax.sieve import passes

if TYPE_CHECKING:
    import ast

    from prefixlint.finding import Finding, Place

PREFIX = "prefixlint_"


_KEYS = ("select", "extend_select", "ignore", "min_severity", "pedantic")


class Plugin:
    """What flake8 calls for each file that it can parse."""

    name = "prefixlint"
    version = __version__
    options: ClassVar[dict[str, Any]] = {}  # keys of [tool.prefixlint] to what was given to flake8

    def __init__(self, tree: ast.AST, lines: Sequence[str], filename: str) -> None:
        self._lines = lines
        self._path = filename

    @classmethod
    def add_options(cls, parser: Any) -> None:
        """Register our options; each overrides the key of the same name in [tool.prefixlint]."""
        add = parser.add_option
        codes: dict[str, Any] = {"comma_separated_list": True, "parse_from_config": True, "metavar": "CODES"}
        add("--prefixlint-select", help="Only these PFX codes, prefixes or rule names.", **codes)
        add("--prefixlint-extend-select", help="These PFX codes, prefixes or rule names as well.", **codes)
        add("--prefixlint-ignore", help="All PFX codes or rule names but these.", **codes)
        add(
            "--prefixlint-min-severity",
            metavar="SEVERITY",
            parse_from_config=True,
            help="Hide what is below: error, warning or note.",
        )
        add(
            "--prefixlint-pedantic",
            action="store_true",
            default=None,
            parse_from_config=True,
            help="Also show what is merely possible.",
        )

    @classmethod
    def parse_options(cls, options: Any) -> None:
        """Keep what was given; it is checked when a file passes the sieve."""
        given = {key: getattr(options, PREFIX + key) for key in _KEYS}
        cls.options = {key.replace("_", "-"): value for key, value in given.items() if value is not None}

    def run(self) -> Iterator[tuple[int, int, str, type[Plugin]]]:
        """Findings as flake8 wants them: line, 0-based column, message with its code, and who says so."""
        data = _encode(self._lines)
        if not passes(data) and not _own_requests(self._path):
            return
        from flake8.exceptions import ExecutionError

        from prefixlint.config import ConfigError

        try:
            findings = _check(self._path, data, self.options)
        except ConfigError as error:
            raise ExecutionError(f"prefixlint: {error}") from None
        for finding in findings:
            place, where = _in_file(finding, self._path)
            yield place.line, place.column - 1, f"{finding.code} {where}{finding.message}", Plugin


class Pack:
    """What a rule pack registers with flake8 under the prefix of its codes. flake8 shows only codes whose prefix a plugin
    has registered; the rules themselves are run by `Plugin`, so there is nothing to do here."""

    name = "prefixlint-pack"
    version = __version__

    def __init__(self, tree: ast.AST) -> None:
        pass

    def run(self) -> Iterator[tuple[int, int, str, type[Pack]]]:
        """Nothing."""
        return iter(())


def _in_file(finding: Finding, path: str) -> tuple[Place, str]:
    """Where to report in the file at hand, since flake8 knows no other, and what to say in front of the message: for a
    culprit in a text file the first line of Python that leads to it."""
    place = finding.place
    if place.path == path or finding.request is None:
        return place, ""
    lines = [related.place for related in finding.related if related.place.path == path]
    return (lines or [finding.request.place])[0], f"{place.path}:{place.line}:{place.column}: "


def _check(path: str, data: bytes, options: dict[str, Any]) -> Sequence[Any]:
    """The findings of a file that passed the sieve. flake8 applies its own noqa comments, and never hands us a file
    that it cannot parse, so a PFX000 from here is no repetition of its E999."""
    import msgspec

    from prefixlint import config, jobs
    from prefixlint.packs import all_rules

    rules = all_rules()
    found = config.configuration(path, rules, options, "flake8 option")
    settings = found.settings
    if settings.excludes(path):
        return ()
    if found.origins["scope"] == config.DEFAULT:
        settings = msgspec.structs.replace(settings, scope="imports")
    job = jobs.Job(path, settings, config.enabled(settings, rules), data, noqa=False)
    return jobs.check_job(job).findings


def _encode(lines: Sequence[str]) -> bytes:
    """The bytes of a file whose lines flake8 has decoded; in its encoding, because the cookie is still in them."""
    text = "".join(lines)
    if "coding" in "".join(lines[:2]):
        try:
            encoding, _ = tokenize.detect_encoding(io.BytesIO(text.encode()).readline)
            return text.encode(encoding)
        except (SyntaxError, UnicodeError, LookupError):
            pass
    return text.encode("utf-8", "surrogatepass")


def _own_requests(path: str) -> bool:
    """Whether the project names request calls of its own, so that the sieve must know them."""
    folder = os.path.dirname(os.path.abspath(path))
    if folder not in _with_requests:
        file = os.path.join(folder, "pyproject.toml")
        parent = os.path.dirname(folder)
        try:
            with open(file, "rb") as stream:
                text = stream.read()
        except OSError:
            text = b""
        if b"tool.prefixlint" in text:
            _with_requests[folder] = b"requests" in text
        else:
            _with_requests[folder] = parent != folder and _own_requests(folder)
    return _with_requests[folder]


_with_requests: dict[str, bool] = {}
