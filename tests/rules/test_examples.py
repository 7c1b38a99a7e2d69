"""The examples in the rules' own files: `bad` reports this code and no other, `good` reports nothing at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from prefixlint.config import Settings
from prefixlint.lint import lint_text
from prefixlint.rule import Example, Rule
from prefixlint_rules import ALL

CASES = [(rule, example) for rule in ALL for example in rule.examples]
IDS = [f"{rule.about.code}-{example.title}" for rule, example in CASES]


def reported(source: str, rule: Rule) -> list[str]:
    """The findings of `source` as "code line: message", at any severity, of `rule` and those that are on by default."""
    compile(source, "example.py", "exec")
    rules = [one for one in ALL if one.about.default or one is rule]
    result = lint_text("example.py", source.encode(), Settings(), rules)
    return [f"{one.code} {one.place.line}: {one.message}" for one in result.findings]


@pytest.mark.parametrize(("rule", "example"), CASES, ids=IDS)
def test_bad_reports_this_code_only(rule: Rule, example: Example) -> None:
    found = reported(example.bad, rule)
    assert {line.partition(" ")[0] for line in found} == {rule.about.code}, found


@pytest.mark.parametrize(("rule", "example"), CASES, ids=IDS)
def test_good_reports_nothing(rule: Rule, example: Example) -> None:
    assert reported(example.good, rule) == []


def test_every_rule_file_is_registered() -> None:
    files = {path.stem for path in Path(__file__).parents[2].glob("rules/prefixlint_rules/[a-z]*.py")}
    assert {rule.about.name.replace("-", "_") for rule in ALL} == files


def test_codes_and_names_are_unique_and_in_order() -> None:
    codes = [rule.about.code for rule in ALL]
    assert codes == sorted(set(codes))
    assert len({rule.about.name for rule in ALL}) == len(ALL)


@pytest.mark.parametrize("rule", ALL, ids=[rule.about.code for rule in ALL])
def test_texts_are_sentences(rule: Rule) -> None:
    assert not rule.about.summary.endswith(".")
    for text in (rule.why, rule.advice, *filter(None, [rule.when_not])):
        assert text[0].isupper() or text[0] == "`"
        assert text.endswith(".")
        assert "\n\n" not in text
    assert rule.examples or rule.about.code == "PFX000"
