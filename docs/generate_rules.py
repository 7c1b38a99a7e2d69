"""Writes docs/rules/*.md from the rules themselves. With --check, only says which pages are not current.

Run by `make docs-rules`; a test checks that the pages are current.
"""

from __future__ import annotations

from pathlib import Path

import written_pages
from prefixlint import explain
from prefixlint_rules import ALL

FOLDER = Path(__file__).parent / "rules"


def pages() -> dict[str, str]:
    """File name to content, for all pages."""
    index = ["# Rules", ""]
    index += ["| code | name | what it finds |", "|---|---|---|"]
    for rule in ALL:
        about = rule.about
        off = " (with `--pedantic`)" if about.pedantic else "" if about.default else " (off by default)"
        index.append(f"| [{about.code}]({about.code}.md) | `{about.name}` | {about.summary}{off} |")
    found = {"index.md": "\n".join(index) + "\n"}
    for rule in ALL:
        found[f"{rule.about.code}.md"] = explain.page(rule)
    return found


def stale() -> list[str]:
    """Names of pages that are missing, different or left over."""
    return written_pages.stale(FOLDER, pages())


if __name__ == "__main__":
    written_pages.main(FOLDER, pages(), "make docs-rules")
