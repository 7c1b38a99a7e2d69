"""A tool list that takes its order from something that has none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from prefixlint.finding import Severity
from prefixlint.flow.volatility import Cause
from prefixlint.requests.model import Request
from prefixlint.rule import About, Example, Repair, Report, RequestRule
from prefixlint_rules._shared import FIRST, header_report

_ENDS = {
    Cause.SET_ORDER: "a set, whose order differs between processes",
    Cause.FILESYSTEM_ORDER: "a folder listing, whose order differs from host to host",
    Cause.COMPLETION_ORDER: "results in order of completion, which differs on every call",
    Cause.EXAMPLES: "a shuffled list",
    Cause.RANDOM: "a random value",
    Cause.QUERY_ORDER: "a query without an order",
}
_ADVICE = {
    Cause.COMPLETION_ORDER: "Keep the order in which the tools were asked for (`gather`), or sort them by name.",
    Cause.EXAMPLES: "Leave the tools in the order in which they are written.",
    Cause.QUERY_ORDER: "Order the query by name.",
}
_REPAIRS = {Cause.SET_ORDER: "sort", Cause.FILESYSTEM_ORDER: "sort", Cause.COMPLETION_ORDER: "submission-order"}


@dataclass(frozen=True)
class UnstableToolOrder(RequestRule):
    """PFX301."""

    about = About("PFX301", "unstable-tool-order", "the tool list takes its order from something unordered", "0.1")
    why = """Tool definitions are rendered in front of everything else. The same tools in another order change the very
first tokens of the request, so neither tools, nor system text, nor conversation are read from the cache."""
    advice = "Sort the tools by name where the list is built."
    examples = (
        Example(
            "Tools looked up by a set of names",
            bad="""\
from openai import OpenAI

client = OpenAI()
SCHEMA = {"type": "object", "properties": {"order": {"type": "string"}}}
NAMES = {"find_order", "cancel_order", "refund_order"}
RULES = "Use a tool whenever a customer asks about an order, and never guess what it would say. " * 60


def answer(question: str) -> str | None:
    reply = client.chat.completions.create(
        model="gpt-4o",
        tools=[{"type": "function", "function": {"name": name, "parameters": SCHEMA}} for name in NAMES],
        messages=[
            {"role": "system", "content": RULES},
            {"role": "user", "content": question},
        ],
    )
    return reply.choices[0].message.content
""",
            good="""\
from openai import OpenAI

client = OpenAI()
SCHEMA = {"type": "object", "properties": {"order": {"type": "string"}}}
NAMES = {"find_order", "cancel_order", "refund_order"}
RULES = "Use a tool whenever a customer asks about an order, and never guess what it would say. " * 60


def answer(question: str) -> str | None:
    reply = client.chat.completions.create(
        model="gpt-4o",
        tools=[{"type": "function", "function": {"name": name, "parameters": SCHEMA}} for name in sorted(NAMES)],
        messages=[
            {"role": "system", "content": RULES},
            {"role": "user", "content": question},
        ],
    )
    return reply.choices[0].message.content
""",
        ),
    )

    def check(self, request: Request) -> Iterator[Report]:
        order = request.tools.order if request.tools is not None else None
        if order is not None and order.taint.cause in _ENDS:
            message = f"the order of the tools comes from `{order.source}`, {_ENDS[order.taint.cause]}"
            advice = _ADVICE.get(order.taint.cause, "")
            related = ((request.tools.origin, FIRST),) if request.tools is not None else ()
            found = header_report(self, request, order, message, advice, related=related, ceiling=Severity.WARNING)
            yield replace(
                found,
                repair=Repair(_REPAIRS[order.taint.cause], order.origin) if order.taint.cause in _REPAIRS else None,
            )
