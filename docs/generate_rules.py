"""Writes docs/rules/*.md from the rules themselves. With --check, only says which pages are not current.

Run by `make docs-rules`; a test checks that the pages are current.
"""

from __future__ import annotations

import sys
from pathlib import Path

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
    wanted = pages()
    there = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    return sorted(name for name in wanted.keys() | there.keys() if wanted.get(name) != there.get(name))


def main() -> None:
    """Write the pages, or check them."""
    changed = stale()
    if "--check" in sys.argv[1:]:
        sys.exit(f"not current, run make docs-rules: {', '.join(changed)}" if changed else 0)
    wanted = pages()
    FOLDER.mkdir(exist_ok=True)
    for name in changed:
        if name in wanted:
            (FOLDER / name).write_text(wanted[name], encoding="utf-8")
        else:
            (FOLDER / name).unlink()
    print(f"{len(changed)} of {len(wanted)} pages written")


if __name__ == "__main__":
    main()
