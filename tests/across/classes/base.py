from dataclasses import dataclass
from enum import Enum

RULES = "Answer politely, cite the handbook, never promise a date, and keep it short. " * 90


class Tone(str, Enum):
    SHORT = "Be short."
    LONG = "Be thorough."


@dataclass
class Settings:
    shop: str = "Corner Store"
    tone: Tone = Tone.SHORT


class Agent:
    intro = "You help the customers of a shop."

    def __init__(self, username: str) -> None:
        self.username = username
        self.settings = Settings()

    def system_prompt(self) -> str:
        return f"{self.intro} {self.settings.tone.value} {self.settings.shop}\n{RULES}"  # ok: PFX103

    def for_user(self) -> str:
        return f"You talk to {self.username}.\n{self.system_prompt()}"  # expect: PFX103
