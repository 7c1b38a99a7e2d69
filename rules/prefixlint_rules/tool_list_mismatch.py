"""Requests that share a prompt, but not the tools in front of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from prefixlint.finding import Confidence, Severity
from prefixlint.requests.families import Family, Scene, SentTool, Site, families, usual
from prefixlint.rule import About, Difference, Example, ProjectRule

Tools = Sequence[SentTool]
_NAMED = 3  # tools that a message names


@dataclass(frozen=True)
class ToolListMismatch(ProjectRule):
    """PFX305."""

    about = About(
        "PFX305", "tool-list-mismatch", "requests with the same prefix send different tools or another order", "0.1"
    )
    why = """Tool definitions are rendered in front of the system text. Two requests with the same system text of a few
thousand tokens share nothing if their tools differ, or stand in another order: each of them pays for a cache entry of
its own. Four more tools were measured to cost 56 tokens, far less than a prompt that is read anew."""
    advice = "Build one list of tools and send it with each of these requests."
    when_not = "When the requests are never sent within the lifetime of a cache entry, or a tool must not be known to one of them."
    sources = (
        "https://developers.openai.com/api/docs/guides/prompt-caching (autumn 2026): keep the list, restrict its use",
        "https://platform.claude.com/docs/en/build-with-claude/prompt-caching (2026-08-21): order tools, system, messages",
    )
    examples = (
        Example(
            "The same tools in another order",
            bad="""\
from openai import OpenAI

client = OpenAI()
FIND = {"type": "function", "name": "find_order", "parameters": {"type": "object"}}
REFUND = {"type": "function", "name": "refund_order", "parameters": {"type": "object"}}
RULES = "Use a tool whenever a customer asks about an order, and never guess what it would say. " * 60


def answer(question: str) -> str:
    return client.responses.create(
        model="gpt-4.1", tools=[FIND, REFUND], instructions=RULES, input=question
    ).output_text


def complain(letter: str) -> str:
    return client.responses.create(model="gpt-4.1", tools=[REFUND, FIND], instructions=RULES, input=letter).output_text
""",
            good="""\
from openai import OpenAI

client = OpenAI()
FIND = {"type": "function", "name": "find_order", "parameters": {"type": "object"}}
REFUND = {"type": "function", "name": "refund_order", "parameters": {"type": "object"}}
TOOLS = [FIND, REFUND]
RULES = "Use a tool whenever a customer asks about an order, and never guess what it would say. " * 60


def answer(question: str) -> str:
    return client.responses.create(model="gpt-4.1", tools=TOOLS, instructions=RULES, input=question).output_text


def complain(letter: str) -> str:
    return client.responses.create(model="gpt-4.1", tools=TOOLS, instructions=RULES, input=letter).output_text
""",
        ),
    )

    def compare(self, scene: Scene) -> Iterator[Difference]:
        sites = [site for site in scene.sites if site.joined and site.tools is not None]
        for family in families(sites):
            by_list: dict[str, list[Site]] = {}
            for site in family.sites:
                by_list.setdefault(_list(site), []).append(site)
            places = {(_list(site), site.tools_spot.place): _list(site) for site in family.sites}
            most = usual(places.values())
            model = by_list[most][0]
            for signature, odd in by_list.items():
                if signature != most:
                    for site in odd:
                        yield from self._difference(site, model, by_list[most], family)

    def _difference(self, site: Site, model: Site, others: Sequence[Site], family: Family) -> Iterator[Difference]:
        mine, theirs = site.tools or (), model.tools or ()
        how = (site.subset or model.subset) if mine and theirs else (site.off or model.off)
        said = _says(mine, theirs, family.tokens, _one_conversation(site, others), how)
        if said is None:
            return
        words, advice = said
        yield Difference(
            about=self.about,
            message=f"{words} that share this prompt (about {family.tokens:,} tokens)",
            severity=Severity.WARNING,
            confidence=Confidence.LIKELY,
            reason="tools_changed",
            spot=site.tools_spot,
            site=site,
            related=(
                *((one.tools_spot.place, f"sent with {_names(one.tools or ())} here") for one in others),
                (site.place, "sent here"),
            ),
            advice=advice or self.advice,
        )


def _list(site: Site) -> str:
    """What tells one list of tools from another."""
    return "\n".join(f"{tool.name} {tool.digest}" for tool in site.tools or ())


def _one_conversation(site: Site, others: Sequence[Site]) -> bool:
    names = {one.conversation.name for one in others if one.conversation is not None}
    return site.conversation is not None and site.conversation.name in names


def _says(mine: Tools, theirs: Tools, tokens: int, together: bool, how: str) -> tuple[str, str] | None:
    """What is odd about a list, and advice fitted to that; None where the lists are different on purpose, as far as can
    be seen: neither holds the other, or what is left out costs more than what is lost."""
    here, there = [tool.name for tool in mine], [tool.name for tool in theirs]
    if sorted(here) == sorted(there):
        if here != there:
            return f"these {len(here)} tools stand in another order than in other requests", ""
        unlike = [a for a, b in zip(mine, theirs, strict=True) if a.digest and b.digest and a.digest != b.digest]
        if not unlike:
            return None
        return f"{_names(unlike)} is defined otherwise than in other requests", "Define the tool once."
    if not (here and there) and not together:
        return None
    missing = [tool for tool in theirs if tool.name not in here]
    more = [tool for tool in mine if tool.name not in there]
    if (missing and more) or sum(tool.tokens for tool in (*missing, *more)) >= tokens:
        return None
    ending = f", and restrict their use with {how}." if how else "."
    advice = f"Send the same tools with each of these requests{ending}"
    if missing:
        return (
            f"{_names(missing)} {'is' if len(missing) == 1 else 'are'} left out here, but sent with other requests",
            advice,
        )
    return f"{_names(more)} {'is' if len(more) == 1 else 'are'} sent here, but not with other requests", advice


def _names(tools: Tools) -> str:
    names = [f"`{tool.name}`" for tool in tools[:_NAMED]]
    rest = f" and {len(tools) - _NAMED} more" if len(tools) > _NAMED else ""
    return ", ".join(names) + rest if names else "no tools"
