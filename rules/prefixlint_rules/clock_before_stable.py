"""A clock reading in front of text that could have been cached."""

from __future__ import annotations

from dataclasses import dataclass

from prefixlint.flow.volatility import Cause, Volatility
from prefixlint.requests.inversions import Inversion
from prefixlint.rule import About, Example, OrderRule
from prefixlint_rules._shared import stands_before

_WORDS = {
    Volatility.CALL: "changes on every call",
    Volatility.REQUEST: "changes with every request",
    Volatility.SESSION: "is fixed anew for each conversation",
    Volatility.USER: "is fixed anew for each user",
    Volatility.DAY: "changes every day",
}


@dataclass(frozen=True)
class ClockBeforeStable(OrderRule):
    """PFX101."""

    about = About("PFX101", "clock-before-stable", "a clock reading in front of text that stays the same", "0.1")
    why = """A provider caches a prompt from its first token on and stops at the first one that differs. A clock
reading differs on every call, so nothing behind it is ever read from the cache: neither the rest of the system text
nor the conversation that follows. A date without a time costs one miss a day and is only a note."""
    advice = "Move the time into the newest user message, behind everything that stays the same, or send only the date."
    when_not = "A clock that is read once at import and a date without a time are notes; hide them with `min-severity`."
    repair = "newest-message-or-date"
    causes = frozenset({Cause.CLOCK})
    examples = (
        Example(
            "A clock in front of the rules",
            bad="""\
from datetime import datetime

from openai import OpenAI

client = OpenAI()
RULES = "You answer questions about orders, returns and invoices of an online bookshop. " * 60


def answer(question: str) -> str | None:
    reply = client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": f"It is {datetime.now()}.\\n{RULES}"},
            {"role": "user", "content": question},
        ],
    )
    return reply.choices[0].message.content
""",
            good="""\
from datetime import datetime

from openai import OpenAI

client = OpenAI()
RULES = "You answer questions about orders, returns and invoices of an online bookshop. " * 60


def answer(question: str) -> str | None:
    reply = client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": RULES},
            {"role": "user", "content": f"{question}\\n\\nIt is {datetime.now()}."},
        ],
    )
    return reply.choices[0].message.content
""",
        ),
    )

    def says(self, inversion: Inversion) -> str:
        taint = inversion.culprit.taint
        words = _WORDS.get(taint.level, "is read once per process and differs between processes")
        return f"`{inversion.culprit.source}` {words} and {stands_before(inversion)}"
