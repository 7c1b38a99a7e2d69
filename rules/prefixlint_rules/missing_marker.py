"""A long stable prefix, and nothing marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from prefixlint.finding import Confidence, Severity
from prefixlint.requests.model import BlockKind, Request
from prefixlint.rule import About, Example, Repair, Report, RequestRule, about_tokens
from prefixlint_rules._cache import Head, elsewhere, named, reaches, repeats, report, stable_head, unmarked


@dataclass(frozen=True)
class MissingMarker(RequestRule):
    """PFX605."""

    about = About("PFX605", "missing-marker", "a long stable prefix where only what is marked is cached", "0.1")
    why = """Claude caches nothing by itself: without `cache_control` a system text of thousands of tokens is paid for in
full with every request. Marked, it costs a quarter more once, and a tenth each time it is read within five minutes, so the
second request has already paid for it."""
    advice = 'Close the part that stays the same with `cache_control={"type": "ephemeral"}`.'
    when_not = "When requests come more than an hour apart, or a process sends only one."
    sources = ("https://platform.claude.com/docs/en/build-with-claude/prompt-caching, read 2026-08-21",)
    examples = (
        Example(
            "A long system text without a breakpoint",
            bad="""\
from anthropic import Anthropic

client = Anthropic()
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80


def answer(question: str) -> str:
    reply = client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=500,
        system=RULES,
        messages=[{"role": "user", "content": question}],
    )
    return reply.content[0].text
""",
            good="""\
from anthropic import Anthropic

client = Anthropic()
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80


def answer(question: str) -> str:
    reply = client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=500,
        system=[{"type": "text", "text": RULES, "cache_control": {"type": "ephemeral"}}],
        messages=[{"role": "user", "content": question}],
    )
    return reply.content[0].text
""",
        ),
    )

    def check(self, request: Request) -> Iterator[Report]:
        yield from self._taken_off(request)
        if request.cache.mode != "markers" or not request.cache.direct or not repeats(request):
            return
        surely = unmarked(request)
        head = stable_head(request)
        long = reaches(head.size, request.cache.enough)
        if surely is None or long is None or head.end is None:
            return
        only = "may or may not be" if request.cache.best_effort else "is not"
        related = list(elsewhere(request))
        yield report(
            self,
            request,
            request.origin,
            f"{about_tokens(head.size)} tokens at the start stay the same, but nothing is marked, so that it {only} cached",
            Severity.NOTE if request.cache.best_effort else Severity.WARNING,
            min(surely, long, Confidence.LIKELY) if related else min(surely, long),
            related,
            repair=Repair("mark-system", request.origin) if _in_system(request, head) else None,
        )

    def _taken_off(self, request: Request) -> Iterator[Report]:
        """Marks that are taken off again before anything is sent."""
        for _, marker in request.markers():
            if marker.taken is not None:
                message = f"{named(marker)} is set here and taken off again behind it, so that nothing is marked"
                related = [(marker.taken, "taken off again here")]
                advice = "Take the marks off earlier blocks first, then set the new one."
                yield report(
                    self, request, marker.origin, message, Severity.WARNING, Confidence.LIKELY, related, advice
                )


def _in_system(request: Request, head: Head) -> bool:
    """Whether what stays the same is the system text, and all of that."""
    blocks = [block for block in request.blocks if not block.kind.header]
    system = [block for block in blocks if block.kind is BlockKind.SYSTEM]
    return bool(system) and blocks[: len(system)] == system and head.blocks >= request.blocks.index(system[-1]) + 1
