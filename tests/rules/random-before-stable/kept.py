"""Numbers made up at random only where the one that is kept is missing."""

import uuid

from openai import OpenAI

client = OpenAI()
RULES = "Number every claim, give its source, and say plainly when there is none to give. " * 60


def ask(text: str):
    return client.responses.create(model="gpt-4.1", input=text)


def stored(note: dict[str, str]):
    number = note["id"] if "id" in note else str(uuid.uuid4())
    return ask(f"Note {number}.\n{RULES}")  # ok: PFX102


def stored_or_made(note: dict[str, str]):
    number = note.get("id") or str(uuid.uuid4())
    return ask(f"Note {number}.\n{RULES}")  # ok: PFX102


def never_stored(short: bool):
    number = uuid.uuid4().hex[:8] if short else uuid.uuid4().hex
    return ask(f"Note {number}.\n{RULES}")  # expect: PFX102


def a_word_or_made(short: bool):
    number = "short" if short else uuid.uuid4().hex
    return ask(f"Note {number}.\n{RULES}")  # expect: PFX102
