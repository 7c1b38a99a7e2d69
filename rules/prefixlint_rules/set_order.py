"""The iteration order of a set, in front of text that could have been cached."""

from __future__ import annotations

from dataclasses import dataclass

from prefixlint.flow.volatility import Cause
from prefixlint.requests.inversions import Inversion
from prefixlint.requests.model import BlockKind, Request
from prefixlint.rule import About, Example, OrderRule
from prefixlint_rules._shared import stands_before


@dataclass(frozen=True)
class SetOrder(OrderRule):
    """PFX201."""

    about = About("PFX201", "set-order", "the iteration order of a set reaches the prompt", "0.1")
    why = """Python hashes strings with a new seed in every process, so a set of strings is iterated in another order
after each restart and in each worker. The same words in another order are another prompt: each process starts its own
cache entry, and none is shared."""
    advice = "Write `sorted(...)` around the set, or use a tuple, a list or `dict.fromkeys(...)`."
    when_not = "Sets of whole numbers keep their order between processes and are not reported."
    repair = "sort"
    causes = frozenset({Cause.SET_ORDER})
    examples = (
        Example(
            "A set of words in the system text",
            bad="""\
from openai import OpenAI

client = OpenAI()
TOPICS = {"orders", "returns", "invoices", "gift cards"}
RULES = "Answer politely, briefly, and only about the topics that are named above this sentence. " * 60


def answer(question: str) -> str | None:
    reply = client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": f"Topics: {', '.join(TOPICS)}\\n{RULES}"},
            {"role": "user", "content": question},
        ],
    )
    return reply.choices[0].message.content
""",
            good="""\
from openai import OpenAI

client = OpenAI()
TOPICS = {"orders", "returns", "invoices", "gift cards"}
RULES = "Answer politely, briefly, and only about the topics that are named above this sentence. " * 60


def answer(question: str) -> str | None:
    reply = client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": f"Topics: {', '.join(sorted(TOPICS))}\\n{RULES}"},
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
        return f"`{source}` is in the order of a set, which differs between processes, and {stands_before(inversion)}"
