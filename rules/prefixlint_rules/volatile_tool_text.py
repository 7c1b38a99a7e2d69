"""A value that changes in the text of a tool."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from prefixlint.flow.volatility import Cause, Volatility
from prefixlint.requests.model import BlockKind, Request, Segment, Tool
from prefixlint.rule import About, Example, Report, RequestRule
from prefixlint_rules._shared import FIRST, called, header_report, how_often

_ORDERS = frozenset({Cause.SET_ORDER, Cause.FILESYSTEM_ORDER, Cause.COMPLETION_ORDER, Cause.QUERY_ORDER})


@dataclass(frozen=True)
class VolatileToolText(RequestRule):
    """PFX303."""

    about = About("PFX303", "volatile-tool-text", "a dynamic value in a tool's name, description or schema", "0.1")
    why = """Tool definitions are rendered in front of everything else, so a date in a description or a list of the
user's files in a schema is the worst place for something that changes: tools, system text and conversation are all
read anew. In one agent SDK, a random id in a single tool description kept the whole prompt out of the cache."""
    advice = "Keep the definition constant, and say what changes in the newest user message or in the tool's result."
    when_not = "When a tool must name what exists for one user only, and that user has long conversations."
    sources = (
        "https://developers.openai.com/api/docs/guides/prompt-caching/diagnostics (autumn 2026): `tools_changed`",
        "https://platform.claude.com/docs/en/build-with-claude/prompt-caching (2026-08-21): a change of a tool's "
        "name, text, schema or place loses everything",
    )
    examples = (
        Example(
            "A date in a description",
            bad="""\
from datetime import datetime

from openai import OpenAI

client = OpenAI()
RULES = "Use a tool whenever a customer asks about an order, and never guess what it would say. " * 60


def answer(question: str) -> str | None:
    find = {
        "type": "function",
        "function": {
            "name": "find_order",
            "description": f"Finds an order. The time is {datetime.now()}.",
            "parameters": {"type": "object"},
        },
    }
    reply = client.chat.completions.create(
        model="gpt-4o",
        tools=[find],
        messages=[{"role": "system", "content": RULES}, {"role": "user", "content": question}],
    )
    return reply.choices[0].message.content
""",
            good="""\
from datetime import datetime

from openai import OpenAI

client = OpenAI()
RULES = "Use a tool whenever a customer asks about an order, and never guess what it would say. " * 60
FIND = {
    "type": "function",
    "function": {"name": "find_order", "description": "Finds an order.", "parameters": {"type": "object"}},
}


def answer(question: str) -> str | None:
    reply = client.chat.completions.create(
        model="gpt-4o",
        tools=[FIND],
        messages=[
            {"role": "system", "content": RULES},
            {"role": "user", "content": f"{question}\\n\\nThe time is {datetime.now()}."},
        ],
    )
    return reply.choices[0].message.content
""",
        ),
    )

    def check(self, request: Request) -> Iterator[Report]:
        if request.tools is None or not _followed(request):
            return
        for tool in request.tools.tools:
            found = [(part, one) for part, one in tool.parts if not one.static and one.taint.level > Volatility.DEPLOY]
            if found:
                part, culprit = max(found, key=lambda pair: pair[1].taint.rank)
                also = tuple(
                    (one.origin, f"{called(one)} varies here as well") for _, one in found if one is not culprit
                )
                related = ((tool.origin, FIRST), *also)
                message = f"{called(culprit)} in {_place(tool, part)} {how_often(culprit)}"
                yield header_report(self, request, culprit, message, _advice(culprit), related=related)


def _followed(request: Request) -> bool:
    """Whether something follows the tools that might have been cached."""
    for block, segment in request.segments():
        if block.kind is BlockKind.HISTORY or (block.kind is not BlockKind.TOOLS and segment.stable):
            return True
    return False


def _place(tool: Tool, part: str) -> str:
    name = f"the tool `{tool.name}`" if tool.name else "a tool"
    return f"the {part} of {name}" if part else name


def _advice(culprit: Segment) -> str:
    """Advice fitted to the case; "" for the usual one."""
    if culprit.taint.cause in _ORDERS:
        return "Sort it where the definition is built."
    if culprit.taint.cause is Cause.RANDOM:
        return "Give the tool a fixed text; ids belong into its arguments or its result."
    return ""
