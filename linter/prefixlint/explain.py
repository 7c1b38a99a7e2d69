"""What a rule, and a configuration, look like as text: `explain`, `rules`, `config`, and the pages in docs/rules.

Knows: what a rule says about itself, settings. Must not know: which rules exist, how anything is found, terminals.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from prefixlint import config
from prefixlint.report.json import dump
from prefixlint.rule import About, Rule


class JsonRule(msgspec.Struct, frozen=True):
    """A rule in `prefixlint rules --output-format json`."""

    code: str
    name: str
    summary: str
    since: str
    pedantic: bool
    default: bool
    url: str
    options: dict[str, Any]


def page(rule: Rule) -> str:
    """The page of a rule, as Markdown."""
    about = rule.about
    parts = [f"# {about.name} ({about.code})", f"{_sentence(about.summary)}"]
    parts.append(f"Since {about.since}.{_when(about, ' Off by default: shown with `--pedantic`.', _ON_DEMAND)}")
    parts.append(f"## Why is this bad?\n\n{_paragraphs(rule.why)}")
    if rule.examples:
        parts.append("## Examples")
    for example in rule.examples:
        parts.append(f"### {example.title}\n\n```python\n{example.bad.strip()}\n```")
        parts.append(f"Use instead:\n\n```python\n{example.good.strip()}\n```")
    parts.append(f"## What to do\n\n{_paragraphs(rule.advice)}")
    if rule.when_not:
        parts.append(f"## When not to use it\n\n{_paragraphs(rule.when_not)}")
    options = config.options_of(rule)
    if options:
        rows = [f"- `{name}`: {_type(kind)}, default {_value(value)}" for name, (kind, value) in options.items()]
        parts.append(f"## Options\n\nIn `[tool.prefixlint.rules.{about.name}]`:\n\n" + "\n".join(rows))
    if rule.sources:
        parts.append("## Sources\n\n" + "\n".join(f"- {source}" for source in rule.sources))
    parts.append(
        f"## Suppress\n\n`# noqa: {about.code}` or `# prefixlint: ignore[{about.name}] reason`, on the line of the"
        " finding; the second also on a line of its own above it."
    )
    return "\n\n".join(parts) + "\n"


def table(rules: Iterable[Rule]) -> str:
    """All rules, one a line."""
    abouts = [rule.about for rule in rules]
    width = max((len(about.name) for about in abouts), default=0)
    return "".join(
        f"{about.code}  {about.name:<{width}}  {about.summary}{_when(about, ' (pedantic)', ' (off by default)')}\n"
        for about in abouts
    )


_ON_DEMAND = " Off by default: runs when it is selected, for example with `--extend-select`."


def _when(about: About, pedantic: str, on_demand: str) -> str:
    """What to say of a rule that does not always run."""
    return pedantic if about.pedantic else "" if about.default else on_demand


def table_json(rules: Iterable[Rule]) -> bytes:
    """All rules as JSON."""
    return dump(
        [
            JsonRule(
                rule.about.code,
                rule.about.name,
                rule.about.summary,
                rule.about.since,
                rule.about.pedantic,
                rule.about.default,
                rule.about.url,
                {name: msgspec.to_builtins(value) for name, (_, value) in config.options_of(rule).items()},
            )
            for rule in rules
        ]
    )


def in_force(configuration: config.Configuration, rules: Iterable[Rule]) -> str:
    """Every setting with its value and where it comes from, as lines that could stand in a pyproject.toml."""
    values = msgspec.to_builtins(configuration.settings)
    lines = [
        (f"{key} = {_value(values[key])}", configuration.origins[key]) for key in config.key_names() if key != "rules"
    ]
    given = configuration.settings.rules
    for rule in config.enabled(configuration.settings, rules):
        name = rule.about.name
        for option, (_, value) in config.options_of(rule).items():
            written = {key.replace("_", "-") for key in given.get(name, {})}
            origin = configuration.origins["rules"] if option in written else config.DEFAULT
            lines.append((f"rules.{name}.{option} = {_value(value)}", origin))
    width = min(60, max(len(text) for text, _ in lines))
    return "".join(f"{text:<{width}}  # {origin}\n" for text, origin in lines)


def _value(value: object) -> str:
    """`value` as TOML; JSON is the same but for tables, where it needs other separators."""
    if isinstance(value, dict):
        known = {key: item for key, item in value.items() if item is not None}
        inner = ", ".join(f"{_value(str(key))} = {_value(item)}" for key, item in known.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, (list, tuple, set, frozenset)):
        return f"[{', '.join(map(_value, value))}]"
    return msgspec.json.encode(value).decode()


def _type(kind: Any) -> str:
    return kind.__name__ if isinstance(kind, type) else str(kind)


def _sentence(text: str) -> str:
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")


def _paragraphs(text: str) -> str:
    """`text` with the line breaks of its paragraphs left to whoever shows it."""
    blocks = text.strip().split("\n\n")
    return "\n\n".join(
        block if block.lstrip().startswith(("-", "```")) else " ".join(block.split()) for block in blocks
    )
