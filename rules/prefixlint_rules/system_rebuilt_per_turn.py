"""System text that is written or inserted anew in every turn of a conversation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from prefixlint.requests.inversions import Inversion, inversions
from prefixlint.requests.model import Request
from prefixlint.rule import About, Example, OrderRule, Report
from prefixlint_rules._history import edit_report, edits
from prefixlint_rules._shared import REBUILT, is_rebuilt


@dataclass(frozen=True)
class SystemRebuiltPerTurn(OrderRule):
    """PFX503."""

    about = About("PFX503", "system-rebuilt-per-turn", "the system text is built anew in the conversation loop", "0.1")
    why = """The system text stands in front of the conversation. Built again inside the loop with parts that change, or
inserted once more in front of what is already there, it makes every turn a new prompt from its first tokens on: the
whole conversation so far is paid for in full, each time."""
    advice = "Build the system text once, before the loop, and put what changes into the newest user message."
    causes = REBUILT
    examples = (
        Example(
            "What was found for a question in the system text",
            bad="""\
from openai import OpenAI

client = OpenAI()
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


def talk(questions: list[str], catalogue) -> None:
    messages = [{"role": "system", "content": RULES}]
    for question in questions:
        messages[0] = {"role": "system", "content": f"{RULES}\\nThey ask about: {question}"}
        messages.append({"role": "user", "content": question})
        reply = client.chat.completions.create(model="gpt-4o", messages=messages)
        messages.append({"role": "assistant", "content": reply.choices[0].message.content})
""",
            good="""\
from openai import OpenAI

client = OpenAI()
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


def talk(questions: list[str], catalogue) -> None:
    messages = [{"role": "system", "content": RULES}]
    for question in questions:
        messages.append({"role": "user", "content": f"They ask: {question}"})
        reply = client.chat.completions.create(model="gpt-4o", messages=messages)
        messages.append({"role": "assistant", "content": reply.choices[0].message.content})
""",
        ),
    )

    def says(self, inversion: Inversion) -> str:
        source = inversion.culprit.source
        return f"the system text is built anew with `{source}` in every turn of the loop, in front of the conversation"

    def check(self, request: Request) -> Iterator[Report]:
        found = [one for one in inversions(request, self.causes, self.min_tokens) if is_rebuilt(one)]
        for inversion in found:
            yield self.report(request, inversion)
        for edit in edits(request, ("insert", "replace")):
            if edit.kind == "insert" and edit.system:
                yield edit_report(
                    self, request, edit, f"`{edit.source}` puts one more system message in front in every turn"
                )
            elif edit.kind == "replace" and edit.system and edit.varies and not found:
                yield edit_report(self, request, edit, f"`{edit.source}` writes the system text anew in every turn")
