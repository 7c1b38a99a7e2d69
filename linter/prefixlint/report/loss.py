"""What a finding costs, in words: what the cache reads today and could read, and money where the traffic is stated.

Knows: losses. Must not know: how they are computed, prices, output formats.
"""

from __future__ import annotations

from prefixlint.finding import Loss


def cache_words(loss: Loss) -> str:
    """What is read from the cache today and what could be; "" where nothing is to be said."""
    if not loss.stable_tokens:
        return ""
    about = "" if loss.exact and not loss.cached_open else "about "
    steps = f" (in steps of {loss.step:,})" if loss.step and loss.step > 1 else ""
    today = f"{about}{loss.cached_today:,} tokens are" if loss.cached_today else "nothing is"
    behind = " and what follows" if loss.conversation or loss.cached_open else ""
    if loss.cached_after == loss.cached_today and loss.cached_today and not behind:
        return f"{today} cached today, and no whole step more would be{steps}"
    if loss.cached_after:
        return f"{today} cached today, {about}{loss.cached_after:,}{behind} would be with all that is stable in front{steps}"
    if behind:
        return f"{today} cached today; {about}{loss.stable_tokens:,} tokens{behind} would be, if they make {loss.minimum:,}"
    return f"{today} cached today, and nothing would be: the minimum is {loss.minimum:,} tokens"


def money_words(loss: Loss) -> str:
    """What that costs at the stated traffic; "" if none is stated, or no price is known."""
    if loss.dollars_per_day is None or loss.calls_per_day is None:
        return ""
    most = "" if loss.per == "call" else "up to "
    return f"{most}{dollars(loss.dollars_per_day)} per day at the stated {loss.calls_per_day:,.0f} calls"


def dollars(amount: float) -> str:
    """An amount: $1,234, $12.30, $0.0042."""
    if amount >= 100:
        return f"${amount:,.0f}"
    return f"${amount:,.2f}" if amount >= 0.1 or not amount else f"${amount:.2g}"
