"""A cache key that is new with every request."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from prefixlint.finding import Confidence, Severity
from prefixlint.flow.volatility import Cause, Volatility
from prefixlint.requests.model import Request
from prefixlint.rule import About, Example, Report, RequestRule
from prefixlint_rules._cache import report

_WORDS = {Cause.CLOCK: "comes from the clock", Cause.RANDOM: "is random"}


@dataclass(frozen=True)
class VolatileCacheKey(RequestRule):
    """PFX611."""

    about = About("PFX611", "volatile-cache-key", "a cache key that is random, time-based or of one request", "0.1")
    why = """The key says which requests share a cache: those with the same key are sent to the same machine. A key that is
new each time puts every request into a cache of its own, where nothing has been stored yet, so a perfectly constant prompt
is paid for in full. OpenAI's diagnostics call it `prompt_cache_key_changed`. With a stable key one customer went from 60 %
to 87 % of cached tokens."""
    advice = (
        "Take a key that stays the same for a conversation, a user or a kind of prompt, for instance the prompt's name."
    )
    when_not = "When requests must not share a cache on purpose, for instance in a measurement."
    sources = (
        "https://developers.openai.com/api/docs/guides/prompt-caching/diagnostics, read 2026-10",
        "https://developers.openai.com/cookbook/examples/prompt_caching_201, read 2026-02",
    )
    examples = (
        Example(
            "A key for each request",
            bad="""\
import uuid

from openai import OpenAI

client = OpenAI()
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80


def answer(question: str) -> str | None:
    reply = client.chat.completions.create(
        model="gpt-5.1",
        prompt_cache_key=str(uuid.uuid4()),
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
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80


def answer(question: str) -> str | None:
    reply = client.chat.completions.create(
        model="gpt-5.1",
        prompt_cache_key="handbook",
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
        for key in request.controls.options:
            taint = key.segment.taint
            if key.means != "key" or key.value is not None or taint.cause in (Cause.UNKNOWN, Cause.LIMIT):
                continue
            if taint.level < Volatility.REQUEST:
                continue
            # What a name says of request data is not enough: a key is often looked up under a name of its own.
            by_name = taint.cause is not Cause.IDENTITY and taint.confidence is not Confidence.CERTAIN
            if taint.level is Volatility.REQUEST and by_name:
                continue
            says = _WORDS.get(taint.cause, "belongs to one request")
            yield report(
                self,
                request,
                key.segment.origin,
                f"`{key.word}` {says}, so that no two requests share a cache",
                Severity.WARNING,
                taint.confidence if request.joined else min(taint.confidence, Confidence.LIKELY),
                [(hop.origin, hop.message) for hop in key.segment.hops],
            )
