"""What a rule says about itself, as reports carry it along.

Knows: rules, their pages. Must not know: formats, findings, which rules exist.
"""

from __future__ import annotations

from collections.abc import Iterable

from prefixlint import config, explain
from prefixlint.finding import Severity
from prefixlint.report.sarif import RuleText
from prefixlint.rule import Rule

_FAMILIES = {
    "0": "reading",
    "1": "order",
    "2": "undefined-order",
    "3": "tools",
    "4": "images",
    "5": "history",
    "6": "cache-control",
    "7": "header",
    "8": "framework",
    "9": "advice",
}


def described(rules: Iterable[Rule]) -> list[RuleText]:
    """The texts of `rules`, in their order."""
    return [_text(rule) for rule in rules]


def _text(rule: Rule) -> RuleText:
    about = rule.about
    unreadable = about.code == config.UNREADABLE
    advice = not about.default or about.pedantic
    family = (_FAMILIES[about.code[3]],) if about.code.startswith("PFX") else ()
    return RuleText(
        code=about.code,
        name=about.name,
        summary=f"{about.summary[:1].upper()}{about.summary[1:].rstrip('.')}.",
        why=" ".join(rule.why.split()),
        advice=" ".join(rule.advice.split()),
        help=explain.page(rule),
        url=about.url,
        level=Severity.ERROR if unreadable else Severity.NOTE if advice else Severity.WARNING,
        enabled=not advice,
        precision="very-high" if unreadable else "medium" if advice else "high",
        tags=("prompt-caching", *family),
    )
