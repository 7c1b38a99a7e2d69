"""What is said of a request: sizes, levels, places, and the verdict.

Knows: volatility and cache policies in words. Must not know: bars, terminals, markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from prefixlint.finding import Place
from prefixlint.flow.volatility import Volatility
from prefixlint.picture.figures import CLOSING, Judged, heads
from prefixlint.picture.model import Cached, State
from prefixlint.tokens import ZERO, Size

if TYPE_CHECKING:
    from prefixlint.requests.map import MapBlock, Part, RequestMap

SLACK = 128  # tokens that are not worth a word: one step of those who cache in steps
CUT = "..."
UNKNOWN, CONSTANT = "unknown", "constant"

LEVELS = {
    Volatility.CONSTANT: CONSTANT,
    Volatility.DEPLOY: "deployment",
    Volatility.PROCESS: "process",
    Volatility.DAY: "day",
    Volatility.USER: "user",
    Volatility.SESSION: "conversation",
    Volatility.REQUEST: "request",
    Volatility.CALL: "call",
}
_CHANGES = {
    Volatility.DAY: "changes every day",
    Volatility.USER: "differs from user to user",
    Volatility.SESSION: "differs from conversation to conversation",
    Volatility.REQUEST: "changes with every request",
    Volatility.CALL: "is different on every call",
}
_HOW = {"markers": "caches what is marked", "breakpoints": "caches up to breakpoints"}
_UNNAMED = ("prompt", "messages", "invoke")  # not the names of an API


def tokens(size: Size) -> str:
    """A size in words: "292" if it is known, "about 292", "292 or more", "?"."""
    if size.low == size.high:
        return f"{size.low:,}"
    if size.high is None:
        return f"{size.estimate:,} or more" if size.estimate > 0 else "?"
    return f"about {size.estimate:,}"


def counted(size: Size) -> str:
    """A size inside a sentence, with its noun's number left to the sentence."""
    words = tokens(size)
    return "an unknown number of" if words == "?" else words


def level(part: Part) -> str:
    """How often a part changes: "constant" for what never does, else what it changes with."""
    return UNKNOWN if part.unknown else LEVELS[part.level]


def address(place: Place, beside: Place) -> str:
    """Where something stands, for a reader who looks at `beside`."""
    return f"line {place.line}" if place.file == beside.file else f"{place.file}:{place.line}"


def first_words(text: str, room: int) -> str:
    """The start of `text` on one line, in at most `room` characters."""
    line = " ".join(text[: room * 8].split())
    if not line:
        return text[: room // 2].replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
    return line if len(line) <= room else line[: max(0, room - len(CUT))].rstrip() + CUT


def shown(part: Part | None) -> str:
    """A dynamic part as its author wrote it, to be put between backticks."""
    return (first_words(part.source, 60) if part is not None else "").replace("`", "'") or "the conversation"


def role(block: MapBlock) -> str:
    """What a block is, in a word or two."""
    kind = block.kind.value
    if kind in ("message", "system"):
        return block.role or ("system" if kind == "system" else "text")
    return {"history": "conversation", "tools": "tool", "switch": "setting"}.get(kind, kind)


def sent_to(one: RequestMap) -> str:
    """Where a request goes."""
    if not one.joined:
        return "prompt text; nothing in sight sends it"
    api = "" if one.api in _UNNAMED else one.api
    whom = api if one.provider and api.startswith(one.provider) else " ".join(filter(None, (one.provider, api)))
    return ", ".join(filter(None, (whom or "provider not known", one.model or "model not known")))


def policy(one: RequestMap) -> str:
    """How what it goes to caches."""
    cache = one.cache
    if cache.mode == "none":
        return "does not cache"
    how = _HOW.get(cache.mode, "caches the longest prefix seen before")
    least = f"{cache.minimum:,}" if cache.minimum == cache.enough else f"{cache.minimum:,} to {cache.enough:,}"
    step = f", in steps of {cache.step}" if cache.step else ""
    return f"{how}, from {least} tokens{step}"


def verdict(one: RequestMap, figures: Cached, stable: Size, parts: Sequence[Judged]) -> str:
    """What a reader wants to know first, in one to three sentences."""
    sentences = [_amount(one, figures, stable)]
    lost = sum((part.counted for _, part, state in parts if state is State.LOST), ZERO)
    repaid = any(state is State.REPAID for *_, state in parts)
    culprit = _culprit(one, parts)
    if culprit is not None and (lost.estimate >= CLOSING or repaid):
        behind = [f"{counted(lost)} tokens that stay the same"] if lost.estimate >= CLOSING else []
        behind += ["the whole conversation"] if repaid else []
        where = f"`{shown(culprit)}` ({address(culprit.place, one.place)})"
        sentences.append(f"{where} {_CHANGES.get(culprit.level, 'changes')}, and behind it {_listed(behind)} in full.")
    elif figures.gain >= SLACK and one.cache.mode == "markers":
        sentences.append("What is not marked is not kept.")
    unknown = _doubt(one, parts)
    if unknown is not None:
        sentences.append(f"This holds if `{shown(unknown)}` stays the same, which is not known.")
    return " ".join(sentences)


def _culprit(one: RequestMap, parts: Sequence[Judged]) -> Part | None:
    """What is to blame: what varies first, or if only a conversation is behind it what varies more often than that."""
    if any(state is State.LOST for *_, state in parts):
        return one.breaks
    return next(
        (part for block, part, state in parts if state is State.CHANGES and heads(block, part)),
        None,
    )


def _doubt(one: RequestMap, parts: Sequence[Judged]) -> Part | None:
    """What may or may not vary, in front of enough text that is taken for the prefix; None if there is no such thing."""
    ahead = 0
    for _, part, state in reversed(parts):
        if state in (State.CACHED, State.SAME) and part.text is not None:
            ahead += part.counted.estimate
        elif state is State.UNKNOWN and ahead >= CLOSING and named(part, one):
            return part
    return None


def named(part: Part, one: RequestMap) -> bool:
    """Whether a value has words of its own in the source: not the whole call, or a function that gets it from others."""
    return bool(part.source) and not (part.place == one.place and len(part.source) > 40)


def _listed(behind: Sequence[str]) -> str:
    return f"{' and '.join(behind)} {'is' if len(behind) == 1 and 'tokens' not in behind[0] else 'are'} paid"


def _amount(one: RequestMap, figures: Cached, stable: Size) -> str:
    """How much is cached, and how much could be."""
    about = "" if figures.exact else "about "
    grows = any(block.kind.value == "history" for block in one.blocks)
    if one.cache.mode == "none":
        return "Nothing is cached: this model does not cache."
    if stable.estimate == 0:
        return "Nothing of any length in it is known to stay the same."
    if figures.after == 0:
        start = "What is known of this" if stable.high is None else "This"
        start = "Without the conversation this" if grows else start
        size = f"about {stable.estimate:,}" if stable.high is None else tokens(stable)
        return f"{start} is too short to be cached: {size} stable tokens, minimum {one.cache.minimum:,}."
    if figures.gain < SLACK:
        return f"In order: {about}{figures.today:,} tokens stand in front of all that changes and can be read from the cache."
    if not figures.today:
        return f"Nothing is cached today; {about}{figures.after:,} tokens of each request could be."
    return f"{about}{figures.today:,} tokens are cached today; {about}{figures.after:,} could be.".capitalize()
