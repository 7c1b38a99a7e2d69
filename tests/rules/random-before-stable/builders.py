"""Random text in builders and message lists, with no request in sight."""

import random
import uuid

RULES = "Extract the name, the date and the amount of each line and answer with nothing else. " * 60
GREETINGS = ("Hello!", "Good day!", "Welcome!")


def get_system_prompt() -> str:
    lines = [random.choice(GREETINGS), RULES]  # expect: PFX102
    return "\n".join(lines)


def build_messages(text: str) -> list[dict[str, str]]:
    messages = []
    messages.append({"role": "system", "content": f"run={uuid.uuid4()} {RULES}"})  # expect: PFX102
    messages.append({"role": "user", "content": text})
    return messages


def first_greeting() -> list[dict[str, str]]:
    return [
        {"role": "system", "content": GREETINGS[0] + RULES},  # ok: PFX102
        {"role": "user", "content": random.choice(GREETINGS)},  # ok: PFX102
    ]
