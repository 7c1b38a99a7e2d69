"""They share the prompt, but not the order."""

from prompts import FIND, LEND
from wrapper import send


def first(question: str):
    return send(question, [FIND, LEND])  # ok: PFX305


def second(question: str):
    return send(question, [LEND, FIND])  # expect: PFX305
