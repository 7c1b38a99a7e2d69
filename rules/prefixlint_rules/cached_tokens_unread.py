"""Nobody looks at what the cache did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from prefixlint.finding import Confidence, Severity
from prefixlint.requests.families import Scene
from prefixlint.rule import About, Difference, Example, ProjectRule


@dataclass(frozen=True)
class CachedTokensUnread(ProjectRule):
    """PFX902."""

    about = About(
        "PFX902", "cached-tokens-unread", "responses' cache figures are never looked at", "0.1", default=False
    )
    asks_usage: ClassVar[bool] = True
    why = """Nothing fails when a prompt is no longer read from the cache; only the bill grows, to ten times the price of
those tokens. Every response says how many tokens came from the cache. Where nobody logs that figure, nobody notices the
commit that set it to zero."""
    advice = "Log the cached tokens of each response beside its input tokens, and watch their share."
    when_not = "When a proxy or an observability tool reads the usage figures of all responses."
    sources = (
        "https://developers.openai.com/api/docs/guides/prompt-caching (autumn 2026): `cached_tokens` in the usage of each "
        "response",
        "https://platform.claude.com/docs/en/build-with-claude/prompt-caching (2026-08-21): `cache_read_input_tokens`",
    )
    examples = (
        Example(
            "A response of which only the text is used",
            bad="""\
from openai import OpenAI

client = OpenAI()
RULES = "Answer in two sentences, quote the paragraph that you rely on, and never guess. " * 60


def answer(question: str) -> str:
    reply = client.responses.create(model="gpt-4.1", instructions=RULES, input=question)
    return reply.output_text
""",
            good="""\
import logging

from openai import OpenAI

client = OpenAI()
RULES = "Answer in two sentences, quote the paragraph that you rely on, and never guess. " * 60


def answer(question: str) -> str:
    reply = client.responses.create(model="gpt-4.1", instructions=RULES, input=question)
    if reply.usage is not None:
        cached = reply.usage.input_tokens_details.cached_tokens
        logging.info("%d of %d tokens from the cache", cached, reply.usage.input_tokens)
    return reply.output_text
""",
        ),
    )

    def compare(self, scene: Scene) -> Iterator[Difference]:
        sent = [site for site in scene.sites if site.joined and site.caches]
        if scene.reads_usage or not sent:
            return
        first = sent[0]
        others = len({site.place for site in sent}) - 1
        more = f", nor of {others} other{'s' if others > 1 else ''}" if others else ""
        yield Difference(
            about=self.about,
            message=f"nobody looks at how many tokens of this request came from the cache{more}",
            severity=Severity.NOTE,
            confidence=Confidence.LIKELY,
            reason="usage_unread",
            spot=first.spot,
            site=first,
            related=tuple((site.place, "nor here") for site in sent[1:]),
            advice=self.advice,
        )
