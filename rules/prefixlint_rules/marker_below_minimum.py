"""A breakpoint on a prefix that is too short to be cached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from prefixlint.finding import Severity
from prefixlint.requests.model import BlockKind, Request
from prefixlint.rule import About, Example, Report, RequestRule
from prefixlint_rules._cache import certain, named, report, size_of, stays_below


@dataclass(frozen=True)
class MarkerBelowMinimum(RequestRule):
    """PFX604."""

    about = About("PFX604", "marker-below-minimum", "a breakpoint on a prefix under the model's minimum", "0.1")
    why = """Each model has a minimum, 512 to 4,096 tokens for Claude and 1,024 for OpenAI, counted from the start of the
request up to the breakpoint. A shorter prefix is not cached; there is no error and no warning, the figures of cached
tokens in the answers just stay at zero."""
    advice = "Move the breakpoint behind more of what stays the same, or leave it out until the prompt is long enough."
    when_not = "When the text is short only in tests and grows where it is used."
    sources = ("https://platform.claude.com/docs/en/build-with-claude/prompt-caching, read 2026-08-21",)
    examples = (
        Example(
            "Two sentences, marked",
            bad="""\
from anthropic import Anthropic

client = Anthropic()


def answer(question: str) -> str:
    rules = {
        "type": "text",
        "text": "Answer in one sentence. Say so when you are not sure.",
        "cache_control": {"type": "ephemeral"},
    }
    reply = client.messages.create(
        model="claude-haiku-4-5",
        max_tokens=500,
        system=[rules],
        messages=[{"role": "user", "content": question}],
    )
    return reply.content[0].text
""",
            good="""\
from anthropic import Anthropic

client = Anthropic()


def answer(question: str) -> str:
    rules = {"type": "text", "text": "Answer in one sentence. Say so when you are not sure."}
    reply = client.messages.create(
        model="claude-haiku-4-5",
        max_tokens=500,
        system=[rules],
        messages=[{"role": "user", "content": question}],
    )
    return reply.content[0].text
""",
        ),
    )

    def check(self, request: Request) -> Iterator[Report]:
        markers = certain(request.markers())
        if request.cache.mode not in ("markers", "breakpoints") or not markers or not request.joined:
            return
        end, marker = markers[-1]  # an earlier one is part of this
        closed = request.blocks[:end]
        unsized = request.tools is not None or any(
            block.open or block.kind in (BlockKind.HISTORY, BlockKind.SCHEMA) for block in closed
        )
        if (
            unsized
            or end == 0
            or marker.many
            or request.controls.open
            or request.controls.looped
            or request.controls.called
        ):
            return
        size = size_of(closed)
        surely = stays_below(size, request.cache.minimum)
        if surely is None:
            return
        more = request.stable_size.reaches(request.cache.minimum)
        model = f" of {request.model}" if request.cache.known else ""
        yield report(
            self,
            request,
            marker.origin,
            f"what {named(marker)} closes has about {size.estimate} tokens and is not cached: the minimum{model} is"
            f" {request.cache.minimum:,}",
            Severity.WARNING if more else Severity.NOTE,
            surely,
        )
