"""Settings: where they come from, and one line for each mistake."""

from dataclasses import dataclass

import pytest

from prefixlint import config
from prefixlint.finding import Confidence, Finding, Place, Severity
from prefixlint.rule import About, RequestRule


@dataclass(frozen=True)
class Clock(RequestRule):
    about = About("PFX101", "clock-before-stable", "a clock", "0.1")
    min_tokens: int = 32


@dataclass(frozen=True)
class Query(RequestRule):
    about = About("PFX206", "query-order", "rows without order", "0.1", pedantic=True)


RULES = (Clock(), Query())


def _load(tmp_path, text, **options):
    config.nearest.cache_clear()
    config.read.cache_clear()
    (tmp_path / "pyproject.toml").write_text(text)
    return config.configuration(str(tmp_path), RULES, options, "command line")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("slect = []", "[tool.prefixlint] unknown key 'slect'; did you mean 'select'?"),
        ("min_severity = 'note'", "unknown key 'min_severity'; did you mean 'min-severity'?"),
        ("select = 'PFX101'", "select: expected `array`, got `str`".replace("`", "")),
        ("select = ['PFX101X']", "select: unknown code 'PFX101X'; did you mean 'PFX101'?"),
        ("ignore = ['clock-before-stabl']", "ignore: unknown code"),
        ("ignore = ['']", "ignore: unknown code ''"),
        ("pedantic = 1", "pedantic: expected bool, got int"),
        ("min-severity = 'high'", "min-severity: invalid enum value 'high'"),
        ("per-file-ignores = {'tests/' = ['X']}", "per-file-ignores: 'tests/': unknown code 'X'"),
        ("rules.clock-before-stabl.min-tokens = 1", "rules: unknown rule 'clock-before-stabl'; did you mean"),
        ("rules.clock-before-stable.min-token = 1", "unknown option 'min-token'; did you mean 'min-tokens'?"),
        ("rules.clock-before-stable.min-tokens = 'x'", "rules.clock-before-stable.min-tokens: expected int, got str"),
        ("select = [", "no valid TOML"),
    ],
)
def test_a_mistake_is_one_line_with_file_and_key(tmp_path, text, line):
    with pytest.raises(config.ConfigError) as error:
        _load(tmp_path, f"[tool.prefixlint]\n{text}\n")
    assert "pyproject.toml: " in str(error.value)
    assert line in str(error.value)
    assert "\n" not in str(error.value)


def test_the_nearest_file_with_a_table_wins(tmp_path):
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "a" / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    (tmp_path / "pyproject.toml").write_text("[tool.prefixlint]\npedantic = true\n")
    found = config.configuration(str(inner / "app.py"), RULES, {}, "")
    assert found.settings.pedantic
    assert found.file == str(tmp_path / "pyproject.toml")


def test_options_override_the_file(tmp_path):
    found = _load(tmp_path, "[tool.prefixlint]\npedantic = true\nselect = ['PFX1']\n", pedantic=False)
    assert not found.settings.pedantic
    assert (found.origins["pedantic"], found.origins["ignore"]) == ("command line", "default")
    assert found.origins["select"].endswith("pyproject.toml")


def test_options_reach_the_rule(tmp_path):
    found = _load(tmp_path, "[tool.prefixlint.rules.clock-before-stable]\nmin-tokens = 7\n")
    (rule,) = config.enabled(found.settings, RULES)
    assert rule == Clock(min_tokens=7)


def test_pedantic_rules_are_off_until_asked_for():
    names = lambda **given: [rule.about.code for rule in config.enabled(config.Settings(**given), RULES)]  # noqa: E731
    assert names() == ["PFX101"]
    assert names(pedantic=True) == ["PFX101", "PFX206"]
    assert names(select=("PFX206",)) == ["PFX206"]
    assert names(select=("PFX2",)) == []


def test_rules_that_are_off_by_default_run_when_they_are_asked_for():
    class Advice(Clock):
        about = About("PFX901", "prefix-below-minimum", "too short", "0.1", default=False)

    names = lambda **given: [rule.about.code for rule in config.enabled(config.Settings(**given), (*RULES, Advice()))]  # noqa: E731
    assert names() == ["PFX101"]
    assert names(select=("PFX",), pedantic=True) == ["PFX101", "PFX206"]
    assert names(extend_select=("PFX9",)) == ["PFX101", "PFX901"]
    assert names(extend_select=("PFX206",)) == ["PFX101", "PFX206"]
    assert names(select=("prefix-below-minimum",)) == ["PFX901"]
    assert names(extend_select=("PFX9",), ignore=("PFX901",)) == ["PFX101"]


@pytest.mark.parametrize(
    ("select", "ignore", "on"),
    [
        ((), (), True),
        (("PFX1",), (), True),
        (("PFX2",), (), False),
        ((), ("PFX",), False),
        (("PFX101",), ("PFX1",), True),
        (("PFX1",), ("clock-before-stable",), False),
        (("PFX101",), ("PFX101",), False),
    ],
)
def test_the_longer_match_wins(select, ignore, on):
    assert config.Settings(select=select, ignore=ignore).wants("PFX101", "clock-before-stable") is on


def test_a_selection_does_not_hide_unreadable_files():
    assert config.Settings(select=("PFX101",)).wants("PFX000", "unreadable-source")
    assert config.Settings(ignore=("PFX",)).wants("PFX000", "unreadable-source")
    assert not config.Settings(ignore=("PFX000",)).wants("PFX000", "unreadable-source")


def test_what_is_shown():
    def finding(severity, confidence):
        return Finding("PFX101", "clock-before-stable", severity, confidence, "clock", Place("a.py", 1, 1, 1, 2), "m")

    likely_note = finding(Severity.NOTE, Confidence.LIKELY)
    possible = finding(Severity.ERROR, Confidence.POSSIBLE)
    assert config.Settings().keeps(likely_note)
    assert not config.Settings(min_severity="warning").keeps(likely_note)
    assert not config.Settings().keeps(possible)
    assert config.Settings(pedantic=True).keeps(possible)


def test_settings_can_be_sent_to_another_process():
    import pickle

    settings = config.Settings(requests=("app.ask", {"name": "app.tell"}), rules={"x": {"y": 1}})
    assert pickle.loads(pickle.dumps(settings)) == settings
    assert settings.request_names == ("app.ask", "app.tell")
