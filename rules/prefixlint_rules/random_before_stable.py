"""A random value in front of text that could have been cached."""

from __future__ import annotations

from dataclasses import dataclass

from prefixlint.flow.volatility import Cause, Volatility
from prefixlint.requests.inversions import Inversion
from prefixlint.rule import About, Example, OrderRule
from prefixlint_rules._shared import stands_before

_WORDS = {
    Volatility.DEPLOY: "differs from host to host",
    Volatility.PROCESS: "differs in every process",
    Volatility.SESSION: "differs in every conversation",
}


@dataclass(frozen=True)
class RandomBeforeStable(OrderRule):
    """PFX102."""

    about = About("PFX102", "random-before-stable", "a random value in front of text that stays the same", "0.1")
    why = """A fresh UUID, a random choice, a process id or the name of a temporary file makes the prompt unlike any
earlier one from that place on, so all that follows is paid for in full each time."""
    advice = "Send the id as `metadata` or put it at the very end of the newest user message."
    repair = "newest-message"
    causes = frozenset({Cause.RANDOM})
    examples = (
        Example(
            "A request id on top of the system text",
            bad="""\
import uuid

from anthropic import Anthropic

client = Anthropic()
GUIDE = "Summarise each complaint in three sentences and name the department it concerns. " * 60


def summarise(complaint: str) -> str:
    reply = client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=500,
        system=[
            {
                "type": "text",
                "text": f"Ticket {uuid.uuid4()}\\n\\n{GUIDE}",
                "cache_control": {"type": "ephemeral"},
            }
        ],
        messages=[{"role": "user", "content": complaint}],
    )
    return reply.content[0].text
""",
            good="""\
import uuid

from anthropic import Anthropic

client = Anthropic()
GUIDE = "Summarise each complaint in three sentences and name the department it concerns. " * 60


def summarise(complaint: str) -> str:
    reply = client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=500,
        system=[{"type": "text", "text": GUIDE, "cache_control": {"type": "ephemeral"}}],
        messages=[{"role": "user", "content": f"{complaint}\\n\\nTicket {uuid.uuid4()}"}],
    )
    return reply.content[0].text
""",
        ),
    )

    def says(self, inversion: Inversion) -> str:
        words = _WORDS.get(inversion.culprit.taint.level, "is different on every call")
        return f"`{inversion.culprit.source}` {words} and {stands_before(inversion)}"
