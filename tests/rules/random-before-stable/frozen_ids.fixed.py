"""An id that is made once per process or conversation."""

import uuid
from dataclasses import dataclass, field

from openai import OpenAI

RULES = "Extract the name, the date and the amount of each line and answer with nothing else. " * 60
INSTANCE = uuid.uuid4().hex
client = OpenAI()


def at_import(text: str):
    return client.responses.create(
        model="gpt-4.1",
        instructions=f"Instance {INSTANCE}\n{RULES}",  # expect: PFX102 note "in every process"
        input=text,
    )


class Chat:
    """One object per conversation."""

    def __init__(self, client: OpenAI) -> None:
        self.client = client
        self.token = uuid.uuid4().hex

    def ask(self, text: str):
        return self.client.responses.create(
            model="gpt-4.1",
            instructions=RULES,  # expect: PFX102 warning "in every conversation"
            input=f"{text}\n\nToken {self.token}",
        )


@dataclass
class Job:
    """The default is made for each object."""

    text: str
    token: str = field(default_factory=lambda: uuid.uuid4().hex)

    def messages(self) -> list[dict[str, str]]:
        return [
            {"role": "system", "content": RULES},
            {"role": "user", "content": f"{self.text} ({self.token})"},  # ok: PFX102
        ]
