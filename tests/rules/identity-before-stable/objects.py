"""A user that arrives as an object, an attribute, a dict entry or from the web framework."""

from dataclasses import dataclass

from flask_login import current_user
from openai import OpenAI

client = OpenAI()
RULES = "Recommend books that are in stock, never quote prices, and answer in plain words. " * 60


@dataclass
class Reader:
    """Somebody who reads."""

    user_name: str
    language: str


def attribute(reader: Reader, question: str):
    return client.responses.create(
        model="gpt-4.1",
        instructions=f"You help {reader.user_name}.\n{RULES}",  # expect: PFX103
        input=question,
    )


def framework(question: str):
    return client.responses.create(
        model="gpt-4.1",
        instructions=f"You help {current_user.username}.\n{RULES}",  # expect: PFX103
        input=question,
    )


class Assistant:
    """One object per user."""

    def __init__(self, username: str) -> None:
        self.username = username

    def ask(self, question: str):
        return client.responses.create(
            model="gpt-4.1",
            instructions=f"You help {self.username}.\n{RULES}",  # expect: PFX103
            input=question,
        )


def language_only(reader: Reader, question: str):
    # A language is a handful of entries.
    return client.responses.create(
        model="gpt-4.1",
        instructions=f"Answer in {reader.language}.\n{RULES}",  # ok: PFX103
        input=question,
    )


class Agent:
    """Talks as one who is called so unless somebody says otherwise: a part, not a person."""

    def __init__(self, user_name: str = "Human") -> None:
        self.user_name = user_name

    def ask(self, question: str):
        return client.responses.create(
            model="gpt-4.1",
            instructions=f"{self.user_name} speaks first.\n{RULES}",  # ok: PFX103
            input=question,
        )
