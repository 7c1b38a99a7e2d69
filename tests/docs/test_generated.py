"""Pages and pictures that are written by programs are what these programs write today, and say what the tables say."""

from __future__ import annotations

import importlib.util
import re
import xml.etree.ElementTree as ElementTree

import pytest
from docpages import DOCS

from prefixlint.knowledge import load


def program(stem):
    """A generator of docs/, as a module."""
    spec = importlib.util.spec_from_file_location(stem, DOCS / f"{stem}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_pages_of_providers_are_current():
    assert program("generate_providers").stale() == [], "run make docs-pages"


def test_pictures_are_current():
    assert program("pictures").stale() == [], "run make docs-pages"


def test_every_provider_of_the_tables_has_a_page():
    known = {row["provider"] for row in load.read("caches")["cache"]} | {
        row["id"] for row in load.read("providers")["provider"]
    }
    assert {path.stem for path in (DOCS / "providers").glob("*.md")} == known | {"index"}


def test_a_page_shows_each_row_of_the_table():
    page = (DOCS / "providers" / "anthropic.md").read_text(encoding="utf-8")
    shown = {}
    for models, figure in re.findall(r"^\| (`.*?) \| what is marked \| ([\d,]+)(?: to [\d,]+)? \|", page, re.MULTILINE):
        shown |= {model: int(figure.replace(",", "")) for model in re.findall(r"`([^`]+)`", models)}
    wanted = {
        model: row["minimum"]
        for row in load.read("caches")["cache"]
        if row["provider"] == "anthropic"
        for model in row.get("models", ())
    }
    assert shown == wanted


def test_keys_of_sources_are_spelt_out():
    for path in (DOCS / "providers").glob("*.md"):
        text = path.read_text(encoding="utf-8")
        assert "providers.md " not in text, path.name
        if path.stem != "index":
            assert "; as of: " in text, path.name


@pytest.mark.parametrize("path", sorted((DOCS / "pictures").glob("*.svg")), ids=lambda path: path.stem)
def test_pictures_stand_alone_and_stay_inside(path):
    picture = ElementTree.parse(path).getroot()
    text = path.read_text(encoding="utf-8")
    assert "http" not in text.replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert "prefers-color-scheme: dark" in text
    space = "{http://www.w3.org/2000/svg}"
    width, height = float(picture.get("width", 0)), float(picture.get("height", 0))
    assert picture.findtext(f"{space}title")
    for one in picture.iter(f"{space}rect"):
        assert float(one.get("x", 0)) + float(one.get("width", 0)) <= width
        assert float(one.get("y", 0)) + float(one.get("height", 0)) <= height
    for one in picture.iter(f"{space}text"):
        # Somewhat more for each letter than fonts need that are likely.
        size = (6.6 if "small" in one.get("class", "") else 7.4) * len(one.text or "")
        start = {"start": 0.0, "middle": size / 2, "end": float(size)}[one.get("text-anchor", "start")]
        left = float(one.get("x", 0)) - start
        assert left >= 0 and left + size <= width + 4, one.text
        assert float(one.get("y", 0)) < height, one.text
