"""Money: what is lost at the traffic that a user states, and at no other.

Knows: losses, prices, patterns of sites. Must not know: how anything is found, output formats, where settings come from.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

import msgspec

from prefixlint.finding import Finding, Loss, RequestInfo

if TYPE_CHECKING:
    from prefixlint.knowledge.prices import Price, Prices

_EACH_CALL = frozenset({"call", "user", "conversation"})  # what is lost by the day, process or host is not worth a sum


class Traffic(msgspec.Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True):
    """What a user says of the traffic. `sites` gives calls per day by pattern of a file, of a function, or of both as
    `file:function`; the first that fits counts. `model` is that of calls which do not name one."""

    calls_per_day: float | None = None
    model: str | None = None
    sites: dict[str, float] = {}

    def calls(self, request: RequestInfo, matches: Callable[[str, str], bool]) -> float | None:
        """The calls per day of a request; None if they are not stated. `matches` says whether a pattern fits a path."""
        for pattern, calls in self.sites.items():
            path, colon, function = pattern.rpartition(":")
            if colon:
                if matches(path, request.place.path) and fnmatchcase(request.function, function):
                    return calls
            elif fnmatchcase(request.function, pattern) or matches(pattern, request.place.path):
                return calls
        return self.calls_per_day


def priced(finding: Finding, traffic: Traffic, prices: Prices, matches: Callable[[str, str], bool]) -> Finding:
    """`finding` with what it costs a day, if its traffic is stated and the price of its model known."""
    request, loss = finding.request, finding.loss
    if request is None or loss is None or loss.per not in _EACH_CALL:
        return finding
    calls = traffic.calls(request, matches)
    price = prices.of(request.provider, request.model) if request.model else prices.of(None, traffic.model)
    if calls is None or price is None:
        return finding
    each = per_call(loss, price)
    if not each:
        return finding  # nothing is lost, or nobody knows how much
    return replace(finding, loss=replace(loss, calls_per_day=calls, dollars_per_day=each * calls))


def per_call(loss: Loss, price: Price) -> float:
    """What one call costs more than with all that is stable read from the cache. What is written to the cache each time and
    never read costs the premium for writing as well."""
    today = price.write if loss.written else price.input
    return max(0.0, today - price.read) * (loss.cached_after - loss.cached_today)


def shown(path: str, root: str) -> str:
    """A path of a setting, which is relative to the file that it stands in."""
    return path if os.path.isabs(path) else os.path.join(root, path)
