"""Folders listed without sorting."""

import glob
import os
from pathlib import Path

from anthropic import Anthropic

client = Anthropic()
RULES = "Use the skills above, name the one you use, and ask when none of them fits the request. " * 60


def ask(system: str, question: str):
    return client.messages.create(
        model="claude-sonnet-4-5", max_tokens=300, system=system, messages=[{"role": "user", "content": question}]
    )


def listdir(question: str):
    names = ", ".join(sorted(os.listdir("skills")))  # expect: PFX203 warning "between hosts"
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=300,
        system=f"Skills: {names}\n{RULES}",
        messages=[{"role": "user", "content": question}],
    )


def path_glob(question: str):
    texts = [path.read_text() for path in sorted(Path("skills").glob("*.md"))]
    return client.messages.create(  # expect: PFX605
        model="claude-sonnet-4-5",
        max_tokens=300,
        system=[{"type": "text", "text": "\n\n".join(texts) + RULES, "cache_control": {"type": "ephemeral"}}],  # expect: PFX203
        messages=[{"role": "user", "content": question}],
    )


def old_glob(question: str):
    text = ""
    for name in sorted(glob.glob("skills/*.md")):  # expect: PFX203
        text += f"- {name}\n"
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=300,
        system=text + RULES,
        messages=[{"role": "user", "content": question}],
    )


def in_order(question: str):
    names = ", ".join(sorted(os.listdir("skills")))  # ok: PFX203
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=300,
        system=f"Skills: {names}\n{RULES}",
        messages=[{"role": "user", "content": question}],
    )


def only_counted(question: str):
    return client.messages.create(  # expect: PFX605
        model="claude-sonnet-4-5",
        max_tokens=300,
        system=[{"type": "text", "text": f"{len(os.listdir('skills'))} skills\n{RULES}", "cache_control": {"type": "ephemeral"}}],  # ok: PFX203
        messages=[{"role": "user", "content": question}],
    )


def one_file(question: str):
    return client.messages.create(  # expect: PFX605
        model="claude-sonnet-4-5",
        max_tokens=300,
        system=Path("skills/intro.md").read_text() + RULES,  # ok: PFX203
        messages=[{"role": "user", "content": question}],
    )
