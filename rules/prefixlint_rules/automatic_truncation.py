"""The provider drops early turns by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from prefixlint.finding import Confidence, Severity
from prefixlint.requests.model import Request
from prefixlint.rule import About, Example, Report, RequestRule
from prefixlint_rules._cache import report


@dataclass(frozen=True)
class AutomaticTruncation(RequestRule):
    """PFX504."""

    about = About("PFX504", "automatic-truncation", "the provider is told to drop early turns by itself", "0.1")
    why = """With `truncation="auto"` early items of a conversation are dropped as soon as it no longer fits into the context
window. From then on every turn drops a little more, so the prefix is another one each time and the conversation, at its
longest and dearest, is paid for in full with each request."""
    advice = "Compact the conversation in rare, large steps (`context_management`, or a summary at a threshold)."
    when_not = (
        "When conversations never come near the context window, or the model is only offered with it (computer use)."
    )
    sources = ("openai-python 3.52.0, docstring of `responses.create`, read 2026-11",)
    examples = (
        Example(
            "Left to the provider",
            bad="""\
from openai import OpenAI

client = OpenAI()


def turn(question: str, previous: str) -> str:
    reply = client.responses.create(
        model="gpt-5.1",
        previous_response_id=previous,
        truncation="auto",
        input=question,
    )
    return reply.output_text
""",
            good="""\
from openai import OpenAI

client = OpenAI()


def turn(question: str, previous: str) -> str:
    reply = client.responses.create(
        model="gpt-5.1",
        previous_response_id=previous,
        context_management=[{"type": "compaction", "compact_threshold": 200_000}],
        input=question,
    )
    return reply.output_text
""",
        ),
    )

    def check(self, request: Request) -> Iterator[Report]:
        option = request.controls.option("truncation")
        if option is None or option.value != "auto" or option.says in request.cache.needs:
            return
        if not request.has_history and request.controls.option("continues") is None:
            return  # what is sent alone is truncated alone
        yield report(
            self,
            request,
            option.segment.origin,
            "early turns are dropped one by one when the context is full, and the prefix changes each time",
            Severity.WARNING,
            Confidence.CERTAIN,
        )
