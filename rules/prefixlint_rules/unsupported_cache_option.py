"""A cache option that the model does not take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from prefixlint.finding import Confidence, Severity
from prefixlint.flow.values import Origin
from prefixlint.requests.model import Request
from prefixlint.rule import About, Example, Report, RequestRule
from prefixlint_rules._cache import report

_SWAP = "Leave it out, or choose a model that takes it."
_NEW = "Say how long in `prompt_cache_options`."


@dataclass(frozen=True)
class UnsupportedCacheOption(RequestRule):
    """PFX612."""

    about = About("PFX612", "unsupported-cache-option", "a cache option that this model rejects or ignores", "0.1")
    why = """What a request may say to the cache differs by model: breakpoints and `prompt_cache_options` came with GPT-5.6
and are answered with status 400 by older models; `prompt_cache_retention="in_memory"` is refused from GPT-5.5 on, and
keeping prefixes for 24 hours is only offered by some. A lifetime that does not exist is refused as well."""
    advice = "Say to each model what it takes."
    sources = (
        "https://developers.openai.com/api/docs/guides/prompt-caching, read 2026-10",
        "https://learn.microsoft.com/azure/foundry/openai/how-to/prompt-caching, read 2026-08-04",
        "https://community.openai.com/t/1387096, read 2026-11",
        "https://platform.claude.com/docs/en/build-with-claude/prompt-caching, read 2026-08-21",
    )
    examples = (
        Example(
            "Options of a later model",
            bad="""\
from openai import OpenAI

client = OpenAI()


def answer(question: str) -> str | None:
    reply = client.chat.completions.create(
        model="gpt-5.1",
        prompt_cache_options={"ttl": "30m"},
        messages=[{"role": "user", "content": question}],
    )
    return reply.choices[0].message.content
""",
            good="""\
from openai import OpenAI

client = OpenAI()


def answer(question: str) -> str | None:
    reply = client.chat.completions.create(
        model="gpt-5.1",
        prompt_cache_retention="24h",
        messages=[{"role": "user", "content": question}],
    )
    return reply.choices[0].message.content
""",
        ),
    )

    def check(self, request: Request) -> Iterator[Report]:
        cache = request.cache
        if not cache.direct:
            return
        for option in request.controls.options:
            origin = option.segment.origin
            for says in dict.fromkeys((option.means, option.says)):
                value = f'="{option.value}"' if says != option.means else ""
                if says in cache.rejects:
                    yield self._report(request, origin, f"`{option.word}{value}` is rejected by {request.model}", _SWAP)
                elif says in cache.unsupported:
                    text = f"{request.model} is not among the models that take `{option.word}{value}`"
                    yield self._report(request, origin, text, _SWAP, Severity.WARNING)
                elif says in cache.replaced:
                    text = f"`{option.word}` says nothing to {request.model}, which has another option for it"
                    yield self._report(request, origin, text, _NEW, Severity.WARNING)
            if option.means == "lifetime" and isinstance(option.value, str) and option.value not in cache.lifetimes:
                yield self._lifetime(request, origin, option.value)
        yield from self._markers(request)

    def _markers(self, request: Request) -> Iterator[Report]:
        cache = request.cache
        for _, marker in request.markers():
            if "breakpoint" in cache.rejects and marker.word in cache.markers:
                text = f"`{marker.word}` is rejected by {request.model}"
                yield self._report(request, marker.origin, text, _SWAP)
            elif marker.lifetime and cache.lifetimes and marker.lifetime not in cache.lifetimes:
                yield self._lifetime(request, marker.origin, marker.lifetime)

    def _lifetime(self, request: Request, origin: Origin, said: str) -> Report:
        known = " or ".join(f"`{one}`" for one in request.cache.lifetimes)
        return self._report(request, origin, f"there is no lifetime `{said}`, only {known}", f"Write {known}.")

    def _report(
        self, request: Request, origin: Origin, text: str, advice: str, severity: Severity = Severity.ERROR
    ) -> Report:
        ends = ": the API answers with an error" if severity is Severity.ERROR else ""
        return report(self, request, origin, f"{text}{ends}", severity, Confidence.CERTAIN, (), advice)
