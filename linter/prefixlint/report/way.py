"""How the value of a finding travels: from where it comes, to the culprit, on to the request that sends it.

Knows: findings and the words that rules use for the steps. Must not know: formats, how anything is found.
"""

from __future__ import annotations

from prefixlint.finding import Finding, Place, Related

COMES = "the value comes from here"
THROUGH = "and comes through"
SENT = "sent here"


def way(finding: Finding) -> list[Related]:
    """The steps in the order in which the value takes them, the culprit among them with the message of the finding.
    A place is listed once; fewer than two steps are no way."""
    # Rules list the steps back from the culprit, nearest first, and those forward from it in their order.
    back = [one for one in finding.related if one.message.startswith(COMES)]
    forward = [one for one in finding.related if one.message.startswith(THROUGH)]
    steps = [*reversed(back), Related(finding.place, finding.message), *forward]
    if finding.request is not None:
        end = finding.request.place
        said = next((one.message for one in finding.related if one.place == end), SENT)
        steps.append(Related(end, said))
    seen: set[Place] = {finding.place}
    found: list[Related] = []
    for step in steps:
        if step.place not in seen or (step.place == finding.place and step.message == finding.message):
            seen.add(step.place)
            found.append(step)
    return found
