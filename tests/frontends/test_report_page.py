"""The page of `report --html`: what is in it, that nothing in it can break out, and how it is written."""

import base64
import hashlib
import html.parser
import json
import os
import re

import pytest
from clock_program import CLOCK, CLOCK_LINE

NASTY = "</script><script>alert(1)</script><!--<b onclick=x>&amp;\u2028\u2029\u202e'\\\"\\ud800 {{ 7*7 }}{% raw %}"


class Page(html.parser.HTMLParser):
    """The elements of a page with their attributes, and the text inside each kind."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements, self.texts, self._open = [], {}, []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self._open.append(tag)

    def handle_endtag(self, tag):
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data):
        if self._open:
            self.texts.setdefault(self._open[-1], []).append(data)

    def all(self, tag):
        return [attrs for name, attrs in self.elements if name == tag]

    @property
    def data(self):
        return json.loads(self.texts["script"][0])


@pytest.fixture
def page(inside, tmp_path):
    """The page for some files."""

    def made(*arguments, **files):
        for name, text in files.items():
            (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
        result = inside("report", "--html", "out.html", *arguments)
        assert (result.returncode, result.stderr) == (0, "")
        return (tmp_path / "out.html").read_text(encoding="utf-8")

    return made


def test_a_line_says_what_was_written(inside, tmp_path, clock):
    (tmp_path / "app.py").write_text(clock)
    result = inside("report", "--html", "out.html")
    assert (result.returncode, result.stderr) == (0, "")
    words = r"out\.html: 1 request, 1 with findings, about [\d,]+ tokens lost by one call of each of 1, \d+ kB\n"
    assert re.fullmatch(words, result.stdout)
    assert sorted(os.listdir(tmp_path)) == ["app.py", "out.html"]


def test_standard_output(inside, tmp_path, clock):
    (tmp_path / "app.py").write_text(clock)
    result = inside("report", "--html", "-", "app.py")
    assert result.returncode == 0
    assert result.stdout.startswith("<!doctype html>\n")
    assert result.stderr.startswith("standard output: 1 request, ")
    assert os.listdir(tmp_path) == ["app.py"]


def test_a_site_with_its_bar_its_blocks_its_findings_and_its_source(page):
    found = Page(page(app=CLOCK))
    (site,) = found.data
    assert [one["code"] for one in site["findings"]] == ["PFX101"]
    assert site["findings"][0]["place"] == f"line {CLOCK_LINE}"
    assert [row[1:5:2] for row in site["rows"]] == [
        ["system", ""],
        ["", "same"],
        ["", "changes"],
        ["", "lost"],
        ["user", "changes"],
    ]
    assert [one["file"] for one in site["source"]] == ["app.py"]
    marked = [run for number, runs in site["source"][0]["lines"] if number == CLOCK_LINE for run in runs if run[1]]
    assert ["datetime.now()", "culprit"] in marked
    bars = [attrs["class"] for attrs in found.all("svg") if attrs.get("role") == "img"]
    assert bars == ["bar", "bar after"]
    widths = [float(attrs["width"].rstrip("%")) for attrs in found.all("rect") if "x" in attrs]
    assert sum(widths) == pytest.approx(200, abs=0.1), "two bars"
    assert re.fullmatch(r"2,\d{3}", "".join(found.texts["b"]).strip())
    assert any("to the end of the newest user message" in text for text in found.texts["span"])


def test_nothing_is_loaded_from_elsewhere(page):
    text = page(app=CLOCK)
    found = Page(text)
    assert not [
        name for name, _ in found.elements if name in ("iframe", "img", "object", "embed", "base", "audio", "video")
    ]
    assert [attrs["href"].partition(":")[0] for attrs in found.all("link")] == ["data"]
    assert not [attrs for _, attrs in found.elements if "src" in attrs or "srcset" in attrs]
    assert "@import" not in text
    assert re.findall(r"url\((?!#)", text) == []


def test_the_policy_allows_our_script_and_style_alone(page):
    text = page(app=CLOCK)
    (policy,) = (a["content"] for a in Page(text).all("meta") if a.get("http-equiv") == "Content-Security-Policy")
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))

    def hashed(pattern):
        (inside,) = re.findall(pattern, text, re.DOTALL)
        return f"'sha256-{base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()}'"

    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == hashed(r"<script>(.*?)</script>")
    assert rules["style-src"] == hashed(r"<style>(.*?)</style>")
    assert "unsafe" not in policy
    assert not [attrs for _, attrs in Page(text).elements if any(name.startswith("on") for name in attrs)]
    assert not [attrs for _, attrs in Page(text).elements if "style" in attrs], "the policy forbids it"


def test_whatever_a_prompt_holds_stays_text(page):
    plain = page(app=CLOCK)
    source = CLOCK.replace("Rule 0:", NASTY).replace(
        "datetime.now()", "datetime.now().strftime('%H:%M:%S</script><b>{}')"
    )
    text = page(app=source)
    found, before = Page(text), Page(plain)
    assert [name for name, _ in found.elements] == [name for name, _ in before.elements], "no element comes from source"
    assert text.count("<script") == 2
    assert text.count("</script") == 2
    assert "<!--" not in text
    assert "\u2028" not in text
    assert "\u202e" not in text
    (site,) = found.data
    shown = json.dumps(site, ensure_ascii=False)
    assert "</script><script>alert(1)</script><!--<b onclick=x>&amp;" in shown
    assert "{{ 7*7 }}{% raw %}" in shown
    assert "\u202e" not in shown


@pytest.mark.parametrize("name", ["<b>&'\" {{x}}", "a`b`c"])
def test_names_of_files_stay_text(page, name):
    found = Page(page(**{name: CLOCK}))
    assert "b" not in {tag for tag, attrs in found.elements if tag == "b" and "class" in attrs}
    assert [site["path"] for site in found.data] == [f"{name}.py"]
    assert f"{name}.py:209" in found.texts["bdi"]
    assert f"{name}.py" in [attrs.get("value") for attrs in found.all("option")]


def test_a_project_without_requests(page):
    found = Page(page(app="print('hello')\n"))
    assert found.data == []
    assert any("No request and no prompt was found" in text for text in found.texts["p"])


def test_files_that_cannot_be_read_are_named(inside, tmp_path, clock):
    (tmp_path / "app.py").write_text(clock)
    (tmp_path / "bad.py").write_bytes(b"# coding: utf-8\nopenai.chat.completions.create(messages='\xff')\n")
    result = inside("report", "--html", "out.html")
    assert result.returncode == 2
    assert result.stderr.startswith("prefixlint: error: bad.py:2:")
    found = Page((tmp_path / "out.html").read_text(encoding="utf-8"))
    assert len(found.data) == 1
    assert any("PFX000" in text for text in found.texts["span"])


def test_rules_can_be_chosen(page):
    assert [one["findings"] for one in Page(page("--ignore", "PFX1", app=CLOCK)).data] == [[]]


def test_filters_offer_what_there_is(page):
    found = Page(page(app=CLOCK, other=CLOCK))
    values = [attrs["value"] for attrs in found.all("option")]
    assert values == ["", "any", "PFX101", "", "error", "warning", "note", "", "app.py", "other.py"]
    labelled = {attrs["id"] for attrs in found.all("input") + found.all("select")}
    assert labelled == {"text", "rule", "severity", "file"}
    assert len(found.all("label")) == 4


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("none/out.html", "none/out.html: cannot write: no such folder as none"),
        ("folder", "folder: cannot write: is a folder"),
    ],
)
def test_where_nothing_can_be_written(inside, tmp_path, clock, target, message):
    (tmp_path / "app.py").write_text(clock)
    (tmp_path / "folder").mkdir()
    result = inside("report", "--html", target)
    assert (result.returncode, result.stdout, result.stderr) == (2, "", f"prefixlint: error: {message}\n")
    assert sorted(os.listdir(tmp_path)) == ["app.py", "folder"]


def test_a_page_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    from prefixlint.commands import report
    from prefixlint.config import ConfigError

    target = tmp_path / "out.html"
    target.write_text("before")
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(ConfigError, match="cannot write: No space left on device"):
        report.write(str(target), b"after")
    assert [path.name for path in tmp_path.iterdir()] == ["out.html"]
    assert target.read_text() == "before"


def test_a_path_that_is_not_there(inside, tmp_path):
    result = inside("report", "--html", "out.html", "nowhere")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == "prefixlint: error: nowhere: no such file or folder\n"
    assert os.listdir(tmp_path) == []


def test_folders_of_a_machine_are_not_shown(inside, tmp_path, clock):
    (tmp_path / "app.py").write_text(clock)
    text = inside("report", "--html", "-", str(tmp_path)).stdout
    shown = Page(text)
    assert f"{tmp_path.name}/app.py:209" in shown.texts["bdi"]
    assert str(tmp_path) not in "".join(shown.texts["bdi"] + shown.texts["span"] + shown.texts["option"])


def test_the_same_project_gives_the_same_page(page):
    assert page(app=CLOCK) == page(app=CLOCK)
