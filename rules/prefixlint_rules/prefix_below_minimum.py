"""A request that is too short to be cached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from prefixlint.finding import Severity
from prefixlint.requests.model import BlockKind, Request
from prefixlint.rule import About, Example, Report, RequestRule
from prefixlint_rules._cache import report, stays_below


@dataclass(frozen=True)
class PrefixBelowMinimum(RequestRule):
    """PFX901."""

    about = About(
        "PFX901", "prefix-below-minimum", "all that is stable is too little to be cached", "0.1", default=False
    )
    why = """Nothing shorter than the provider's minimum is cached, 1,024 tokens at OpenAI. A prompt a little below it costs
more than one a little above: with ten requests and a tenth of the price for what is read, stable text of 221 tokens or more
is worth filling up to 1,024, for instance with examples that make the answers better as well. Asked for by name only, since
most short prompts are right as they are."""
    advice = "Leave it, or fill it up with examples and rules that are of use, if it is sent often."
    when_not = "When few requests share the prompt."
    sources = ("https://developers.openai.com/api/docs/guides/prompt-caching, read 2026-10",)
    examples = (
        Example(
            "Some sentences",
            bad="""\
from openai import OpenAI

client = OpenAI()


def answer(question: str) -> str | None:
    reply = client.chat.completions.create(
        model="gpt-5.1",
        messages=[
            {"role": "system", "content": "Answer in one sentence. Say so when you are not sure."},
            {"role": "user", "content": question},
        ],
    )
    return reply.choices[0].message.content
""",
            good="""\
from openai import OpenAI

client = OpenAI()
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80


def answer(question: str) -> str | None:
    reply = client.chat.completions.create(
        model="gpt-5.1",
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
        unsized = request.tools is not None or any(
            block.open or block.kind in (BlockKind.HISTORY, BlockKind.SCHEMA) for block in request.blocks
        )
        size, cache = request.stable_size, request.cache
        if unsized or not request.joined or cache.mode == "none" or request.controls.open or not size.estimate:
            return
        surely = stays_below(size, cache.minimum)
        if surely is None:
            return
        yield report(
            self,
            request,
            request.origin,
            f"about {size.estimate} tokens stay the same, fewer than the {cache.minimum:,} that can be cached",
            Severity.NOTE,
            surely,
        )
