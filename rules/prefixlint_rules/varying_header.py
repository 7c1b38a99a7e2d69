"""A setting in front of the whole prompt that changes inside one conversation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from prefixlint.finding import Confidence, Severity
from prefixlint.requests.families import Scene, SentSwitch, Site, conversations, usual
from prefixlint.requests.model import BlockKind, Request, Switch, exclusive
from prefixlint.rule import About, Difference, Example, ProjectRule, Report, RequestRule
from prefixlint_rules._shared import header_report

_REASONS = {
    "model": "model_changed",
    "effort": "reasoning_effort_changed",
    "reasoning": "reasoning_effort_changed",
    "thinking": "reasoning_effort_changed",
    "verbosity": "verbosity_changed",
    "format": "text_format_changed",
    "tier": "service_tier_changed",
}
_UNSET = "not set"


@dataclass(frozen=True)
class VaryingHeader(RequestRule, ProjectRule):
    """PFX701."""

    about = About("PFX701", "varying-header", "model, effort, format or tier changes inside one conversation", "0.1")
    why = """Effort, verbosity and the format of the answer become hidden instructions in front of the system text, and
another model or tier has a cache of its own. Switching one of them in the middle of a conversation means that all earlier
turns are read anew, at full price, and once more when it is switched back."""
    advice = "Choose it once for the whole conversation."
    when_not = "When one turn of a short conversation is worth a better model."
    sources = (
        "https://developers.openai.com/api/docs/guides/prompt-caching/diagnostics (autumn 2026): `model_changed`, "
        "`reasoning_effort_changed`, `verbosity_changed`, `text_format_changed`, `service_tier_changed`",
        "https://platform.claude.com/docs/en/build-with-claude/prompt-caching (2026-08-21): what invalidates what",
    )
    examples = (
        Example(
            "More effort for long questions",
            bad="""\
from openai import OpenAI

client = OpenAI()
RULES = "Answer in two sentences, quote the paragraph that you rely on, and never guess. " * 60


def turn(history: list[dict[str, str]], question: str) -> str | None:
    reply = client.chat.completions.create(
        model="gpt-5.4",
        reasoning_effort="high" if len(question) > 200 else "low",
        messages=[{"role": "system", "content": RULES}, *history, {"role": "user", "content": question}],
    )
    return reply.choices[0].message.content
""",
            good="""\
from openai import OpenAI

client = OpenAI()
RULES = "Answer in two sentences, quote the paragraph that you rely on, and never guess. " * 60


def turn(history: list[dict[str, str]], question: str) -> str | None:
    reply = client.chat.completions.create(
        model="gpt-5.4",
        reasoning_effort="low",
        messages=[{"role": "system", "content": RULES}, *history, {"role": "user", "content": question}],
    )
    return reply.choices[0].message.content
""",
        ),
    )

    def check(self, request: Request) -> Iterator[Report]:
        told = any(block.kind is BlockKind.HISTORY and not block.assumed for block in request.blocks)
        if not told and (request.continues is None or request.continues.origin is None):
            return
        for switch in request.switches:
            if switch.chosen is not None:
                message = f"`{switch.name}` is chosen anew for each turn, and each change loses the whole conversation"
                reason = _reason(switch.name)
                yield header_report(
                    self, request, switch.chosen, message, _advice(switch), reason, ceiling=Severity.WARNING
                )

    def compare(self, scene: Scene) -> Iterator[Difference]:
        for group in conversations(scene.sites):
            names = sorted({one.name for site in group for one in site.switches} - {"model"})
            for name in names:
                yield from self._differences(name, group)

    def _differences(self, name: str, group: Sequence[Site]) -> Iterator[Difference]:
        sent = [(site, _setting(name, site)) for site in group]
        if any(not setting.digest and setting.shown != _UNSET for _, setting in sent):
            return  # not all is known
        most = usual(setting.digest for _, setting in sent)
        model = next((site, setting) for site, setting in sent if setting.digest == most)
        for site, setting in sent:
            if setting.digest != most and not _exclusive(site, model[0]):
                yield Difference(
                    about=self.about,
                    message=f"`{name}` is {_shown(setting)} here, but {_shown(model[1])} in another request of this "
                    "conversation, all of which is read anew",
                    severity=Severity.WARNING,
                    confidence=Confidence.LIKELY,
                    reason=_reason(name),
                    spot=setting.spot,
                    site=site,
                    related=((model[1].spot.place, f"{_shown(model[1])} here"), (site.place, "sent here")),
                    advice=self.advice,
                )


def _setting(name: str, site: Site) -> SentSwitch:
    unset = SentSwitch(name, site.spot, "", _UNSET)
    return next((one for one in site.switches if one.name == name), unset)


def _shown(setting: SentSwitch) -> str:
    return setting.shown if setting.shown == _UNSET else f"`{setting.shown}`"


def _exclusive(site: Site, other: Site) -> bool:
    a, b = site.conversation, other.conversation
    return a is not None and b is not None and exclusive(a.branches, b.branches)


def _reason(name: str) -> str:
    return next((reason for word, reason in _REASONS.items() if word in name), "header_changed")


def _advice(switch: Switch) -> str:
    """Advice fitted to the setting; "" for the usual one."""
    if switch.name == "model":
        return "Choose the model once for the whole conversation, and give side questions a conversation of their own."
    return ""
