"""A continued response that does not repeat its instructions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from prefixlint.finding import Confidence, Place, Severity
from prefixlint.requests.families import Scene, Site
from prefixlint.rule import About, Difference, Example, ProjectRule


@dataclass(frozen=True)
class InstructionsDropped(ProjectRule):
    """PFX702."""

    about = About("PFX702", "instructions-dropped", "a response is continued without the same instructions", "0.1")
    why = """`previous_response_id` brings back the conversation, but not the `instructions` of the earlier request: they
hold for one request only. A follow-up without them has another start, so nothing of the conversation is read from the
cache, and the model no longer knows its rules."""
    advice = "Send the same `instructions` with each request that continues the conversation."
    when_not = "When the rules were put into the conversation itself, as a first developer message."
    sources = (
        "the Python package openai 3.52.0, docstring of `responses.create` (2026-11): instructions of the previous "
        "response are not carried over",
    )
    examples = (
        Example(
            "A follow-up question",
            bad="""\
from openai import OpenAI

client = OpenAI()
RULES = "Answer in two sentences, quote the paragraph that you rely on, and never guess. " * 60


def ask_twice(question: str, follow_up: str) -> str:
    first = client.responses.create(model="gpt-5.4", instructions=RULES, input=question)
    second = client.responses.create(model="gpt-5.4", previous_response_id=first.id, input=follow_up)
    return second.output_text
""",
            good="""\
from openai import OpenAI

client = OpenAI()
RULES = "Answer in two sentences, quote the paragraph that you rely on, and never guess. " * 60


def ask_twice(question: str, follow_up: str) -> str:
    first = client.responses.create(model="gpt-5.4", instructions=RULES, input=question)
    second = client.responses.create(
        model="gpt-5.4", previous_response_id=first.id, instructions=RULES, input=follow_up
    )
    return second.output_text
""",
        ),
    )

    def compare(self, scene: Scene) -> Iterator[Difference]:
        for site in scene.sites:
            if site.continues is None:
                continue
            if site.omits:
                words = "the instructions are left out as soon as an earlier response is continued"
                yield self._difference(site, words, (), Confidence.LIKELY)
                continue
            first, sure = _first(site, scene.sites)
            if first is None or not first.instructed:
                continue
            related = ((first.place, "the conversation begins here, with instructions"),)
            if not site.instructed:
                words = "the instructions of the response that is continued are not sent again"
                yield self._difference(site, words, related, Confidence.CERTAIN if sure else Confidence.LIKELY)
            elif sure and site.head and first.head and site.head[0] != first.head[0]:
                words = "the response that is continued had other instructions"
                yield self._difference(site, words, related, Confidence.LIKELY)

    def _difference(
        self, site: Site, words: str, related: tuple[tuple[Place, str], ...], confidence: Confidence
    ) -> Difference:
        assert site.continues is not None
        return Difference(
            about=self.about,
            message=f"{words}, so the start of the request is another",
            severity=Severity.WARNING,
            confidence=confidence,
            reason="input_changed",
            spot=site.continues,
            site=site,
            related=(*related, (site.place, "sent here")),
            advice=self.advice,
        )


def _first(site: Site, sites: Sequence[Site]) -> tuple[Site | None, bool]:
    """The request that `site` continues, and whether that is certain; else one of its file and model that begins a
    conversation."""
    if site.after is not None:
        found = next((one for one in sites if one.place == site.after), None)
        return found, True
    begins = (
        one
        for one in sites
        if one.continues is None
        and one.instructed
        and (one.place.path, one.info.api, one.model) == (site.place.path, site.info.api, site.model)
    )
    return next(begins, None), False
