"""A schema of a structured answer that is built from values that change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from prefixlint.flow.volatility import Cause, Volatility
from prefixlint.requests.model import BlockKind, Request, Segment
from prefixlint.rule import About, Example, Report, RequestRule
from prefixlint_rules._shared import called, header_report, how_often

_ORDERS = frozenset({Cause.SET_ORDER, Cause.FILESYSTEM_ORDER, Cause.COMPLETION_ORDER, Cause.QUERY_ORDER})


@dataclass(frozen=True)
class VolatileSchema(RequestRule):
    """PFX304."""

    about = About("PFX304", "volatile-schema", "a structured-output schema is built from dynamic values", "0.1")
    why = """The schema of a structured answer is rendered in front of the system text. A list of choices that is made
per request, or that takes its order from a set, changes the start of the request, and nothing behind it is read from
the cache. The order of a set of texts differs in every process, so each worker keeps a cache of its own."""
    advice = "Keep the schema constant (a plain text field), name the choices in the newest user message, and check the answer."
    when_not = "When the answer must be one of the choices and few tokens follow."
    sources = (
        "https://developers.openai.com/api/docs/guides/prompt-caching/diagnostics (autumn 2026): `text_format_changed`",
        "https://platform.claude.com/docs/en/build-with-claude/prompt-caching (2026-08-21): the output format is part of "
        "the system text",
    )
    examples = (
        Example(
            "Choices in the order of a set",
            bad="""\
from typing import Literal

from openai import OpenAI
from pydantic import BaseModel

client = OpenAI()
KINDS = {"invoice", "offer", "reminder", "contract"}
RULES = "Say of which kind a letter is: read the subject first, then the first lines, then the rest. " * 60


class Answer(BaseModel):
    kind: Literal[tuple(KINDS)]


def classify(letter: str) -> Answer | None:
    reply = client.chat.completions.parse(
        model="gpt-4o",
        response_format=Answer,
        messages=[{"role": "system", "content": RULES}, {"role": "user", "content": letter}],
    )
    return reply.choices[0].message.parsed
""",
            good="""\
from typing import Literal

from openai import OpenAI
from pydantic import BaseModel

client = OpenAI()
KINDS = {"invoice", "offer", "reminder", "contract"}
RULES = "Say of which kind a letter is: read the subject first, then the first lines, then the rest. " * 60


class Answer(BaseModel):
    kind: Literal[tuple(sorted(KINDS))]


def classify(letter: str) -> Answer | None:
    reply = client.chat.completions.parse(
        model="gpt-4o",
        response_format=Answer,
        messages=[{"role": "system", "content": RULES}, {"role": "user", "content": letter}],
    )
    return reply.choices[0].message.parsed
""",
        ),
    )

    def check(self, request: Request) -> Iterator[Report]:
        if not any(block.kind is BlockKind.HISTORY or _talk(block.kind, one) for block, one in request.segments()):
            return
        for block in request.blocks:
            if block.kind is not BlockKind.SCHEMA:
                continue
            found = [one for one in block.segments if not one.static and one.taint.level > Volatility.DEPLOY]
            if found:
                culprit = max(found, key=lambda one: one.taint.rank)
                message = f"{called(culprit)} in the schema of the answer {how_often(culprit)}"
                advice = "Sort the choices where the schema is built." if culprit.taint.cause in _ORDERS else ""
                related = ((block.origin, "the schema stands in front of the system text and the messages"),)
                yield header_report(self, request, culprit, message, advice, "text_format_changed", related)


def _talk(kind: BlockKind, segment: Segment) -> bool:
    """Whether a segment is text behind the schema that stays the same."""
    return not kind.header and segment.stable
