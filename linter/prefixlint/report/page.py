"""All requests of a project as one page that needs nothing beside it.

The list is written out; what is behind each entry lies in the page as data and is drawn when it is opened, so that a page
with thousands of requests opens at once. Whatever comes from source is escaped by jinja2 or kept as text by the script.
Knows: sites, findings, the template. Must not know: how anything is found, files of the project, configuration.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from prefixlint.finding import Finding, Place, Severity
from prefixlint.picture import Cell, Picture, Row, Site, State
from prefixlint.picture.words import address, first_words, policy, sent_to
from prefixlint.report.excerpt import excerpts
from prefixlint.report.snippet import visible
from prefixlint.report.text import Lines

MAX_TEXT = 400  # characters of a text that are shown
MAX_OTHERS = 12


@dataclass(frozen=True, slots=True)
class Figure:
    """What stands in front of an entry: a number or a word, and what it means."""

    value: str
    caption: str
    level: str  # "loss", "some", "none"
    about: bool = False


def render(
    sites: Sequence[Site], findings: Sequence[Finding], lines: Lines, title: str, version: str, base: str = ""
) -> str:
    """The page. `findings` are all there are: those that belong to no site are listed on their own. `title` says what was
    looked at; `base` is what all paths begin with that a reader need not see."""
    import jinja2

    writer = _Writer(lines, base)

    folder = files("prefixlint.report").joinpath("templates")
    css, script, template = (
        folder.joinpath(name).read_text(encoding="utf-8") for name in ("page.css", "page.js", "page.html")
    )
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["clean"] = clean
    drawn = {state for site in sites for state in site.picture.states}
    attached = {finding for site in sites for finding in site.findings}
    page = environment.from_string(template).render(
        title=title,
        version=version,
        css=_safe(css),
        script=_safe(script),
        policy=_policy(css, script),
        entries=[writer.entry(number, site) for number, site in enumerate(sites)],
        rest=[writer.finding(finding, None) for finding in findings if finding not in attached],
        totals=_totals(sites, findings),
        rules=sorted({(finding.code, finding.name) for finding in findings}),
        files=sorted({(site.place.path, writer.short(site.place.path)) for site in sites}),
        states=[(state.value, state.about) for state in State if state in drawn],
        data=_data([writer.details(site) for site in sites]),
    )
    # A prompt may hold half a character, which no file can.
    return page.encode("utf-8", "replace").decode("utf-8")


def clean(text: str) -> str:
    """`text` without what could steer a terminal or turn the order of what is read around."""
    return "".join(
        piece if piece != "?" or was == "?" else "\ufffd" for piece, was in zip(visible(text), text, strict=True)
    )


def _safe(text: str) -> Any:
    """Our own text, which needs no escaping."""
    import markupsafe

    return markupsafe.Markup(text)


def _policy(css: str, script: str) -> str:
    """What a browser may do with the page: run our script, use our style, show our icon, and nothing else."""

    def allowed(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    return (
        f"default-src 'none'; style-src {allowed(css)}; script-src {allowed(script)}; img-src data:;"
        " base-uri 'none'; form-action 'none'"
    )


def _data(value: object) -> Any:
    """JSON that can stand inside an element: nothing in it can end or open one."""
    text = json.dumps(value, separators=(",", ":"))  # pure ASCII
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return _safe(text)


def _totals(sites: Sequence[Site], findings: Iterable[Finding]) -> dict[str, Any]:
    """The figures at the head of the page."""
    counts = Counter(finding.severity for finding in findings)
    return {
        "sites": len(sites),
        "sent": sum(site.picture.map.joined for site in sites),
        "found": sum(bool(site.findings) for site in sites),
        "loss": sum(site.loss for site in sites),
        "losing": sum(site.loss > 0 for site in sites),
        "counts": [(severity.name.lower(), counts[severity]) for severity in sorted(Severity, reverse=True)],
    }


def figure(drawn: Picture) -> Figure:
    """What a request costs, in a word."""
    if drawn.cached.gain:
        more = ", and the conversation" if drawn.repaid else ""
        return Figure(f"{drawn.cached.gain:,}", f"tokens lost per call{more}", "loss", not drawn.cached.exact)
    if drawn.repaid:
        return Figure("all turns", "of the conversation are paid in full", "loss")
    if drawn.stable in ("0", "?"):
        return Figure("?", "nothing in it is known to stay the same", "none")
    if drawn.cached.after:
        return Figure(f"{drawn.cached.today:,}", "tokens read from the cache", "none", not drawn.cached.exact)
    return Figure("0", "too short to be cached", "some" if drawn.lost else "none")


def _pieces(text: str) -> list[tuple[str, bool]]:
    """Sentences, with what is code in them told apart."""
    return [(piece, at % 2 == 1) for at, piece in enumerate(text.split("`")) if piece]


def _stretches(cells: Sequence[Cell]) -> list[dict[str, str]]:
    """A bar as rectangles, in percent of its width."""
    total = sum(cell.weight for cell in cells) or 1
    # What is too thin to be seen takes its room from the others.
    least = total * 0.008
    weights = [max(cell.weight, least) for cell in cells]
    scale = 100 / sum(weights) if weights else 0
    found, at = [], 0.0
    for cell, weight in zip(cells, weights, strict=True):
        width = weight * scale
        found.append({"x": f"{at:.2f}%", "width": f"{width:.2f}%", "state": cell.state.value, "label": cell.label})
        at += width
    return found


@dataclass(frozen=True, slots=True)
class _Writer:
    """What is written of sites, with places as a reader of this page knows them."""

    lines: Lines
    base: str

    def short(self, text: str) -> str:
        """A place without what all places begin with."""
        return clean(text.removeprefix(self.base))

    def entry(self, number: int, site: Site) -> dict[str, Any]:
        """What is written out of a site."""
        drawn = site.picture
        blamed = drawn.culprit.place if drawn.culprit is not None else None
        helps = [
            finding.fix.message for finding in site.findings if finding.fix is not None and finding.place == blamed
        ]
        helps += [finding.fix.message for finding in site.findings if finding.fix is not None]
        codes = Counter((finding.code, finding.severity.name.lower()) for finding in site.findings)
        return {
            "number": number,
            "name": drawn.map.function or "module",
            "place": self.short(f"{site.place.file}:{site.place.line}"),
            "sent": sent_to(drawn.map),
            "verdict": _pieces(drawn.verdict.replace(self.base, "")),
            "advice": _pieces(helps[0]) if helps else [],
            "figure": figure(drawn),
            "today": _stretches(drawn.today),
            "after": _stretches(drawn.after) if drawn.after != drawn.today else [],
            "codes": [
                {"code": code, "severity": severity, "count": count} for (code, severity), count in codes.items()
            ],
            "joined": drawn.map.joined,
        }

    def details(self, site: Site) -> dict[str, Any]:
        """What is shown of a site when it is opened, and what its filters look at."""
        drawn = site.picture
        beside = site.place
        others = [one for one in site.others if one.entry]
        return {
            "path": site.place.path,
            "sent": f"{sent_to(drawn.map)}; {policy(drawn.map)}",
            "forms": len(site.others) + 1,
            "through": list(dict.fromkeys(clean(one.entry) for one in (drawn.map, *others) if one.entry))[:MAX_OTHERS],
            "findings": [self.finding(finding, beside) for finding in site.findings],
            "rows": [self.row(row, beside) for row in drawn.rows],
            "source": [
                {"file": self.short(one.file), "lines": [[line.number, [[run.text, run.kind] for run in line.runs]] for line in one.lines]}
                for one in excerpts(site, self.lines)
            ],
        }  # fmt: skip

    def finding(self, finding: Finding, beside: Place | None) -> dict[str, str]:
        return {
            "code": finding.code,
            "name": finding.name,
            "severity": finding.severity.name.lower(),
            "place": self.short(address(finding.place, beside) if beside is not None else str(finding.place)),
            "message": clean(finding.message),
            "help": clean(finding.fix.message) if finding.fix is not None else "",
            "url": finding.url,
        }

    def row(self, row: Row, beside: Place) -> list[Any]:
        """A row of the table, in the order in which the script reads it."""
        return [
            row.number,
            clean(row.role),
            row.level,
            row.state.value if row.state is not None else "",
            row.tokens,
            clean(first_words(row.text, MAX_TEXT)),
            row.literal,
            self.short(address(row.place, beside)) if row.written else "",
            clean(row.note),
            clean(row.marker),
            [[hop.message, self.short(address(hop.place, beside))] for hop in row.hops],
            row.written,
        ]
