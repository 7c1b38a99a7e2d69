"""Draws docs/pictures/*.svg. With --check, only says which are not current.

Run by `make docs-pages`; a test checks that they are current. A picture brings its own ground, light or dark as the reader's system
says, so that it can be read on a code host and on the site alike; words in it are text. The first shows what prefixlint prints about
docs/examples/quickstart, the others explain.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from html import escape
from itertools import groupby
from pathlib import Path

HERE = Path(__file__).parent
FOLDER = HERE / "pictures"
WIDTH = 860
LEFT, RIGHT = 120, WIDTH - 30
COLUMN = 8.13

STYLE = """\
.ground { fill: #fcfcfa; stroke: #d8dbd6 } .ink { fill: #1f2328 } .dim { fill: #59636e } .bad { fill: #b3341a } .good { fill: #17724f }
.hit { fill: #2f9e6e } .kept { fill: #b6c6d4 } .lost { fill: #efb9aa } .varies { fill: #d9541e } .talk { fill: #7fa7d9 }
.on { fill: #ffffff } .under { fill: #1f2328 } .rule { stroke: #1f2328; fill: none } .wave { stroke: #b3341a; fill: none }
@media (prefers-color-scheme: dark) {
.ground { fill: #171b20; stroke: #333a42 } .ink { fill: #e6edf3 } .dim { fill: #9aa4ae } .bad { fill: #ff9377 } .good { fill: #62d3a4 }
.hit { fill: #2b8f63 } .kept { fill: #46535f } .lost { fill: #71392c } .varies { fill: #e8703a } .talk { fill: #41658f }
.on { fill: #ffffff } .under { fill: #e6edf3 } .rule { stroke: #e6edf3 } .wave { stroke: #ff9377 } }
text { font: 14px system-ui, "Segoe UI", Helvetica, Arial, sans-serif } .small { font-size: 12.5px } .strong { font-weight: 600 }
.code { font: 13.5px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; white-space: pre }
"""
# What the characters of a bar mean, as in `prefixlint explain`.
KINDS = {"█": "hit", "▓": "kept", "▒": "lost", "░": "varies", "━": "talk", "╌": "lost"}


def picture(height: int, title: str, body: Iterable[str]) -> str:
    """A whole file; `title` is what is read aloud instead."""
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img">',
            f"<title>{escape(title)}</title>",
            f"<style>\n{STYLE}</style>",
            f'<rect class="ground" x="0.5" y="0.5" width="{WIDTH - 1}" height="{height - 1}" rx="10"/>',
            *body,
            "</svg>\n",
        ]
    )


def text(x: float, y: float, words: str, kind: str = "ink", anchor: str = "start") -> str:
    """Words whose base line begins, ends or has its middle at a place."""
    at = "" if anchor == "start" else f' text-anchor="{anchor}"'
    # Whatever the font, columns of code stand where the underline expects them.
    size = f' textLength="{COLUMN * len(words):.1f}"' if kind.endswith("code") else ""
    return f'<text class="{kind}" x="{x:g}" y="{y:g}"{at}{size}>{escape(words)}</text>'


def box(x: float, y: float, width: float, kind: str, words: str = "", height: int = 30) -> list[str]:
    """A part of a prompt, with words in its middle."""
    drawn = [f'<rect class="{kind}" x="{x:g}" y="{y:g}" width="{max(width - 2, 1):g}" height="{height}" rx="3"/>']
    if words:
        ink = "on" if kind in ("hit", "varies") else "under"
        drawn.append(text(x + width / 2 - 1, y + height / 2 + 4.5, words, f"{ink} small", "middle"))
    return drawn


def row(y: float, label: str, parts: Iterable[tuple[float, str, str]], height: int = 30) -> list[str]:
    """A request: parts of given shares of the width, from left to right."""
    drawn = [text(30, y + height / 2 + 4.5, label, "dim")]
    x = float(LEFT)
    for share, kind, words in parts:
        drawn += box(x, y, share * (RIGHT - LEFT), kind, words, height)
        x += share * (RIGHT - LEFT)
    return drawn


def legend(y: float, items: Iterable[tuple[str, str]], x: float = LEFT) -> list[str]:
    """What the colours mean."""
    drawn = []
    for kind, words in items:
        drawn.append(f'<rect class="{kind}" x="{x:g}" y="{y - 10:g}" width="12" height="12" rx="2"/>')
        drawn.append(text(x + 18, y, words, "dim small"))
        x += 38 + 6.6 * len(words)
    return drawn


def ran(*arguments: str) -> str:
    """What the command prints about the example."""
    environment = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "prefixlint", *arguments]
    folder = HERE / "examples" / "quickstart"
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8").stdout


def finding() -> str:
    """The finding of the example and its bar, from the program's own output."""
    (found,) = json.loads(ran("check", "--output-format", "json"))["findings"]
    printed = ran("explain", f"{found['path']}:{found['line']}").splitlines()
    bars = {name: next(line[11:] for line in printed if line.startswith(name)) for name in ("today", "after fix")}
    lines = (HERE / "examples" / "quickstart" / found["path"]).read_text(encoding="utf-8").splitlines()
    first, last, step = found["line"] - 2, found["line"] + 1, 20
    margin = len(lines[first]) - len(lines[first].lstrip())
    drawn, y = [], 34.0
    for number in range(first, last):
        drawn.append(text(30, y, f"{number + 1:>3}", "dim code"))
        drawn.append(text(76, y, lines[number][margin:], "ink code"))
        if number + 1 == found["line"]:
            x = 76 + (found["column"] - 1 - margin) * COLUMN
            turns = round((found["end_column"] - found["column"]) * COLUMN / 6)
            wave = " ".join(f"q 1.5 {-3 if turn % 2 else 3} 3 0 t 3 0" for turn in range(turns))
            drawn.append(f'<path class="wave" stroke-width="1.4" d="M {x:.1f} {y + 5:g} {wave}"/>')
        y += step
    said = found["message"].partition(" (")[0].replace("`", "")
    drawn.append(text(30, y + 14, found["code"], "bad strong"))
    drawn.append(text(96, y + 14, said, "ink"))
    y += 38
    for name, bar in bars.items():
        parts = [(len(list(run)) / len(bar), KINDS.get(sign, "kept"), "") for sign, run in groupby(bar)]
        drawn += row(y, name, parts, 26)
        y += 34
    today, after = found["loss"]["cached_today"], found["loss"]["cached_after"]
    said_of = f"Of each request {today or 'no'} tokens come from the cache today; {after:,} would, if the clock stood at the end."
    drawn += [
        text(30, y + 18, said_of),
        *legend(y + 46, [("hit", "read from the cache"), ("lost", "the same as before, but paid in full")], 30),
        *legend(y + 46, [("kept", "the same, but too short to be cached"), ("varies", "changes")], 474),
    ]
    return picture(round(y + 64), f"{found['code']}: {said}. Cached today: {today}; after the fix: {after}.", drawn)


def request() -> str:
    """Two calls, as they should be and with a clock in front."""
    names = ("tools", "rules", "examples", "question")
    shares = (0.17, 0.36, 0.27, 0.2)
    drawn = [text(30, 36, "In the right order", "ink strong")]
    drawn += row(
        50,
        "first call",
        [(s, "kept", n) for s, n in zip(shares[:3], names[:3], strict=True)] + [(0.2, "varies", "question 1")],
    )
    drawn += row(
        88,
        "next call",
        [(s, "hit", n) for s, n in zip(shares[:3], names[:3], strict=True)] + [(0.2, "varies", "question 2")],
    )
    drawn += [text(30, 158, "With a clock in front of the rules", "ink strong")]
    clocks = [[(0.17, kind, "tools"), (0.1, "varies", time), (0.31, lost, "rules"), (0.24, lost, "examples"), (0.18, "varies", what)]
              for kind, lost, time, what in (("kept", "kept", "14:03:07", "question 1"), ("hit", "lost", "14:03:52", "question 2"))]  # fmt: skip
    drawn += row(172, "first call", clocks[0]) + row(210, "next call", clocks[1])
    x = LEFT + 0.17 * (RIGHT - LEFT)
    drawn.append(f'<path class="wave" stroke-width="1.5" stroke-dasharray="4 3" d="M {x - 1:.1f} 164 V 250"/>')
    drawn.append(text(x + 6, 260, "the first difference: nothing behind it is read", "bad small"))
    drawn += legend(
        292,
        [
            ("kept", "sent for the first time"),
            ("hit", "read from the cache, much cheaper"),
            ("lost", "the same as before, paid in full again"),
        ],
    )
    return picture(
        312,
        "A prompt as a row of parts: what is read from the cache when they stand in the right order, and when a clock is in front.",
        drawn,
    )


def order() -> str:
    """How often things change, and the place in the prompt that follows from that."""
    levels = [
        ("constant", "never: text in the source"), ("deployment", "with a release: settings, language"), ("process", "with a restart: order of a set"),
        ("day", "once a day: a date"), ("user", "with the user: name, plan"), ("conversation", "with the session: its history"),
        ("request", "with the question: it, and what was found for it"), ("call", "always: clock, random id"),
    ]  # fmt: skip
    drawn = [text(30, 36, "What changes more often must not stand in front of what changes less often.", "ink strong")]
    width = (RIGHT - 30) / len(levels)
    for number, (name, _) in enumerate(levels):
        kind = ("hit", "hit", "hit", "kept", "kept", "talk", "varies", "varies")[number]
        drawn += box(30 + number * width, 52, width, kind, name, 34)
    drawn.append(f'<path class="rule" stroke-width="1.4" d="M 30 102 H {RIGHT} m -7 -4 l 7 4 l -7 4"/>')
    drawn.append(text(30, 120, "front of the prompt", "dim small"))
    drawn.append(text(RIGHT, 120, "end of the newest message", "dim small", "end"))
    for number, (name, what) in enumerate(levels):
        x, y = (30, 152 + 22 * number) if number < 4 else (420, 152 + 22 * (number - 4))
        drawn += [text(x, y, name, "ink small strong"), text(x + 100, y, what, "dim small")]
    return picture(
        240, "The order of volatility: constant, deployment, process, day, user, conversation, request, call.", drawn
    )


def mark(x: float, y: float, words: str) -> list[str]:
    """A breakpoint."""
    return [
        f'<path class="rule" stroke-width="2" d="M {x - 1:.1f} {y - 7:g} v 44"/>',
        text(x - 1, y - 11, words, "ink small", "end" if x >= RIGHT else "middle"),
    ]


def breakpoints() -> str:
    """The three ways in which providers find what they have seen."""

    def at(share: float) -> float:
        return LEFT + share * (RIGHT - LEFT)

    head, ask = [(0.2, "hit", "tools"), (0.5, "hit", "rules")], [(0.3, "varies", "question 2")]
    cold = [(0.2, "lost", "tools"), (0.5, "lost", "rules")]
    drawn = [text(30, 36, "Longest prefix: whatever was sent before, in steps", "ink strong")]
    drawn += row(50, "next call", [*head[:1], (0.46, "hit", "rules"), (0.04, "lost", ""), *ask])
    drawn.append(
        text(
            LEFT,
            98,
            "OpenAI up to GPT-5.5, Gemini, DeepSeek and others. What is left of the last step is paid in full.",
            "dim small",
        )
    )
    drawn.append(text(30, 138, "Exact breakpoints: only what ended at one", "ink strong"))
    drawn += row(172, "next call", cold + ask) + mark(at(1), 172, "implicit")
    drawn += row(236, "next call", head + ask) + mark(at(0.7), 236, "explicit")
    drawn.append(
        text(
            LEFT,
            286,
            "GPT-5.6 and later. The implicit one stands behind the question, which never returns: set one behind the rules.",
            "dim small",
        )
    )
    drawn.append(text(30, 326, "Markers: only what you mark", "ink strong"))
    drawn += row(360, "next call", head + ask) + mark(at(0.7), 360, "cache_control")
    drawn += row(424, "next call", cold + ask) + mark(at(1), 424, "cache_control")
    drawn.append(
        text(
            LEFT,
            474,
            "Claude. On a part that changes with each call a marker is written each time, at a higher price, and never read.",
            "dim small",
        )
    )
    drawn += legend(
        506, [("hit", "read from the cache"), ("lost", "the same as before, paid in full again"), ("varies", "changes")]
    )
    return picture(526, "Three kinds of caches: the longest prefix in steps, exact breakpoints, and markers.", drawn)


def pictures() -> dict[str, str]:
    """File name to content, for all pictures."""
    return {"finding.svg": finding(), "request.svg": request(), "order.svg": order(), "breakpoints.svg": breakpoints()}


def stale() -> list[str]:
    """Names of pictures that are missing, different or left over."""
    wanted = pictures()
    there = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.svg")}
    return sorted(name for name in wanted.keys() | there.keys() if wanted.get(name) != there.get(name))


def main() -> None:
    """Draw the pictures, or check them."""
    if "--check" in sys.argv[1:]:
        changed = stale()
        sys.exit(f"not current, run make docs-pages: {', '.join(changed)}" if changed else 0)
    FOLDER.mkdir(exist_ok=True)
    for name, content in pictures().items():
        (FOLDER / name).write_text(content, encoding="utf-8")
    print(f"{len(pictures())} pictures drawn")


if __name__ == "__main__":
    main()
