"""Samples of how prompts are sent or held, one file for an SDK or a family of them.

The comments `# expect:` and `# ok:` are those of the rules' samples. A comment

    # request: PROVIDER API MODEL

says that on this line a request begins which is understood as just that (`None` for what cannot be known).
"""

from __future__ import annotations

import importlib.util
import re
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from prefixlint import lint
from prefixlint.config import Settings
from prefixlint.finding import Finding
from prefixlint.knowledge.load import knowledge
from prefixlint.requests.model import Request
from prefixlint.requests.send import Sending
from prefixlint.syntax import sieve
from prefixlint_rules import ALL

HERE = Path(__file__).parent
SAMPLES = sorted(path.name for path in HERE.glob("*.py") if path.name != Path(__file__).name)
REQUEST = re.compile(r"# request: (\S+) (\S+) (\S+)")
SEEN: set[str] = set()  # surfaces that some sample has used


def _rules_samples() -> ModuleType:
    """The reader of expectations, shared with the rules' samples."""
    spec = importlib.util.spec_from_file_location("rules_samples", HERE.parent / "rules" / "test_samples.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


MARKS = _rules_samples()


@cache
def analysed(sample: str) -> tuple[list[Finding], list[tuple[int, Request]]]:
    """The findings and the requests (with their lines) of a sample."""
    source = (HERE / sample).read_bytes()
    settings = Settings()
    original = Sending.request

    def noted(self: Sending) -> Request | None:
        SEEN.add(self.surface.id)
        return original(self)

    Sending.request = noted  # type: ignore[method-assign]
    try:
        unit = lint.read(sample, source.decode(), settings)
        requests = lint.requests_of(unit, settings)
    finally:
        Sending.request = original  # type: ignore[method-assign]
    found = lint.lint_text(sample, source, settings, [rule for rule in ALL if rule.about.default])
    return list(found.findings), [(unit.tree.place(one.origin.node).line, one) for one in requests]


@pytest.mark.parametrize("sample", SAMPLES)
def test_findings(sample: str) -> None:
    source = (HERE / sample).read_text(encoding="utf-8")
    compile(source, sample, "exec")
    assert sieve.passes(source.encode()), "the sieve lets it through"
    expected = MARKS.marks(source)
    findings, _ = analysed(sample)
    shown = "\n".join(f"{one.place.line}:{one.place.column} {one.code} {one.message}" for one in findings)
    found = {(one.place.line, one.code) for one in findings}
    wanted = {(mark.line, mark.code) for mark in expected if mark.kind in ("expect", "todo-ok")}
    assert found == wanted, f"missing {sorted(wanted - found)}, too many {sorted(found - wanted)}; reported:\n{shown}"
    for mark in expected:
        if mark.kind == "expect" and mark.severity:
            severities = {str(one.severity.name).lower() for one in findings if one.place.line == mark.line}
            assert mark.severity in severities, shown


@pytest.mark.parametrize("sample", SAMPLES)
def test_requests(sample: str) -> None:
    lines = (HERE / sample).read_text(encoding="utf-8").splitlines()
    _, requests = analysed(sample)
    joined = {(line, str(one.provider), one.api, str(one.model)) for line, one in requests if one.joined}
    said = ((number, REQUEST.search(line)) for number, line in enumerate(lines, 1))
    wanted = {(number, *match.groups()) for number, match in said if match}
    assert wanted <= joined, f"missing {sorted(wanted - joined)}; understood:\n" + "\n".join(map(str, sorted(joined)))


def _rows(kind: str) -> list[dict[str, Any]]:
    return list(knowledge()._surfaces.get(kind, ()))


def test_every_request_is_exercised() -> None:
    for sample in SAMPLES:
        analysed(sample)
    missing = {row["id"] for row in _rows("request")} - SEEN
    assert missing == set()


def test_every_constructor_is_exercised() -> None:
    for sample in SAMPLES:
        analysed(sample)
    missing = [row for row in _rows("constructor") if SEEN.isdisjoint((*row.get("names", ()), *row.get("bare", ())))]
    assert [(*row.get("names", ()), *row.get("bare", ()))[0] for row in missing] == []


@pytest.mark.parametrize(
    "kind", ["request", "client", "message", "constructor", "transport", "decorator", "injection", "part", "role"]
)
def test_every_row_says_where_it_is_from(kind: str) -> None:
    for row in _rows(kind):
        assert row["source"].strip()
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", row["date"])
