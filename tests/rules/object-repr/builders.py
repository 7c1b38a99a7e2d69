"""Builders that show an object."""

RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


class Desk:
    def __init__(self, name: str) -> None:
        self.name = name

    def get_system_prompt(self) -> str:
        return f"You work at {self}.\n{RULES}"  # expect: PFX205


class NamedDesk:
    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"the {self.name} desk"

    def get_system_prompt(self) -> str:
        return f"You work at {self}.\n{RULES}"  # ok: PFX205
