"""The address of an object in the text of a prompt."""

from __future__ import annotations

from dataclasses import dataclass

from prefixlint.flow.volatility import Cause
from prefixlint.requests.inversions import Inversion
from prefixlint.requests.model import BlockKind, Request
from prefixlint.rule import About, Example, OrderRule
from prefixlint_rules._shared import stands_before


@dataclass(frozen=True)
class ObjectRepr(OrderRule):
    """PFX205."""

    about = About("PFX205", "object-repr", "an address in memory reaches the prompt", "0.1")
    why = """The text of an object that has no `__str__` or `__repr__` of its own holds its address in memory, as that of a function or
a generator does: `<app.Branch object at 0x7f3a...>`. It is another one in every process, often in every call, tells the
model nothing, and everything behind it is paid for again."""
    advice = "Write the fields that matter, or give the class a `__str__` or make it a dataclass."
    sources = ("Python 3.13 language reference: object.__repr__, read 2026-11-20",)
    causes = frozenset({Cause.OBJECT_REPR})
    examples = (
        Example(
            "An object without a text of its own",
            bad="""\
from openai import OpenAI

client = OpenAI()
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


class Branch:
    def __init__(self, name: str) -> None:
        self.name = name


def answer(question: str) -> str | None:
    branch = Branch("harbour")
    reply = client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": f"Branch: {branch}\\n{RULES}"},
            {"role": "user", "content": question},
        ],
    )
    return reply.choices[0].message.content
""",
            good="""\
from openai import OpenAI

client = OpenAI()
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


class Branch:
    def __init__(self, name: str) -> None:
        self.name = name


def answer(question: str) -> str | None:
    branch = Branch("harbour")
    reply = client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": f"Branch: {branch.name}\\n{RULES}"},
            {"role": "user", "content": question},
        ],
    )
    return reply.choices[0].message.content
""",
        ),
    )

    def wants(self, request: Request, inversion: Inversion) -> bool:
        return inversion.block.kind is not BlockKind.TOOLS

    def says(self, inversion: Inversion) -> str:
        source = inversion.culprit.source
        return f"the text of `{source}` is an address in memory, which differs between processes, and {stands_before(inversion)}"
