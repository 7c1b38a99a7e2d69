"""Examples that are shuffled, sampled or picked anew, in front of text that could have been cached."""

from __future__ import annotations

from dataclasses import dataclass

from prefixlint.flow.volatility import Cause, Volatility
from prefixlint.requests.inversions import Inversion
from prefixlint.requests.model import BlockKind, Request
from prefixlint.rule import About, Example, OrderRule
from prefixlint_rules._shared import stands_before


@dataclass(frozen=True)
class ShuffledExamples(OrderRule):
    """PFX105."""

    about = About("PFX105", "shuffled-examples", "examples shuffled, sampled or picked per request", "0.1")
    why = """Few-shot examples are usually the longest constant part of a prompt. Shuffled, sampled or picked by
similarity they are new text each time, and everything behind them is lost as well."""
    advice = "Pick the examples once and keep their order; if they must vary, put them behind all that is constant."
    when_not = "When examples picked for each question answer so much better that the discount does not matter."
    causes = frozenset({Cause.EXAMPLES})
    examples = (
        Example(
            "Examples sampled for each call",
            bad="""\
import random

from openai import OpenAI

client = OpenAI()
EXAMPLES = ["great book -> good", "torn cover -> bad", "arrived late -> bad", "lovely prose -> good"]
TASK = "Decide whether the review of a book is good or bad and answer with exactly one word. " * 60


def classify(review: str) -> str | None:
    shots = "\\n".join(random.sample(EXAMPLES, 3))
    reply = client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": f"{shots}\\n\\n{TASK}"},
            {"role": "user", "content": review},
        ],
    )
    return reply.choices[0].message.content
""",
            good="""\
from openai import OpenAI

client = OpenAI()
EXAMPLES = ["great book -> good", "torn cover -> bad", "arrived late -> bad", "lovely prose -> good"]
TASK = "Decide whether the review of a book is good or bad and answer with exactly one word. " * 60


def classify(review: str) -> str | None:
    shots = "\\n".join(EXAMPLES)
    reply = client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": f"{TASK}\\n\\n{shots}"},
            {"role": "user", "content": review},
        ],
    )
    return reply.choices[0].message.content
""",
        ),
    )

    def wants(self, request: Request, inversion: Inversion) -> bool:
        return inversion.block.kind is not BlockKind.TOOLS

    def says(self, inversion: Inversion) -> str:
        often = "on every call" if inversion.culprit.taint.level is Volatility.CALL else "for every request"
        return f"`{inversion.culprit.source}` picks or orders examples anew {often} and {stands_before(inversion)}"
