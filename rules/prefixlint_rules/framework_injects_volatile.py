"""A switch of a framework that puts a clock, memory or state into the system text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from prefixlint.flow.volatility import Cause
from prefixlint.requests.inversions import Inversion, inversions
from prefixlint.requests.model import Request
from prefixlint.rule import About, Example, OrderRule, Report
from prefixlint_rules._shared import stands_before


@dataclass(frozen=True)
class FrameworkInjectsVolatile(OrderRule):
    """PFX801."""

    about = About("PFX801", "framework-injects-volatile", "a framework switch puts a clock or state in front", "0.1")
    why = """One keyword of an agent's constructor can write the time, the newest memories or the state of the session into
the system text, where no reader of the prompt sees it. The system text stands in front of the whole conversation, so with
every change of that line all earlier turns are paid for in full."""
    advice = (
        "Leave the switch off, and put what changes into the newest user message or behind a tool the agent can call."
    )
    when_not = "When each run of the agent is a single short request."
    sources = ("agno 3.1.10, agent/_messages.py, read 2026-11-21",)
    causes = frozenset({Cause.CLOCK, Cause.STATE, Cause.IDENTITY, Cause.REQUEST_DATA, Cause.RANDOM})
    examples = (
        Example(
            "The time in the system text of an agent",
            bad="""\
from agno.agent import Agent
from agno.models.openai import OpenAIChat

RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80

desk = Agent(
    model=OpenAIChat(id="gpt-4o"),
    instructions=RULES,
    add_datetime_to_context=True,
)
""",
            good="""\
from datetime import datetime

from agno.agent import Agent
from agno.models.openai import OpenAIChat

RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


def current_time() -> str:
    return datetime.now().isoformat()


desk = Agent(
    model=OpenAIChat(id="gpt-4o"),
    instructions=RULES,
    tools=[current_time],
)
""",
        ),
    )

    def check(self, request: Request) -> Iterator[Report]:
        for inversion in inversions(request, self.causes, self.min_tokens):
            if inversion.block.injected:
                report = self.report(request, inversion)
                # What other rules say of a value somebody wrote, this one says of a switch: it is one line to change.
                yield replace(report, reason="input_changed")

    def says(self, inversion: Inversion) -> str:
        what = inversion.block.injected
        return f"`{inversion.culprit.source}` puts {what} into the system text, where it {stands_before(inversion)}"
