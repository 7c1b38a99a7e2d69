"""Builders that write a mapping down."""

import json

NAMES = {"north", "harbour", "market", "station"}
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


def build_system_prompt() -> str:
    table = {name: "9-18" for name in NAMES}
    return f"Hours: {json.dumps(table, sort_keys=True)}\n{RULES}"  # expect: PFX202


def get_system_prompt() -> str:
    table = {name: "9-18" for name in sorted(NAMES)}
    return f"Hours: {json.dumps(table)}\n{RULES}"  # ok: PFX202


def build_user_message(question: str) -> str:
    table = {name: "9-18" for name in NAMES}
    return f"{RULES}\n{question}\n{json.dumps(table)}"  # ok: PFX202
