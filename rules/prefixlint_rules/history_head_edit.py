"""Earlier turns that are taken out at the head of a conversation, or something put in there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from prefixlint.requests.model import Edited, Request
from prefixlint.rule import About, Example, Report, RequestRule
from prefixlint_rules._history import edit_report, edits

_SAYS = {
    "drop": "takes the oldest turns out one by one, and every time all later ones move",
    "rewrite": "writes older turns anew, one more with every turn, and all that follows the first of them is lost",
    "insert": "puts each new message in front of all earlier ones, which move",
}


@dataclass(frozen=True)
class HistoryHeadEdit(RequestRule):
    """PFX501."""

    about = About("PFX501", "history-head-edit", "the head of the conversation is edited", "0.1")
    why = """A conversation that only grows at its end is read from the cache up to the newest turn. Taking out its oldest
message, or putting one in front, moves everything behind that place: nothing but the system text is reused, and once the
limit is reached this happens in every turn. OpenAI's guide asks for one large cut at a threshold instead of a small one
in each turn."""
    advice = (
        "Append only; when it gets too long, drop half of it at once or replace it by a summary, then leave it alone."
    )
    when_not = "When conversations never get near the limit."
    sources = (
        "OpenAI, guides: prompt caching, preserved reasoning (cut rarely, cut much), read 2026-11-19",
        "OpenAI cookbook, Prompt Caching 201 (retention ratio), read 2026-11-20",
    )
    examples = (
        Example(
            "The oldest message dropped in each turn",
            bad="""\
from openai import OpenAI

client = OpenAI()
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


class Desk:
    def __init__(self) -> None:
        self.messages = [{"role": "system", "content": RULES}]

    def answer(self, question: str) -> str | None:
        self.messages.append({"role": "user", "content": question})
        while len(self.messages) > 40:
            self.messages.pop(1)
        reply = client.chat.completions.create(model="gpt-4o", messages=self.messages)
        self.messages.append({"role": "assistant", "content": reply.choices[0].message.content})
        return reply.choices[0].message.content
""",
            good="""\
from openai import OpenAI

client = OpenAI()
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


class Desk:
    def __init__(self) -> None:
        self.messages = [{"role": "system", "content": RULES}]

    def answer(self, question: str) -> str | None:
        self.messages.append({"role": "user", "content": question})
        reply = client.chat.completions.create(model="gpt-4o", messages=self.messages)
        self.messages.append({"role": "assistant", "content": reply.choices[0].message.content})
        return reply.choices[0].message.content
""",
        ),
    )

    def check(self, request: Request) -> Iterator[Report]:
        for edit in edits(request, ("drop", "insert", "rewrite")):
            if not _is_system_text(edit):
                yield edit_report(self, request, edit, f"`{edit.source}` {_SAYS[edit.kind]}")


def _is_system_text(edit: Edited) -> bool:
    """Whether an edit puts system text in front, which is another rule's to judge."""
    return edit.kind == "insert" and edit.system
