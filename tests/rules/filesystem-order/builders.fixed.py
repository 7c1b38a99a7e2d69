"""Builders that read a folder."""

from pathlib import Path

RULES = "Use the skills above, name the one you use, and ask when none of them fits the request. " * 60


def load_skills(folder: Path) -> str:
    parts = []
    for path in sorted(folder.iterdir()):  # expect: PFX203
        parts.append(path.read_text())
    return "\n".join(parts)


def get_system_prompt() -> str:
    return load_skills(Path("skills")) + "\n" + RULES


def load_in_order(folder: Path) -> str:
    return "\n".join(path.read_text() for path in sorted(folder.iterdir()))  # ok: PFX203


def get_sorted_system_prompt() -> str:
    return load_in_order(Path("skills")) + "\n" + RULES
