"""A user, tenant, session or request in front of text that all of them share."""

from __future__ import annotations

from dataclasses import dataclass

from prefixlint.flow.volatility import Cause, Volatility
from prefixlint.requests.inversions import Inversion
from prefixlint.rule import About, Example, OrderRule
from prefixlint_rules._shared import stands_before

_WORDS = {
    Volatility.USER: "differs from user to user",
    Volatility.SESSION: "differs from conversation to conversation",
    Volatility.REQUEST: "differs from request to request",
    Volatility.CALL: "is different on every call",
}


@dataclass(frozen=True)
class IdentityBeforeStable(OrderRule):
    """PFX103."""

    about = About("PFX103", "identity-before-stable", "a user, tenant or session in front of shared text", "0.1")
    why = """Text that is the same for all users can be read from one cache entry by all of them, but only up to the
first token that differs. A name near the top splits the cache: each user, conversation or request pays once more for
everything behind it."""
    advice = "Put the shared text first and the user's or conversation's data behind it, in the first user message."
    when_not = "If each user sends many requests with a long part of their own, a cache entry per user may be intended."
    causes = frozenset({Cause.IDENTITY})
    examples = (
        Example(
            "The customer's name in front of the shared rules",
            bad="""\
from openai import OpenAI

client = OpenAI()
RULES = "Recommend books that are in stock, never quote prices, and answer in plain words. " * 60


def recommend(customer_name: str, wish: str) -> str:
    reply = client.responses.create(
        model="gpt-4.1",
        instructions=f"You talk to {customer_name}.\\n{RULES}",
        input=wish,
    )
    return reply.output_text
""",
            good="""\
from openai import OpenAI

client = OpenAI()
RULES = "Recommend books that are in stock, never quote prices, and answer in plain words. " * 60


def recommend(customer_name: str, wish: str) -> str:
    reply = client.responses.create(
        model="gpt-4.1",
        instructions=RULES,
        input=f"My name is {customer_name}.\\n{wish}",
    )
    return reply.output_text
""",
        ),
    )

    def says(self, inversion: Inversion) -> str:
        words = _WORDS.get(inversion.culprit.taint.level, "differs from user to user")
        return f"`{inversion.culprit.source}` {words} and {stands_before(inversion)}"
