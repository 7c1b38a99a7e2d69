"""OpenAI 5.6 and later: a constant head that is never found again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from prefixlint.finding import Severity
from prefixlint.flow.volatility import Volatility
from prefixlint.requests.model import BlockKind, Request
from prefixlint.rule import About, Example, Report, RequestRule, about_tokens
from prefixlint_rules._cache import elsewhere, reaches, repeats, report, stable_head, unmarked


@dataclass(frozen=True)
class ImplicitBreakpointTrap(RequestRule):
    """PFX606."""

    about = About(
        "PFX606", "implicit-breakpoint-trap", "constant head, new last message, and only the implicit breakpoint", "0.1"
    )
    why = """From GPT-5.6 on a cached prefix ends exactly at a breakpoint, and the implicit one is set behind the newest
message. A request with the same instructions and another question finds no boundary that it shares: nothing is read, and
1.25 times the price is paid for writing, each time. One measured case read 0 % of a constant head of 9,000 tokens.
Conversations that only grow are not affected."""
    advice = (
        "End the constant text with a block of its own that carries"
        ' `prompt_cache_breakpoint={"mode": "explicit"}` (in a developer message, not in `instructions`).'
    )
    when_not = "When each request continues the one before it."
    sources = (
        "https://developers.openai.com/api/docs/guides/prompt-caching, read 2026-10",
        "https://github.com/openai/codex/issues/35300, read 2026-08",
    )
    examples = (
        Example(
            "The same rules, a new question each time",
            bad="""\
from openai import OpenAI

client = OpenAI()
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80


def answer(question: str) -> str | None:
    reply = client.chat.completions.create(
        model="gpt-5.6",
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
        cache, controls = request.cache, request.controls
        if cache.mode != "breakpoints" or not cache.known or not cache.direct or not repeats(request):
            return
        mode = controls.option("mode")
        if (mode is not None and mode.value != "implicit") or controls.option("continues") or request.has_history:
            return
        head, surely = stable_head(request), unmarked(request)
        long = reaches(head.size, cache.enough)
        if surely is None or long is None or head.end is None or not head.end.taint.believed():
            return
        systems = sum(block.kind is BlockKind.SYSTEM for block in request.blocks)
        asked = request.blocks[-1].kind is BlockKind.MESSAGE and request.blocks[-1].role in ("user", None)
        if not asked or head.blocks < max(systems, 1) or head.end.taint.level < Volatility.USER:
            return
        yield report(
            self,
            request,
            request.origin,
            f"{about_tokens(head.size)} tokens at the start stay the same, but the only breakpoint stands behind"
            f" `{head.end.source}`, so that {request.model} never reads them from the cache",
            Severity.WARNING,
            min(surely, long, head.end.taint.confidence),
            [(head.end.origin, "this differs between requests"), *elsewhere(request)],
        )
