"""Builders that list rows."""

RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


def build_system_prompt(session, tables) -> str:
    branches = session.query(tables.Branch.name).all()
    names = ", ".join(branches)  # expect: PFX206
    return f"Branches: {names}\n{RULES}"


def get_system_prompt(session, tables) -> str:
    branches = session.query(tables.Branch.name).order_by(tables.Branch.name).all()
    names = ", ".join(branches)
    return f"Branches: {names}\n{RULES}"  # ok: PFX206
