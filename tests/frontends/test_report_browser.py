"""The page in a real browser: it is usable by keyboard alone, filters, escapes, and opens with thousands of requests.

Only collected where there is a browser (see conftest.py); test_report_page.py reads the same page everywhere.
"""

import time
from dataclasses import fields, is_dataclass, replace

import pytest
from browser import chromium, window
from clock_program import CLOCK

from prefixlint import config, project
from prefixlint.finding import Place
from prefixlint.picture import gather
from prefixlint.report import page
from prefixlint_rules import ALL

DEFAULT = tuple(rule for rule in ALL if rule.about.default)
NASTY = "</script><script>window.broken=1</script><!--<img src=x onerror=window.broken=1>\u2028\\ud800"
SHORT = (
    CLOCK.replace("def ask", "def brief").replace("datetime.now()", "datetime.now().date()").replace("{RULES}", "Hi!")
)
GOOD = CLOCK.replace("def ask", "def good").replace("{datetime.now()}", "soon")
ENTER, ESCAPE = "\ue007", "\ue00c"
TITLES = "return [...document.querySelectorAll('.site:not([hidden]) .name')].map((one) => one.textContent)"


def looked_at(name, source):
    (result,) = project.check([project.Job(name, config.Settings(), DEFAULT, data=source.encode(), maps=True)])
    return result


def moved(value, lines):
    """The same some lines below."""
    if isinstance(value, Place):
        return replace(value, line=value.line + lines, end_line=value.end_line + lines)
    if isinstance(value, tuple):
        return tuple(moved(one, lines) for one in value)
    if is_dataclass(value) and type(value).__name__ in ("RequestMap", "MapBlock", "Part", "Finding", "RequestInfo"):
        return type(value)(**{field.name: moved(getattr(value, field.name), lines) for field in fields(value)})
    return value


@pytest.fixture(scope="module")
def chrome(tmp_path_factory):
    with window(*chromium(), tmp_path_factory.mktemp("profile")) as found:
        yield found


@pytest.fixture
def opened(chrome, tmp_path):
    """A browser that shows three requests."""

    def shown(path, cell):
        return sources[path].split("\n")

    sources = {"app.py": CLOCK.replace("Rule 0:", NASTY), "brief.py": SHORT, "good.py": GOOD}
    results = [looked_at(name, source) for name, source in sources.items()]
    findings = [finding for result in results for finding in result.findings]
    sites = gather([one for result in results for one in result.maps], findings)
    target = tmp_path / "page.html"
    target.write_text(page.render(sites, findings, shown, "three", "1"), encoding="utf-8")
    chrome.open(target)
    return chrome


def test_the_dearest_first_and_nothing_to_complain_about(opened):
    assert opened.run(TITLES) == ["ask", "brief", "good"]
    assert opened.run("return document.getElementById('count').textContent") == "3 shown"
    assert opened.complaints() == []


def test_an_entry_opens_by_keyboard_and_shows_what_the_prompt_holds(opened):
    opened.keys("j", ENTER)
    opened.until("return document.querySelector('details[open] table')")
    assert opened.run("return document.activeElement.querySelector('.name').textContent") == "ask"
    text = opened.run("return document.querySelector('details[open]').textContent")
    assert "</script><script>window.broken=1</script><!--<img src=x onerror" in text
    assert opened.run("return window.broken === undefined && document.querySelectorAll('img').length") == 0
    assert opened.run("return document.querySelector('mark.culprit').textContent") == "datetime.now()"
    assert opened.complaints() == []


def test_moving_up_and_down(opened):
    focus = "return document.activeElement.querySelector('.name').textContent"
    found = []
    for key in ("j", "j", "j", "j", "k"):
        opened.keys(key)
        found.append(opened.run(focus))
    assert found == ["ask", "brief", "good", "good", "brief"]
    assert opened.run("return getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_searching_by_keyboard(opened):
    opened.keys("/", *"brief.py")
    opened.until("return document.getElementById('count').textContent === '1 of 3'")
    assert opened.run(TITLES) == ["brief"]
    opened.keys(ENTER)
    assert opened.run("return document.activeElement.querySelector('.name').textContent") == "brief"
    opened.keys("/", ESCAPE)
    opened.until("return document.getElementById('count').textContent === '3 shown'")
    opened.keys("/", *"no such thing")
    opened.until("return !document.getElementById('nothing').hidden")
    assert opened.run(TITLES) == []


@pytest.mark.parametrize(
    ("name", "value", "left"),
    [
        ("rule", "any", ["ask", "brief"]), ("rule", "PFX101", ["ask", "brief"]), ("severity", "error", ["ask"]),
        ("severity", "note", ["brief"]), ("file", "good.py", ["good"]),
    ],
)  # fmt: skip
def test_filters(opened, name, value, left):
    opened.run(
        f"const one = document.getElementById('{name}'); one.value = '{value}';"
        " one.dispatchEvent(new Event('input', {bubbles: true}))"
    )
    opened.until(f"return document.getElementById('count').textContent === '{len(left)} of 3'")
    assert opened.run(TITLES) == left


def test_dark_and_light(opened):
    colour = "return getComputedStyle(document.body).backgroundColor"
    before = opened.run(colour)
    opened.run("document.getElementById('theme').click()")
    after = opened.run(colour)
    assert before != after
    opened.run("document.getElementById('theme').click()")
    assert opened.run(colour) == before


def test_nothing_is_wider_than_a_small_window(opened):
    for width in (360, 800):
        opened._call("POST", "/window/rect", {"width": width, "height": 800})
        opened.run("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        opened.until("return document.querySelectorAll('table').length === 3")
        assert opened.run("return document.documentElement.scrollWidth <= innerWidth")


def test_thousands_of_requests(chrome, tmp_path):
    result = looked_at("app.py", CLOCK)
    copies = range(2000)
    maps = [moved(one, 1000 * at) for at in copies for one in result.maps]
    findings = [moved(one, 1000 * at) for at in copies for one in result.findings]
    sites = gather(maps, findings)
    assert len(sites) == 2000
    target = tmp_path / "many.html"
    target.write_text(page.render(sites, findings, lambda path, cell: CLOCK.split("\n"), "many", "1"))
    started = time.monotonic()
    chrome.open(target)
    chrome.until("return document.getElementById('count').textContent === '2000 shown'")
    assert time.monotonic() - started < 30, "seconds, on a machine that has much else to do"
    assert chrome.run("return [...document.querySelectorAll('.site')].filter((one) => one.offsetHeight).length") <= 200
    chrome.run("document.querySelector('.site:last-child').id && (location.hash = 'site-1999')")
    chrome.until("return document.querySelector('#site-1999 table')")
    assert chrome.run("return document.querySelector('#site-1999').offsetHeight") > 0
    assert chrome.complaints() == []
