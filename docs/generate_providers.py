"""Writes docs/providers/*.md from the knowledge tables and docs/providers.toml. With --check, only says which pages are not current.

Run by `make docs-pages`; a test checks that the pages are current.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import written_pages
from prefixlint.knowledge import load
from prefixlint.knowledge.caches import CachePolicy
from prefixlint_rules import ALL

if sys.version_info >= (3, 11):
    import tomllib
else:  # pragma: no cover - the version decides
    import tomli as tomllib

Row = Mapping[str, Any]
HERE = Path(__file__).parent
FOLDER = HERE / "providers"
MODES = {
    "prefix": "longest prefix",
    "breakpoints": "at breakpoints, one of them set by itself",
    "markers": "what is marked",
    "none": "not at all",
}
OPTIONS = {
    "key": "leads requests with the same beginning to one cache; must not change with the request",
    "retention": "how long prefixes are kept",
    "options": "all settings of the cache",
    "mode": "whether the provider sets a breakpoint by itself",
    "lifetime": "how long what is written is kept",
    "truncation": "drops early turns when a conversation becomes too long, and the prefix with them",
    "continues": "names an earlier request that this one goes on from",
    "marks": "marks the end of the request",
    "injects": "sets markers at places that are listed",
}
# Rows list the spellings of all who speak a form; these are xAI's and LangChain's.
ELSEWHERE = ("extra_headers.", "model_kwargs.")
PLACES = {
    "tool": "tools", "function": "functions of tools", "part": "content parts", "point": "elements of their own", "message": "messages",
    "request": "the request itself", "injected": "places named in an option",
}  # fmt: skip
STATED = {
    "options": "`prompt_cache_options` is refused",
    "breakpoint": "breakpoints are refused",
    "retention": "`prompt_cache_options` takes the place of `prompt_cache_retention`",
}


def pages() -> dict[str, str]:
    """File name to content, for all pages."""
    texts = tomllib.loads((HERE / "providers.toml").read_text(encoding="utf-8"))
    index = [
        "# Providers",
        "",
        "How each provider's prompt cache works, as prefixlint takes it to work, and where that is from. These pages are written from the tables that the rules ask"
        " (`linter/prefixlint/knowledge`): what stands here is what is checked.",
        "",
        "| provider | caches | from, in tokens | in steps of |",
        "|---|---|---|---|",
    ]
    found = {}
    for provider, text in texts["provider"].items():
        policy = load.knowledge().caches.policy(provider, None)
        found[f"{provider}.md"] = page(provider, text, texts["source"])
        steps = {row["step"] for row in _rows("caches", "cache", provider) if "step" in row}
        stepped = ", ".join(_step(one) for one in sorted(steps, reverse=True))
        mode = "; some models: ".join(
            dict.fromkeys(MODES[row["mode"]] for row in _rows("caches", "cache", provider) if "mode" in row)
        )
        index.append(
            f"| [{text['title']}]({provider}.md) | {mode} | {_minimum(policy) if policy.mode != 'none' else ''} | {stepped} |"
        )
    index += [
        "",
        "Where a request does not say who answers, or which model, prefixlint reports only what holds in all cases. A provider that is not listed here is taken to keep the"
        " longest prefix from 1,024 tokens on. `requests` in the [configuration](../configuration.md#your-own-calls) names yours.",
    ]
    return {"index.md": "\n".join(index) + "\n", **found}


def page(provider: str, text: Row, sources: Row) -> str:
    """The page of one provider."""
    rows = _rows("caches", "cache", provider)
    parts = [f"# {text['title']}", text["about"].strip(), "## How it caches", _policies(provider, rows)]
    parts += _markers(provider)
    parts += _options(provider)
    parts += _devices(provider)
    usage = _rows("usage", "usage", provider)
    if usage:
        fields = ", ".join(f"`{field}`" for row in usage for field in row["fields"])
        parts += ["## Whether it works", f"Responses say it in: {fields}."]
    parts += _prices(provider)
    parts += ["## What is checked", _checked(provider, rows)]
    parts += ["## Sources", _sources(provider, sources)]
    return "\n\n".join(parts) + "\n"


def _rows(table: str, kind: str, provider: str) -> list[Row]:
    return [row for row in load.read(table).get(kind, ()) if row.get("provider") == provider]


def _minimum(policy: CachePolicy) -> str:
    return f"{policy.minimum:,}" if policy.enough <= policy.minimum else f"{policy.minimum:,} to {policy.enough:,}"


def _step(step: int) -> str:
    return f"{step:,}" if step > 1 else "exact"


def _patterns(models: Iterable[str]) -> str:
    return ", ".join(f"`{model}`" for model in models)


def _policies(provider: str, rows: list[Row]) -> str:
    """The table of models; the first row that fits a model counts, and the one without models stands last."""
    caches = load.knowledge().caches
    lines = ["| models | caches | from, in tokens | in steps of | beside that |", "|---|---|---|---|---|"]
    for row in sorted(rows, key=lambda row: "models" not in row):
        policy = caches.policy(provider, _example(row["models"]) if "models" in row else None)
        said = [STATED[one] for one in (*policy.rejects, *policy.replaced) if one in STATED]
        said += [
            f"`prompt_cache_retention` of {_value(one)} is refused"
            for one in policy.rejects
            if "=" in one and "-" not in one
        ]
        said += [f"not listed for `prompt_cache_retention` of {_value(one)}" for one in policy.unsupported]
        said += [f"needs `{one}`" for one in policy.needs]
        if "models" in row and caches.policy(provider, None).enough == policy.enough > policy.minimum:
            said.append("sources differ")
        if policy.best_effort:
            said.append("without a marker nothing is promised")
        models = (
            _patterns(row["models"]) if "models" in row else ("all others, or not known" if len(rows) > 1 else "all")
        )
        none = policy.mode == "none"
        step = _step(policy.step) if policy.step and not none else ""
        lines.append(
            f"| {models} | {MODES[policy.mode]} | {'' if none else _minimum(policy)} | {step} | {'; '.join(said)} |"
        )
    text = "\n".join(lines)
    remarks = ["The first row that fits the model's name counts."] if len(rows) > 1 else []
    if any("enough" in row and row["enough"] > row["minimum"] for row in rows):
        remarks.append(
            "Where there are two figures, nothing is cached below the first and everything is from the second on;"
            " between them prefixlint says less."
        )
    text += "\n\n" + " ".join(remarks) if remarks else ""
    return text


def _example(models: list[str]) -> str:
    """A name that the patterns of this row match; the tables are asked with it as a request would ask."""
    return models[0].replace("*", "")


def _value(option: str) -> str:
    return f'`"{option.partition("=")[2]}"`'


def _markers(provider: str) -> list[str]:
    policy = load.knowledge().caches.policy(provider, None)
    if not policy.markers:
        return []
    words = " or ".join(f"`{word}`" for word in policy.markers)
    count = (
        ""
        if policy.maximum is None
        else f" At most {policy.maximum} in a request; one more is {'refused with an error' if policy.refused else 'dropped'}."
    )
    lives = f" Lifetimes: {', '.join(policy.lifetimes)}; the first is the default." if policy.lifetimes else ""
    order = " A longer lifetime must not stand behind a shorter one." if policy.ordered else ""
    parts = ["## Markers", f"Written as {words}.{count}{lives}{order}"]
    lines = []
    for row in load.read("caches").get("surface", ()):
        if provider not in row["providers"]:
            continue
        for word, places in row["takes"].items():
            if places:
                kinds = f" of the types {_patterns(row['accepts'])}" if row.get("accepts") else ""
                kinds += f", not of the types {_patterns(row['refuses'])}" if row.get("refuses") else ""
                where = ", ".join(PLACES[place] for place in places)
                lines.append(f"| `{_call(row['ids'][0])}` | `{word}` | {where}{kinds} |")
    if lines:
        parts.append("\n".join(["| call | marker | where it is taken |", "|---|---|---|", *lines]))
    return parts


def _calls(provider: str) -> dict[str, str]:
    """The calls that are understood for a provider: row to name."""
    found = {}
    for row in load.read("surfaces")["request"]:
        if row.get("provider") == provider:
            found[row["id"]] = row.get("api", row["id"])
    if provider == "azure":  # the same client classes, by another name
        found |= {row["id"]: row["api"] for row in load.read("surfaces")["request"] if row.get("provider") == "openai"}
    return found


def _call(row: str) -> str:
    return next((str(one.get("api", row)) for one in load.read("surfaces")["request"] if one["id"] == row), row)


def _options(provider: str) -> list[str]:
    calls = _calls(provider)
    lines = []
    for row in load.read("caches").get("option", ()):
        mine = [calls[one] for one in row["ids"] if one in calls]
        if mine:
            arguments = _patterns(one for one in row["arguments"] if not one.startswith(ELSEWHERE))
            lines.append(f"| {arguments} | {_patterns(dict.fromkeys(mine))} | {OPTIONS[row['means']]} |")
    return ["## Options", "\n".join(["| argument | of | what it does |", "|---|---|---|", *lines])] if lines else []


def _devices(provider: str) -> list[str]:
    lines = []
    for row in _rows("tools", "device", provider):
        means = [
            f"{row[key]} {what}"
            for key, what in (("subset", "allows some of the tools"), ("late", "adds tools at the end"))
            if key in row
        ]
        lines.append(f"- {_patterns(row['apis'])}: {'; '.join(means)}")
    return ["## Other tools without another list", "\n".join(lines)] if lines else []


def _prices(provider: str) -> list[str]:
    rows = _rows("prices", "price", provider)
    if not rows:
        return []
    lines = ["| models | sent | read from the cache | written to it |", "|---|--:|--:|--:|"]
    for row in rows:
        sums = [row["input"], row.get("read", row["input"]), row.get("write", row["input"])]
        lines.append(f"| {_patterns(row['models'])} | {' | '.join(_dollars(one) for one in sums)} |")
    return [
        "## Prices",
        f"Dollars for a million tokens, standard tier, {max(row['date'] for row in rows)}, shortest lifetime.",
        "\n".join(lines),
    ]


def _dollars(value: float) -> str:
    return (
        f"{value:.4f}".rstrip("0").removesuffix(".") if value < 0.01 else f"{value:.3f}".rstrip("0").removesuffix(".")
    )


def _checked(provider: str, rows: list[Row]) -> str:
    """Which calls are understood, and which rules about cache controls have something to say here."""
    calls = _calls(provider)
    policy = load.knowledge().caches.policy(provider, None)
    modes = {
        load.knowledge().caches.policy(provider, _example(row["models"]) if "models" in row else None).mode
        for row in rows
    }
    means = {row["means"] for row in load.read("caches").get("option", ()) if set(row["ids"]) & calls.keys()}
    wanted = set()
    if policy.markers:
        wanted |= {"PFX601", "PFX602", "PFX604", "PFX608"}
    if policy.ordered:
        wanted.add("PFX603")
    if "markers" in modes:
        wanted.add("PFX605")
    if "breakpoints" in modes:
        wanted |= {"PFX606", "PFX607"}
    if "key" in means:
        wanted.add("PFX611")
    if any(row.get("rejects") or row.get("unsupported") for row in rows):
        wanted.add("PFX612")
    if "none" in modes and modes != {"none"}:
        wanted.add("PFX613")
    if "truncation" in means:
        wanted.add("PFX504")
    if "continues" in means:
        wanted.add("PFX702")
    text = ""
    if calls:
        text = f"Calls of its own that are understood: {_patterns(dict.fromkeys(calls.values()))}. "
    hosts = [
        host for row in load.read("providers")["provider"] if row["id"] == provider for host in row.get("hosts", ())
    ]
    text += "Requests that LiteLLM, LangChain and other libraries send, or that are posted to its address"
    text += f" ({', '.join(f'`{host}`' for host in hosts)})" if hosts else ""
    text += ", are recognised as well.\n\nThe rules about [order, tools, images and conversations](../rules/index.md) hold for all providers."
    if wanted:
        text += " Beside them, here:\n\n"
        names = [
            f"- [{rule.about.code}](../rules/{rule.about.code}.md) `{rule.about.name}`: {rule.about.summary}"
            for rule in ALL
            if rule.about.code in wanted
        ]
        text += "\n".join(names)
    return text


def _sources(provider: str, sources: Row) -> str:
    """What the tables were written from, and what the rows themselves remark."""
    rows = [
        *_rows("caches", "cache", provider),
        *_rows("usage", "usage", provider),
        *_rows("prices", "price", provider),
        *_rows("tools", "device", provider),
    ]
    rows += [row for row in load.read("caches")["surface"] if provider in row["providers"]]
    said = " ".join(row["source"] for row in rows)
    keys = [key for key in sources if re.search(rf"(?<![\w-]){re.escape(key)}(?![\w-])", said)]
    lines = []
    for key in keys:
        title, address, read = sources[key]
        lines.append(f"- {f'[{title}]({address})' if address else title}; as of: {read}")
    if not keys:
        lines.append("- The vendor's own documentation; as of: 2026")
    remarks = dict.fromkeys(
        re.findall(r"\(([^()]*[a-z]{3}[^()]*)\)", " ".join(row["source"] for row in _rows("caches", "cache", provider)))
    )
    lines += [f"- Remark: {remark}" for remark in remarks if not re.search(r"\d\.\d|whether", remark)]
    day = max(row["date"] for row in rows)
    lines.append(f"- The rows themselves were last compared with these on {day}.")
    return "\n".join(lines)


def stale() -> list[str]:
    """Names of pages that are missing, different or left over."""
    return written_pages.stale(FOLDER, pages())


if __name__ == "__main__":
    written_pages.main(FOLDER, pages(), "make docs-pages")
