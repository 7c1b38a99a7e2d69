"""A conversation of which only the newest turns are sent, so that it begins elsewhere each time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from prefixlint.requests.model import Edited, Request
from prefixlint.rule import About, Example, Report, RequestRule
from prefixlint_rules._history import edit_report, edits


@dataclass(frozen=True)
class SlidingWindow(RequestRule):
    """PFX502."""

    about = About("PFX502", "sliding-window", "only the newest turns of the conversation are sent", "0.1")
    why = """A window over the newest turns looks harmless until it is full. From then on each turn pushes the oldest one out,
the first message is another one every time, and the whole window is paid for in full although all but its last message
was sent before. A conversation that is cut in half once it gets too long loses its cache at that one turn only."""
    advice = "Send all of it until a limit is passed, then cut half of it at once, or summarise it, and keep the rest as it is."
    when_not = "When the window is never full, or so small that the system text is most of the prompt."
    sources = (
        "OpenAI, guides: prompt caching, preserved reasoning (cut rarely, cut much), read 2026-11-19",
        "OpenAI cookbook, Prompt Caching 201 (retention ratio), read 2026-11-20",
    )
    examples = (
        Example(
            "The newest twenty messages",
            bad="""\
from openai import OpenAI

client = OpenAI()
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


def answer(history: list[dict[str, str]], question: str) -> str | None:
    reply = client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": RULES},
            *history[-20:],
            {"role": "user", "content": question},
        ],
    )
    return reply.choices[0].message.content
""",
            good="""\
from openai import OpenAI

client = OpenAI()
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


def answer(history: list[dict[str, str]], question: str) -> str | None:
    reply = client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": RULES},
            *history,
            {"role": "user", "content": question},
        ],
    )
    return reply.choices[0].message.content
""",
        ),
    )

    def check(self, request: Request) -> Iterator[Report]:
        for edit in edits(request, ("window",)):
            yield edit_report(self, request, edit, _says(edit))


def _says(edit: Edited) -> str:
    if edit.rare:
        return f"`{edit.source}` cuts the conversation; the cache is lost at that turn only, because much goes at once"
    newest = f"the newest {edit.size} turns" if edit.size else "the newest turns"
    return f"`{edit.source}` keeps only {newest}; once it is full, the conversation begins elsewhere in every turn"
