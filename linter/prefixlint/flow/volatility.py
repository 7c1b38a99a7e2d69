"""The volatility chain, confidence and causes; joining them.

Knows: how much of the world must change for a piece of text to change, how sure we are, and why. Pure data, no I/O.
Must not know: syntax trees, SDK names, rules, where a value came from.
"""

from __future__ import annotations

from dataclasses import field
from enum import Enum, IntEnum

from prefixlint.records import record


class Volatility(IntEnum):
    """How much of the world must change for the bytes of a text to change; larger changes more often."""

    CONSTANT = 0
    DEPLOY = 1
    PROCESS = 2
    DAY = 3
    USER = 4
    SESSION = 5
    REQUEST = 6
    CALL = 7


class Confidence(IntEnum):
    """How sure we are of a level: a known call is certain, a telling name likely, anything unknown only possible."""

    POSSIBLE = 0
    LIKELY = 1
    CERTAIN = 2


class Cause(Enum):
    """Why a text varies. Rules are told apart by the cause of the culprit; the value is the `reason` of JSON output."""

    NONE = "none"
    CLOCK = "clock"
    RANDOM = "random"
    IDENTITY = "identity"
    REQUEST_DATA = "request_data"
    EXAMPLES = "examples"
    STATE = "state"
    HISTORY = "history"
    SET_ORDER = "set_order"
    JSON_ORDER = "json_order"
    FILESYSTEM_ORDER = "filesystem_order"
    COMPLETION_ORDER = "completion_order"
    OBJECT_REPR = "object_repr"
    QUERY_ORDER = "query_order"
    EXPIRING_URL = "expiring_url"
    ENVIRONMENT = "environment"
    UNKNOWN = "unknown"
    LIMIT = "limit"


@record(frozen=True, slots=True)
class Taint:
    """A level with its confidence and cause. `frozen` says that a more volatile value was evaluated only once (at
    import, in a memoised function, in `__init__`), which lowered the level."""

    level: Volatility
    confidence: Confidence
    cause: Cause
    frozen: bool = False
    rank: tuple[bool, int, int, str, bool] = field(init=False, repr=False, compare=False)
    """Total order for `join`. What is believed to vary outranks what may merely vary, because unknown is not volatile;
    what is believed to be stable does not, because it says nothing of the rest. Then the level decides, then the
    confidence; the rest only makes ties definite."""

    def __post_init__(self) -> None:
        varies = self.confidence >= Confidence.LIKELY and self.level > Volatility.DEPLOY
        rank = (varies, int(self.level), int(self.confidence), self.cause.value, self.frozen)
        object.__setattr__(self, "rank", rank)

    def believed(self, at_least: Confidence = Confidence.LIKELY) -> bool:
        """Whether the level is sure enough to be acted upon."""
        return self.confidence >= at_least


CONSTANT = Taint(Volatility.CONSTANT, Confidence.CERTAIN, Cause.NONE)
BOTTOM = Taint(Volatility.CONSTANT, Confidence.POSSIBLE, Cause.NONE)  # the neutral element of `join`
UNKNOWN = Taint(Volatility.REQUEST, Confidence.POSSIBLE, Cause.UNKNOWN)
LIMIT = Taint(Volatility.REQUEST, Confidence.POSSIBLE, Cause.LIMIT)


def join(*taints: Taint) -> Taint:
    """The taint of a text made from all of `taints`: the greatest by `Taint.rank`; constant for none."""
    best: Taint | None = None
    for taint in taints:
        if best is None or (taint is not best and taint is not CONSTANT and taint.rank > best.rank):
            best = taint
    return CONSTANT if best is None else best


def freeze(taint: Taint, at: Volatility) -> Taint:
    """`taint` of a value that is evaluated only once per `at` (process, session): never more volatile than that."""
    if taint.level <= at:
        return taint
    return Taint(at, taint.confidence, taint.cause, frozen=True)


def weaken(taint: Taint) -> Taint:
    """`taint` behind an unknown function: it probably passes through, so one step less sure."""
    if taint.confidence is Confidence.POSSIBLE or taint.level is Volatility.CONSTANT:
        return taint
    return Taint(taint.level, Confidence(taint.confidence - 1), taint.cause, taint.frozen)
