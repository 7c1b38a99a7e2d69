"""A request in Markdown, for what an editor shows under the mouse.

Knows: maps of requests. Must not know: the protocol, places in editors, how anything is found.
"""

from __future__ import annotations

from prefixlint.flow.volatility import Confidence, Volatility
from prefixlint.requests.map import MapBlock, Part, RequestMap
from prefixlint.tokens import Size

MAX_WORDS = 48  # characters of a part that are shown
MAX_PARTS = 12  # of one block
_LEVELS = {
    Volatility.CONSTANT: "constant",
    Volatility.DEPLOY: "same in one deployment",
    Volatility.PROCESS: "same in one process",
    Volatility.DAY: "changes every day",
    Volatility.USER: "differs between users",
    Volatility.SESSION: "differs between conversations",
    Volatility.REQUEST: "changes with every request",
    Volatility.CALL: "different on every call",
}


def markdown(one: RequestMap) -> str:
    """The request as a heading, a sentence about its prefix, and a table of its parts in wire order."""
    who = " ".join(filter(None, (one.provider, one.api, one.model and f"`{one.model}`"))) or "prompt text"
    lines = [f"**{who}**" if one.joined else f"**{who}** (no request in sight sends it)", "", prefix(one), ""]
    lines += ["| # | part | changes | tokens |", "|--:|:--|:--|--:|"]
    for number, block in enumerate(one.blocks, 1):
        lines += _rows(number, block)
    return "\n".join(lines)


def prefix(one: RequestMap) -> str:
    """How much of what is stable stands in front of the first thing that varies."""
    culprit = one.breaks
    stable = tokens(one.stable)
    if culprit is None:
        return f"Nothing in it is known to vary: {stable} stable tokens."
    return f"{tokens(one.prefix)} of {stable} stable tokens stand in front of `{name(culprit)}`, which varies."


def tokens(size: Size) -> str:
    """A number of tokens."""
    if size.high is not None and size.low == size.high:
        return f"{size.low:,}"
    return f"about {size.estimate:,}" if size.estimate or size.high is not None else "an unknown number of"


def name(part: Part) -> str:
    """What a dynamic part is called: its expression, or what it is where none is written."""
    return cut(part.source) or part.cause.name.lower().replace("_", " ")


def level(part: Part) -> str:
    """How often a part changes, in words."""
    if part.text is not None:
        return _LEVELS[Volatility.CONSTANT]
    if part.confidence is Confidence.POSSIBLE:
        return "unknown"
    likely = ", likely" if part.confidence is Confidence.LIKELY else ""
    return _LEVELS[part.level] + likely


def cut(text: str) -> str:
    """`text` on one line, shortened, so that it cannot end a code span or a cell of a table."""
    words = " ".join(text.split()).replace("`", "'").replace("|", "\\|")
    return words if len(words) <= MAX_WORDS else words[: MAX_WORDS - 3].rstrip() + "..."


def _rows(number: int, block: MapBlock) -> list[str]:
    mark = f", marked `{block.marker.word}`" if block.marker is not None else ""
    role = block.role or block.kind.value
    rows = [f"| {number} | **{role}**{mark} | | {_cell(block.size)} |"]
    for part in block.parts[:MAX_PARTS]:
        words = cut(part.text or "") or "(white space)"
        shown = f'"{words}"' if part.text is not None else f"`{{{name(part)}}}`"
        rows.append(f"| | {_escaped(shown) if part.text is not None else shown} | {level(part)} | {_cell(part.size)} |")
    if len(block.parts) > MAX_PARTS:
        rows.append(f"| | and {len(block.parts) - MAX_PARTS} more | | |")
    return rows


def _cell(size: Size) -> str:
    """A number of tokens in a table."""
    return "?" if size.high is None and not size.estimate else tokens(size)


def _escaped(text: str) -> str:
    """Prose in which nothing is Markdown."""
    return "".join("\\" + sign if sign in "*_#<>[]" else sign for sign in text)
