"""Settings of the documentation site: `make docs` builds it into docs/_build.

The pages are plain Markdown that reads the same on a code host. What only the site needs is added here while it is built: the
tables of contents, and addresses for links to files that are no part of it. Nothing is fetched.
"""

from __future__ import annotations

import posixpath
import re
import sys
from pathlib import Path

from sphinx.application import Sphinx

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "linter"))

from prefixlint import __version__  # noqa: E402

project = "prefixlint"
author = "the prefixlint authors"
version = release = __version__
language = "en"

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = "prefixlint"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_favicon = "_static/icon.svg"
html_show_sphinx = False
html_show_copyright = False
html_copy_source = False
html_theme_options = {
    "sidebar_hide_name": False,
    "light_css_variables": {"color-brand-primary": "#0b6e4f", "color-brand-content": "#0b6e4f"},
    "dark_css_variables": {"color-brand-primary": "#5fd0a5", "color-brand-content": "#5fd0a5"},
}

REPOSITORY = "https://github.com/prefixlint/prefixlint/blob/main/"
CONTENTS = {
    "Begin": ["quickstart", "why", "examples/support_app/README"],
    "Use": [
        "configuration",
        "fixes",
        "maps-and-reports",
        "tokens",
        "editors",
        "ci",
        "flake8",
        "adopting",
        "lock",
        "json",
    ],
    "Look up": ["rules/index", "providers/index", "limits", "comparison", "benchmarks"],
    "Extend": ["rule-packs", "adding-a-rule", "engine"],
}
# In Markdown a link is `](target)`; in a fence it is none.
_FENCE = re.compile(r"^(```+).*?^\1`*\s*$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)(#[^)\s]*)?\)")


def contents(page: str) -> str:
    """The table of contents that belongs at the end of a page, for the sidebar only."""
    if page == "index":
        return "".join(_tree(pages, caption) for caption, pages in CONTENTS.items())
    if page in ("rules/index", "providers/index"):
        folder = Path(__file__).parent / Path(page).parent
        return _tree(sorted(path.stem for path in folder.glob("*.md") if path.stem != "index"))
    return ""


def _tree(pages: list[str], caption: str = "") -> str:
    head = f":caption: {caption}\n" if caption else ""
    return "\n\n```{toctree}\n:hidden:\n" + head + "\n" + "\n".join(pages) + "\n```\n"


def outside(page: str, text: str) -> str:
    """`text` with addresses for links to files that the site does not hold."""
    folder = posixpath.dirname(f"docs/{page}")

    def address(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(folder, match[1]))
        held = target.startswith("docs/") and target.endswith((".md", ".svg"))
        return match[0] if held else f"]({REPOSITORY}{target}{match[2] or ''})"

    done, end = [], 0
    for fence in _FENCE.finditer(text):
        done += [_LINK.sub(address, text[end : fence.start()]), fence.group()]
        end = fence.end()
    return "".join(done) + _LINK.sub(address, text[end:])


def _read(_: Sphinx, page: str, source: list[str]) -> None:
    source[0] = outside(page, source[0]) + contents(page)


def setup(app: Sphinx) -> None:
    """Called by Sphinx."""
    app.connect("source-read", _read)
