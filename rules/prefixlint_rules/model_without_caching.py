"""A long stable prefix on a model that does not cache."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from prefixlint.finding import Severity
from prefixlint.requests.model import Request
from prefixlint.rule import About, Example, Report, RequestRule, about_tokens
from prefixlint_rules._cache import reaches, repeats, report, stable_head


@dataclass(frozen=True)
class ModelWithoutCaching(RequestRule):
    """PFX613."""

    about = About("PFX613", "model-without-caching", "a long stable prefix on a model that does not cache", "0.1")
    why = """Some models have no price for cached input: gpt-4, gpt-4-turbo, gpt-3.5, the first gpt-4o, most `-pro` models
and Gemini before 2.5. However well a prompt is ordered, all of it is paid for in full each time. Models of the same family
that came later read a stable prefix at half the price down to a twentieth of it."""
    advice = "Try a model of the family that caches; compare prices with the share of the prompt that stays the same."
    when_not = "When the choice of the model is settled."
    sources = ("https://developers.openai.com/api/docs/guides/prompt-caching, read 2026-10",)
    examples = (
        Example(
            "Long rules, an early model",
            bad="""\
from openai import OpenAI

client = OpenAI()
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80


def answer(question: str) -> str | None:
    reply = client.chat.completions.create(
        model="gpt-4-turbo",
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
        model="gpt-4.1",
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
        if request.cache.mode != "none" or not request.cache.known or not repeats(request):
            return
        head = stable_head(request)
        long = reaches(head.size, request.cache.enough)
        if long is None or head.end is None:
            return
        yield report(
            self,
            request,
            request.origin,
            f"{about_tokens(head.size)} tokens at the start stay the same, but {request.model} does not cache",
            Severity.NOTE,
            long,
        )
