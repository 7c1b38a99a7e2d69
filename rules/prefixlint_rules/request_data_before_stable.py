"""The question, a document or another value of one request in front of text that could have been cached."""

from __future__ import annotations

from dataclasses import dataclass

from prefixlint.flow.volatility import Cause
from prefixlint.requests.inversions import Inversion
from prefixlint.requests.model import BlockKind, Request
from prefixlint.rule import About, Example, OrderRule
from prefixlint_rules._shared import stands_before
from prefixlint_rules.state_before_history import is_state

_WORDS = {
    Cause.HISTORY: "grows with every turn",
    Cause.STATE: "changes with every turn",
    Cause.REQUEST_DATA: "changes with every request",
}


@dataclass(frozen=True)
class RequestDataBeforeStable(OrderRule):
    """PFX104."""

    about = About("PFX104", "request-data-before-stable", "data of one request in front of stable text", "0.1")
    why = """What differs from request to request (the question, a document, retrieved passages, a loop variable) ends
the part of the prompt that can be read from the cache. Instructions, rules and examples that stand behind it are the
same each time and are paid for in full each time."""
    advice = "Put the instructions and examples first and this value last."
    when_not = """If several requests ask about one long document, the document may stand first on purpose, so that
they share it."""
    causes = frozenset({Cause.REQUEST_DATA, Cause.STATE, Cause.HISTORY, Cause.UNKNOWN, Cause.LIMIT})
    examples = (
        Example(
            "The document in front of the instructions",
            bad="""\
from openai import OpenAI

client = OpenAI()
STEPS = "List every date, every amount and every party of the contract, one per line, in order. " * 60


def extract(document: str) -> str | None:
    prompt = f"Contract:\\n{document}\\n\\n{STEPS}"
    reply = client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": prompt}])
    return reply.choices[0].message.content
""",
            good="""\
from openai import OpenAI

client = OpenAI()
STEPS = "List every date, every amount and every party of the contract, one per line, in order. " * 60


def extract(document: str) -> str | None:
    prompt = f"{STEPS}\\n\\nContract:\\n{document}"
    reply = client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": prompt}])
    return reply.choices[0].message.content
""",
        ),
    )

    def wants(self, request: Request, inversion: Inversion) -> bool:
        if inversion.block.kind is BlockKind.HISTORY:  # only in front of the system text itself
            return True
        if inversion.block.kind not in (BlockKind.SYSTEM, BlockKind.MESSAGE) or is_state(inversion, self.min_tokens):
            return False
        later = any(block is not inversion.block for block in inversion.victim_blocks)
        return later or inversion.in_block.estimate >= self.min_tokens

    def says(self, inversion: Inversion) -> str:
        taint = inversion.culprit.taint
        words = _WORDS.get(taint.cause, "may change with every request")
        if taint.frozen and taint.cause is not Cause.HISTORY:
            words = "is set anew for each object that is made"
        if inversion.block.kind is BlockKind.HISTORY:
            return f"`{inversion.culprit.source}` {words} and stands in front of the system text"
        return f"`{inversion.culprit.source}` {words} and {stands_before(inversion)}"
