"""Explicit breakpoints asked for, and none set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from prefixlint.finding import Severity
from prefixlint.requests.model import Request
from prefixlint.rule import About, Example, Report, RequestRule
from prefixlint_rules._cache import elsewhere, report, unmarked


@dataclass(frozen=True)
class ExplicitModeUnmarked(RequestRule):
    """PFX607."""

    about = About("PFX607", "explicit-mode-unmarked", "explicit mode without a marked block: caching is off", "0.1")
    why = """In explicit mode only blocks that carry a breakpoint end a cached prefix. A request without one reads and
writes nothing: it is the documented way to switch caching off, and costs the whole discount where that was not meant."""
    advice = 'Mark the last block that stays the same with `prompt_cache_breakpoint={"mode": "explicit"}`.'
    when_not = "When caching is meant to be off for this request."
    sources = ("https://developers.openai.com/api/docs/guides/prompt-caching, read 2026-10",)
    examples = (
        Example(
            "The mode is set, the block is not",
            bad="""\
from openai import OpenAI

client = OpenAI()
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80


def answer(question: str) -> str | None:
    reply = client.chat.completions.create(
        model="gpt-5.6",
        prompt_cache_options={"mode": "explicit"},
        messages=[
            {"role": "developer", "content": RULES},
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
    rules = {"type": "text", "text": RULES, "prompt_cache_breakpoint": {"mode": "explicit"}}
    reply = client.chat.completions.create(
        model="gpt-5.6",
        prompt_cache_options={"mode": "explicit"},
        messages=[
            {"role": "developer", "content": [rules]},
            {"role": "user", "content": question},
        ],
    )
    return reply.choices[0].message.content
""",
        ),
    )

    def check(self, request: Request) -> Iterator[Report]:
        mode = request.controls.option("mode")
        if mode is None or mode.value != "explicit" or not request.joined or not request.blocks:
            return
        surely = unmarked(request)
        if surely is None:
            return
        worth = request.stable_size.reaches(request.cache.minimum)
        yield report(
            self,
            request,
            mode.segment.origin,
            "explicit mode, but no block is marked: nothing is cached",
            Severity.WARNING if worth else Severity.NOTE,
            surely,
            elsewhere(request),
        )
