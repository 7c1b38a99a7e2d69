"""Projects of a given number of files, each ten of them alike: does the time grow with the files, or faster?

Every ten files are a package of their own with its own names: prompts, a class that sends, helpers, an agent loop, and
callers of the class. So ten times as many files are ten times as much work, as long as nothing is looked through again
for each file.
"""

from __future__ import annotations

from pathlib import Path

GROUP = 10  # files of one package
_PROMPTS = '''"""Prompts of part {n}."""

RULES{n} = """{rules}"""
HEAD{n} = "You answer questions about orders of shop {n}. " + RULES{n}


def build_prompt{n}(now: str, name: str) -> str:
    parts = [HEAD{n}]
    if name:
        parts.append(f"The customer is called {{name}}.")
    parts.append(f"Now: {{now}}")
    return "\\n".join(parts)
'''
_CLIENT = '''"""The model of part {n}."""

from openai import OpenAI


class Model{n}:
    def __init__(self, name: str = "gpt-4o") -> None:
        self.client = OpenAI()
        self.name = name
        self.turns{n}: list[dict[str, str]] = []

    def ask_model{n}(self, system: str, question: str) -> str:
        messages = [{{"role": "system", "content": system}}, *self.turns{n}, {{"role": "user", "content": question}}]
        answer = self.client.chat.completions.create(model=self.name, messages=messages)
        text = answer.choices[0].message.content or ""
        self.turns{n}.append({{"role": "assistant", "content": text}})
        return text
'''
_HELPERS = '''"""Small things of part {n}."""

from datetime import datetime


def stamp{n}() -> str:
    return datetime.now().isoformat()


def joined{n}(lines: list[str]) -> str:
    kept = []
    for line in lines:
        if line.strip():
            kept.append(line.strip())
    return "\\n".join(kept)
'''
_CALLER = '''"""Caller {k} of part {n}."""

from .client import Model{n}
from .helpers import joined{n}, stamp{n}
from .prompts import RULES{n}, build_prompt{n}


class Desk{n}_{k}:
    def __init__(self, model: Model{n}) -> None:
        self.model = model
        self.notes: list[str] = []

    def answer(self, question: str, customer: str) -> str:
        system = build_prompt{n}(stamp{n}(), customer)
        for attempt in range(3):
            text = self.model.ask_model{n}(system, question)
            if text:
                self.notes.append(text)
                return text
            system = system + joined{n}(self.notes)
        return ""

    def summary(self, lines: list[str]) -> str:
        return self.model.ask_model{n}(f"Today is {{stamp{n}()}}. " + RULES{n}, joined{n}(lines))
'''
_RULES = " ".join(
    f"Rule {number}: be exact, be brief, and never promise what the shop cannot keep." for number in range(40)
)


def lay_out(folder: Path, files: int) -> None:
    """Write a project of `files` files (a multiple of ten) below `folder`."""
    for n in range(files // GROUP):
        package = folder / f"part{n}"
        package.mkdir(parents=True)
        (package / "__init__.py").write_text("", "utf-8")
        (package / "prompts.py").write_text(_PROMPTS.format(n=n, rules=_RULES), "utf-8")
        (package / "client.py").write_text(_CLIENT.format(n=n), "utf-8")
        (package / "helpers.py").write_text(_HELPERS.format(n=n), "utf-8")
        for k in range(GROUP - 4):
            (package / f"desk{k}.py").write_text(_CALLER.format(n=n, k=k), "utf-8")
