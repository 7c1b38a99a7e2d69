"""The documentation site is built without a warning and without a network, and holds together."""

from __future__ import annotations

import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

from docpages import DOCS

# A build that asks for anything outside fails here, also on a machine that has a network.
BUILD = """\
import socket, sys

def refuse(*_):
    raise OSError("the build of the site opened a connection")

socket.socket.connect = socket.getaddrinfo = refuse
from sphinx.cmd.build import main
sys.exit(main(sys.argv[1:]))
"""
# Where a built page names something that a browser fetches by itself.
FETCHED = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src"}


class Page(HTMLParser):
    """The ids, links and fetched addresses of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids |= {value for value in (given.get("id"), given.get("name")) if value}
        if tag == "a" and given.get("href"):
            self.links.append(str(given["href"]))
        if tag in FETCHED and given.get(FETCHED[tag]):
            self.fetched.append(str(given[FETCHED[tag]]))


def test_the_site(tmp_path: Path) -> None:
    out = tmp_path / "site"
    arguments = [
        "--fail-on-warning",
        "--keep-going",
        "--nitpicky",
        "--quiet",
        "-d",
        str(tmp_path / "trees"),
        str(DOCS),
        str(out),
    ]
    done = subprocess.run([sys.executable, "-c", BUILD, *arguments], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr

    sources = {path.relative_to(DOCS).with_suffix("") for path in DOCS.rglob("*.md") if "_build" not in path.parts}
    pages = {path: Page(path.read_text(encoding="utf-8")) for path in out.rglob("*.html")}
    assert {path.relative_to(out).with_suffix("") for path in pages} >= sources, (
        "every Markdown page is part of the site"
    )

    broken, foreign = [], []
    for path, page in pages.items():
        foreign += [f"{path.name}: {one}" for one in page.fetched if "//" in one]
        for link in [*page.links, *page.fetched]:
            target, _, anchor = unquote(link).partition("#")
            target = target.partition("?")[0]
            if ":" in target or target.startswith("//"):
                continue
            held = (path.parent / target).resolve() if target else path
            if not held.exists() or (anchor and held in pages and anchor not in pages[held].ids):
                broken.append(f"{path.relative_to(out)}: {link}")
    assert foreign == [], "a page fetches nothing from elsewhere"
    assert broken == []


def test_tables_of_contents_hold_every_page() -> None:
    """Sphinx warns of pages in no table of contents; this says that the captions name what exists."""
    namespace: dict[str, object] = {"__file__": str(DOCS / "conf.py")}
    exec(compile((DOCS / "conf.py").read_text(encoding="utf-8"), "conf.py", "exec"), namespace)
    listed = [page for pages in namespace["CONTENTS"].values() for page in pages]  # type: ignore[attr-defined]
    assert len(set(listed)) == len(listed)
    assert [page for page in listed if not (DOCS / f"{page}.md").exists()] == []
