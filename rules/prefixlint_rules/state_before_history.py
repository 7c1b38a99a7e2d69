"""State of the running turn in the system text, in front of the whole conversation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from prefixlint.finding import Confidence
from prefixlint.flow.volatility import Cause
from prefixlint.requests.inversions import Inversion, inversions
from prefixlint.requests.model import BlockKind, Request
from prefixlint.rule import About, Example, OrderRule, Report
from prefixlint_rules._shared import history_behind, is_rebuilt, stands_before


@dataclass(frozen=True)
class StateBeforeHistory(OrderRule):
    """PFX106."""

    about = About("PFX106", "state-before-history", "state that changes each turn in the system text", "0.1")
    why = """The system text stands in front of the whole conversation. Memory, retrieved passages, a step counter or
a budget that is written into it changes with every turn, and with it every earlier turn has to be paid for again,
although nothing in them changed. The longer the conversation, the larger the loss."""
    advice = "Keep the system text constant and put the state into the newest user message, behind the history."
    repair = "newest-message"
    causes = frozenset({Cause.STATE, Cause.REQUEST_DATA})
    examples = (
        Example(
            "A step counter in front of the conversation",
            bad="""\
from anthropic import Anthropic

client = Anthropic()
GUIDE = "You repair failing tests: read the log, change one file at a time, and run the tests again. " * 60


def next_action(history: list[dict[str, str]], step: int) -> str:
    reply = client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=1000,
        cache_control={"type": "ephemeral"},
        system=f"{GUIDE}\\nThis is step {step}.",
        messages=history,
    )
    return reply.content[0].text
""",
            good="""\
from anthropic import Anthropic

client = Anthropic()
GUIDE = "You repair failing tests: read the log, change one file at a time, and run the tests again. " * 60


def next_action(history: list[dict[str, str]], step: int) -> str:
    reply = client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=1000,
        cache_control={"type": "ephemeral"},
        system=GUIDE,
        messages=[*history, {"role": "user", "content": f"Go on. This is step {step}."}],
    )
    return reply.content[0].text
""",
        ),
    )

    def wants(self, request: Request, inversion: Inversion) -> bool:
        return is_state(inversion, self.min_tokens) and not is_rebuilt(inversion)

    def says(self, inversion: Inversion) -> str:
        return f"`{inversion.culprit.source}` changes with every turn and {stands_before(inversion)}"

    def check(self, request: Request) -> Iterator[Report]:
        for inversion in inversions(request, self.causes, self.min_tokens):
            if self.wants(request, inversion) and not inversion.block.injected:
                report = self.report(request, inversion)
                sure = inversion.culprit.taint.cause is Cause.STATE or history_behind(inversion, assumed=False)
                # Data at the end of a system text harms only if a conversation follows, and here none is in sight.
                yield report if sure else replace(report, confidence=Confidence.POSSIBLE)


def is_state(inversion: Inversion, min_tokens: int) -> bool:
    """Whether the culprit is state of the turn in the system text: by its name, or because a conversation follows."""
    if inversion.block.kind is not BlockKind.SYSTEM:
        return False
    taint = inversion.culprit.taint
    if taint.cause is Cause.STATE:
        return True
    if taint.cause is not Cause.REQUEST_DATA or not taint.believed():
        return False
    if history_behind(inversion, assumed=False):
        return True
    return (
        history_behind(inversion) and inversion.in_block.high is not None and inversion.in_block.estimate < min_tokens
    )
