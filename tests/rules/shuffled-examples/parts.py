"""The parts of examples that are drawn anew: told once, of the examples."""

import random

from openai import OpenAI

client = OpenAI()
RULES = "Sort every letter into one of the drawers, and name the drawer and nothing else. " * 60


def ask(letters, letter: str):
    shots = ""
    for shot in random.sample(letters, 3):  # expect: PFX105
        question = shot["question"]
        shots += f"Letter: {question}\n"  # ok: PFX104
    return client.responses.create(model="gpt-4.1", input=f"{shots}\n{RULES}\n{letter}")


def ask_in_order(letters, letter: str):
    shots = ""
    for shot in letters:
        question = shot["question"]
        shots += f"Letter: {question}\n"  # expect: PFX104
    return client.responses.create(model="gpt-4.1", input=f"{shots}\n{RULES}\n{letter}")
