"""A mapping that is serialised although nobody fixed the order of its keys."""

from __future__ import annotations

from dataclasses import dataclass

from prefixlint.flow.volatility import Cause
from prefixlint.requests.inversions import Inversion
from prefixlint.requests.model import BlockKind, Request
from prefixlint.rule import About, Example, OrderRule
from prefixlint_rules._shared import stands_before


@dataclass(frozen=True)
class UnsortedJson(OrderRule):
    """PFX202."""

    about = About("PFX202", "unsorted-json", "a mapping without a fixed key order is serialised", "0.1")
    why = """`json.dumps` writes keys in the order in which they were put in. Where that order comes from a set, a folder listing or
from results as they arrive, the same data are another text in the next process, and everything behind them is paid for
again."""
    advice = "Pass `sort_keys=True`, or sort where the mapping is built."
    when_not = """Mappings written down in a fixed order keep it; these are not reported."""
    sources = ("Python 3.13 library reference: json.dumps, set; order of sets measured, 2026-11-20",)
    repair = "sort-keys"
    causes = frozenset({Cause.JSON_ORDER})
    examples = (
        Example(
            "A table made from a set",
            bad="""\
import json

from openai import OpenAI

client = OpenAI()
BRANCHES = {"north", "harbour", "market", "station"}
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


def answer(question: str) -> str | None:
    hours = json.dumps({branch: "9-18" for branch in BRANCHES})
    reply = client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": f"Hours: {hours}\\n{RULES}"},
            {"role": "user", "content": question},
        ],
    )
    return reply.choices[0].message.content
""",
            good="""\
import json

from openai import OpenAI

client = OpenAI()
BRANCHES = {"north", "harbour", "market", "station"}
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


def answer(question: str) -> str | None:
    hours = json.dumps({branch: "9-18" for branch in BRANCHES}, sort_keys=True)
    reply = client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": f"Hours: {hours}\\n{RULES}"},
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
        return f"the keys of `{inversion.culprit.source}` are in no fixed order, and it {stands_before(inversion)}"
