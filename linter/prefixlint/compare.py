"""What requests say when they are held against each other: scenes from the sites in sight, findings from the rules.

Knows: sites, rules that compare, which findings may stand where. Must not know: files, trees, how anything is found.
"""

from __future__ import annotations

from collections.abc import Iterable

from prefixlint.finding import Finding, Fix, Related
from prefixlint.guard import guarded
from prefixlint.lint import is_test, unreadable
from prefixlint.requests.families import Scene, Site
from prefixlint.rule import Difference, ProjectRule, Rule
from prefixlint.source import SourceError

MAX_OTHERS = 6  # other requests listed under one finding; more would not be read


def scene(sites: Iterable[Site], reads_usage: bool) -> Scene:
    """Everything in sight, in an order that does not depend on who found it. A request that several files lead to is in
    it once for each form that they give it. What tests send is compared only where nothing else is in sight."""
    found = dict.fromkeys(sites)
    wanted = [one for one in found if not is_test(one.place.path)] or list(found)
    wanted.sort(key=lambda one: (one.place, one.tools_spot.place, repr(one)))
    return Scene(tuple(wanted), reads_usage)


def compared(seen: Scene, rules: Iterable[Rule]) -> list[Finding]:
    """The findings of all comparing rules: one for each code and place."""
    found: dict[tuple[str, object], Finding] = {}
    failed: list[str] = []
    for rule in rules:
        if isinstance(rule, ProjectRule):
            for one in guarded(rule, (one for it in (seen,) for one in rule.compare(it)), Difference, failed):
                if one.about.code in one.spot.allowed and one.severity >= one.spot.floor:
                    found.setdefault((one.about.code, one.spot.place), _finding(one))
    first = seen.sites[0].place if failed else None
    return [*found.values(), *(unreadable(first.path, SourceError(line, 1, 1)) for line in failed if first)]


def _finding(one: Difference) -> Finding:
    seen = {one.spot.place}
    related: list[Related] = []
    for place, message in one.related:
        if place not in seen and len(related) < MAX_OTHERS:
            seen.add(place)
            related.append(Related(place, message))
    return Finding(
        one.about.code, one.about.name, one.severity, one.confidence, one.reason, one.spot.place, one.message, one.site.info,
        tuple(related), None, Fix("display", one.advice), one.site.info.function, one.about.page,
    )  # fmt: skip
