"""A conversation that is cut for a title, a summary, the display or a log: no later request continues it."""

import logging

from anthropic import Anthropic

claude = Anthropic()
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80
log = logging.getLogger(__name__)


def title(history: list[dict[str, str]]):
    return claude.messages.create(  # expect: PFX605
        model="claude-sonnet-4-5",
        max_tokens=20,
        system=RULES,
        messages=[*history[-6:], {"role": "user", "content": "Give this conversation a title of five words."}],  # ok: PFX502
    )


def answer(history: list[dict[str, str]], question: str):
    return claude.messages.create(  # expect: PFX605
        model="claude-sonnet-4-5",
        max_tokens=900,
        system=RULES,
        messages=[*history[-6:], {"role": "user", "content": question}],  # expect: PFX502 warning
    )


def shown_in_part(history: list[dict[str, str]], question: str):
    for turn in history[-10:]:  # ok: PFX502
        log.info("%s: %s", turn["role"], turn["content"])
    return claude.messages.create(  # expect: PFX605
        model="claude-sonnet-4-5",
        max_tokens=900,
        system=RULES,
        messages=[*history, {"role": "user", "content": question}],
    )


def counted(history: list[dict[str, str]], question: str):
    asked = sum(1 for turn in history[-10:] if turn["role"] == "user")  # ok: PFX502
    return claude.messages.create(  # expect: PFX605
        model="claude-sonnet-4-5",
        max_tokens=900 if asked < 5 else 300,
        system=RULES,
        messages=[*history, {"role": "user", "content": question}],
    )
