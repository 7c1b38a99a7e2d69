"""A folder of pages that a program writes: which of them are not current, and writing those.

Knows: folders, `--check`. Must not know: what is on a page.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path


def stale(folder: Path, wanted: Mapping[str, str]) -> list[str]:
    """Names of pages that are missing, different or left over."""
    there = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
    return sorted(name for name in wanted.keys() | there.keys() if wanted.get(name) != there.get(name))


def main(folder: Path, wanted: Mapping[str, str], command: str) -> None:
    """Write the pages, or with `--check` say which ones `command` would write."""
    changed = stale(folder, wanted)
    if "--check" in sys.argv[1:]:
        sys.exit(f"not current, run {command}: {', '.join(changed)}" if changed else 0)
    folder.mkdir(exist_ok=True)
    for name in changed:
        if name in wanted:
            (folder / name).write_text(wanted[name], encoding="utf-8")
        else:
            (folder / name).unlink()
    print(f"{len(changed)} of {len(wanted)} pages written")
