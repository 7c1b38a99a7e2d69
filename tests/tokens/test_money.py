"""Money: from stated traffic only, by the price of the model, with what writing costs; and how figures are summed up."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from test_losses import chat

from prefixlint.finding import Confidence, Finding, Loss, Place, RequestInfo, Severity
from prefixlint.knowledge import load as tables
from prefixlint.knowledge.prices import Price, Prices
from prefixlint.report.loss import dollars, money_words
from prefixlint.report.summary import statistics
from prefixlint.traffic import Traffic, per_call, priced

Check = Callable[..., list[Finding]]
TRAFFIC = "[tool.prefixlint.traffic]\ncalls-per-day = 1000\n"


def cost(finding: Finding) -> float | None:
    assert finding.loss is not None
    return finding.loss.dollars_per_day


def test_no_traffic_no_money(check: Check) -> None:
    (finding,) = check(app=chat())
    assert cost(finding) is None


def test_a_day_at_the_stated_calls(check: Check) -> None:
    (finding,) = check(TRAFFIC, app=chat())
    assert finding.loss is not None and finding.loss.cached_after == 1280
    # Not cached $2.50, cached $1.25 for a million.
    assert cost(finding) == pytest.approx(1000 * 1280 * 1.25e-6)
    assert money_words(finding.loss) == "$1.60 per day at the stated 1,000 calls"


def test_what_is_written_each_time_costs_the_premium(check: Check) -> None:
    (finding,) = [one for one in check(TRAFFIC, app=chat("gpt-5.6")) if one.code == "PFX101"]
    loss = finding.loss
    assert loss is not None and loss.written
    assert cost(finding) == pytest.approx(1000 * loss.cached_after * (5 - 0.40) * 1e-6)


def test_sites_by_file_and_function(check: Check) -> None:
    sites = "[tool.prefixlint.traffic.sites]\n'one.py:ask' = 10\n'two.py' = 20\n'as?' = 30\n"
    found = check(TRAFFIC + sites, one=chat(), two=chat(), three=chat(), four=chat().replace("def ask", "def tell"))
    calls = {finding.place.path: finding.loss.calls_per_day for finding in found if finding.loss}
    assert calls == {"one.py": 10, "two.py": 20, "three.py": 30, "four.py": 1000}


def test_the_model_of_calls_that_name_none(check: Check) -> None:
    unnamed = chat().replace('model="gpt-4o"', "model=question")
    assert [cost(one) for one in check(TRAFFIC, app=unnamed)] == [None]
    (finding,) = check(TRAFFIC + "model = 'gpt-4o'\n", app=unnamed)
    assert cost(finding) is not None


def test_a_model_without_a_price_costs_nothing_that_we_know(check: Check) -> None:
    (finding,) = check(TRAFFIC, app=chat("gpt-5.7-nova"))
    assert cost(finding) is None


def test_a_file_of_prices_takes_precedence(check: Check, tmp_path: Path) -> None:
    prices = {
        "gpt-4o": {"input_cost_per_token": 1e-3, "cache_read_input_token_cost": 0, "mode": "chat"},
        "sample_spec": {"input_cost_per_token": "dollars"},
    }
    (tmp_path / "checked0").mkdir()
    (tmp_path / "checked0" / "prices.json").write_text(json.dumps(prices))
    (finding,) = check(f"prices = 'prices.json'\n{TRAFFIC}", app=chat())
    assert cost(finding) == pytest.approx(1000 * 1280 * 1e-3)


@pytest.mark.parametrize(
    ("provider", "model", "sent", "read", "written"),
    [
        ("openai", "gpt-5.2-2025-12-11", 1.75, 0.175, 1.75),
        ("openai", "ft:gpt-4o-mini:shop::abc", 0.15, 0.075, 0.15),
        ("anthropic", "claude-sonnet-4-5-20250929", 3, 0.30, 3.75),
        ("openrouter", "anthropic/claude-haiku-4.5", 1, 0.10, 1.25),
        (None, "gemini/gemini-2.5-pro", 1.25, 0.125, 1.25),
        ("openai", "gpt-5.5-pro", 30, 30, 30),  # nothing off for what is read
    ],
)
def test_prices_by_any_spelling(provider: str | None, model: str, sent: float, read: float, written: float) -> None:
    price = Prices().of(provider, model)
    assert price is not None
    assert [price.input * 1e6, price.read * 1e6, price.write * 1e6] == pytest.approx([sent, read, written])


@pytest.mark.parametrize(("provider", "model"), [("azure", "gpt-4o"), ("openai", "gpt-5.2-mini"), ("openai", None)])
def test_no_price_is_guessed(provider: str | None, model: str | None) -> None:
    assert Prices().of(provider, model) is None


def test_rows_have_a_source_and_a_day_and_make_sense() -> None:
    for row in tables.read("prices")["price"]:
        assert row["source"] and row["date"].count("-") == 2
        assert 0 < row.get("read", row["input"]) <= row["input"] <= row.get("write", row["input"])


PRICE = Price(4e-6, 1e-6, 5e-6)
LOST = Loss(1, 1, True, 0, 1024, 1400, 1500, cached_today=128, cached_after=1408)


def test_the_arithmetic() -> None:
    assert per_call(LOST, PRICE) == pytest.approx(3e-6 * 1280)
    assert per_call(replace(LOST, written=True), PRICE) == pytest.approx(4e-6 * 1280)
    assert per_call(LOST, Price(1e-6, 1e-6, 1e-6)) == 0


def finding(line: int, loss: Loss | None, code: str = "PFX101") -> Finding:
    place = Place("app.py", line, 1, line, 9)
    request = RequestInfo(Place("app.py", line // 10, 1, line, 2), "openai", "chat", "gpt-4o", "ask")
    return Finding(code, "some-rule", Severity.WARNING, Confidence.CERTAIN, "clock", place, "m", request, (), loss)


@pytest.mark.parametrize("per", ["day", "process", "host"])
def test_what_is_lost_once_a_day_is_not_summed_up(per: str) -> None:
    traffic = Traffic(calls_per_day=1000)
    assert cost(priced(finding(10, replace(LOST, per=per)), traffic, Prices(), lambda *_: False)) is None
    user = priced(finding(10, replace(LOST, per="user")), traffic, Prices(), lambda *_: False)
    assert user.loss is not None and money_words(user.loss).startswith("up to $")


def test_a_token_of_a_request_is_lost_once() -> None:
    first = replace(LOST, dollars_per_day=2.0, calls_per_day=9.0)
    second = replace(LOST, tokens=700, dollars_per_day=1.5, calls_per_day=9.0, exact=False)
    other = replace(LOST, tokens=50, dollars_per_day=0.25, calls_per_day=9.0)
    said = statistics(
        [finding(10, first), finding(12, second), finding(20, other, "PFX104"), finding(30, None, "PFX602")]
    )
    assert said.splitlines() == [
        "     2  PFX101  some-rule  about 2,100 tokens, $3.50 per day",
        "     1  PFX104  some-rule  50 tokens, $0.25 per day",
        "     1  PFX602  some-rule",
        "",
        "Lost at each request:",
        "  1,400 tokens, $2.00 per day  app.py:1 ask gpt-4o",
        "  50 tokens, $0.25 per day     app.py:2 ask gpt-4o",
        "",
        "In all $2.25 per day at the stated calls.",
    ]


@pytest.mark.parametrize(("amount", "said"), [(1234.5, "$1,234"), (12.3, "$12.30"), (0, "$0.00"), (0.00421, "$0.0042")])
def test_amounts(amount: float, said: str) -> None:
    assert dollars(amount) == said


@pytest.mark.parametrize(
    ("settings", "files", "said"),
    [
        ("[tool.prefixlint.traffic]\ncalls-per-dya = 3", {}, "traffic: unknown key 'calls-per-dya'; did you mean 'calls-per-day'?"),
        ("[tool.prefixlint.traffic]\ncalls-per-day = -3", {}, "traffic.calls-per-day: must be a number of calls, not -3.0"),
        ("[tool.prefixlint.traffic]\ncalls-per-day = 'many'", {}, "traffic: expected float | null, got str"),
        ("[tool.prefixlint.traffic.sites]\n'app.py' = inf", {}, "traffic.sites.'app.py': must be a number of calls, not inf"),
        ("[tool.prefixlint]\ntraffic = 3", {}, "traffic: expected object, got int"),
        ("[tool.prefixlint]\nprices = 'none.json'", {}, "none.json: cannot be read: No such file or directory"),
        ("[tool.prefixlint]\nprices = 'p.json'", {"p.json": "{"}, "p.json: no valid JSON: "),
        ("[tool.prefixlint]\nprices = 'p.json'", {"p.json": "[]"}, "p.json: must be an object of models"),
        ("[tool.prefixlint]\nprices = 'p.json'", {"p.json": '{"m": 3}'}, "p.json: 'm' must be an object"),
        ("[tool.prefixlint]\nprices = 'p.json'", {"p.json": '{"m": {"input_cost_per_token": "3"}}'}, "p.json: 'm': input_cost_per_token must be a number of dollars, not '3'"),
    ],
)  # fmt: skip
def test_mistakes_are_one_line(
    prefixlint: Callable[..., subprocess.CompletedProcess[str]],
    tmp_path: Path,
    settings: str,
    files: dict[str, str],
    said: str,
) -> None:
    for name, text in {"pyproject.toml": settings, "app.py": chat(), **files}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    result = prefixlint("check", "app.py")
    assert (result.returncode, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith("prefixlint: error: ") and said in line
