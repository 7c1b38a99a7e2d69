"""A tool list whose members differ from request to request."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from prefixlint.finding import Severity
from prefixlint.flow.volatility import Cause, Volatility
from prefixlint.requests.model import Request, ToolSet
from prefixlint.rule import About, Example, Report, RequestRule
from prefixlint_rules._shared import FIRST, header_report, how_often


@dataclass(frozen=True)
class VaryingToolSet(RequestRule):
    """PFX302."""

    about = About("PFX302", "varying-tool-set", "tools are filtered or added per request", "0.1")
    why = """Tool definitions are rendered in front of everything else. Leaving one out, or adding one, changes the
first tokens of the request, so the system text and the whole conversation are paid for again. All providers have
switches that restrict what may be called without touching the list."""
    advice = "Always send the full list, and refuse inside a tool what is not allowed."
    when_not = "When users with different rights must not even learn that a tool exists."
    examples = (
        Example(
            "Tools chosen by the question",
            bad="""\
from openai import OpenAI

client = OpenAI()
FIND = {"type": "function", "function": {"name": "find_order", "parameters": {"type": "object"}}}
REFUND = {"type": "function", "function": {"name": "refund_order", "parameters": {"type": "object"}}}
RULES = "Use a tool whenever a customer asks about an order, and never guess what it would say. " * 60


def answer(question: str) -> str | None:
    tools = [tool for tool in (FIND, REFUND) if tool["function"]["name"].split("_")[0] in question]
    reply = client.chat.completions.create(
        model="gpt-4o",
        tools=tools,
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
FIND = {"type": "function", "function": {"name": "find_order", "parameters": {"type": "object"}}}
REFUND = {"type": "function", "function": {"name": "refund_order", "parameters": {"type": "object"}}}
RULES = "Use a tool whenever a customer asks about an order, and never guess what it would say. " * 60


def answer(question: str, refunds: bool) -> str | None:
    reply = client.chat.completions.create(
        model="gpt-4o",
        tools=[FIND, REFUND],
        tool_choice="auto" if refunds else "none",
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
        members = request.tools.membership if request.tools is not None else None
        if request.tools is None or members is None or members.taint.level <= Volatility.PROCESS:
            return
        known = members.taint.cause not in (Cause.UNKNOWN, Cause.LIMIT)
        words = how_often(members) if known else "may change with every request"
        message = f"the set of tools {words}, and with it the start of the request"
        related = ((request.tools.origin, FIRST),)
        yield header_report(
            self, request, members, message, _advice(request.tools), related=related, ceiling=Severity.WARNING
        )


def _advice(tools: ToolSet) -> str:
    """What this API offers instead of another list; "" if nothing is known."""
    if tools.optional:
        return "Always send the list" + (f", and switch it off with {tools.off}." if tools.off else ".")
    ways = [f"let the model use a part with {tools.subset}"] if tools.subset else []
    if tools.late:
        ways.append(f"load rarely used tools with {tools.late}")
    return f"Always send the full list and {', or '.join(ways)}." if ways else ""
