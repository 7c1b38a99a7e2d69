"""The order in which a file system lists names, in front of text that could have been cached."""

from __future__ import annotations

from dataclasses import dataclass

from prefixlint.flow.volatility import Cause
from prefixlint.requests.inversions import Inversion
from prefixlint.requests.model import BlockKind, Request
from prefixlint.rule import About, Example, OrderRule
from prefixlint_rules._shared import stands_before


@dataclass(frozen=True)
class FilesystemOrder(OrderRule):
    """PFX203."""

    about = About("PFX203", "filesystem-order", "the unsorted listing of a folder reaches the prompt", "0.1")
    why = """`os.listdir`, `glob` and `Path.iterdir` give names in the order of the file system. It differs between
hosts, images and checkouts, and changes when a file is copied, so that machines with the same files send different
prompts and share no cache entry."""
    advice = "Write `sorted(...)` around the listing."
    repair = "sort"
    causes = frozenset({Cause.FILESYSTEM_ORDER})
    examples = (
        Example(
            "Skill files joined in the order of the folder",
            bad="""\
from pathlib import Path

from anthropic import Anthropic

client = Anthropic()
RULES = "Use the skills above, name the one you use, and ask when none of them fits the request. " * 60


def answer(question: str) -> str:
    skills = "\\n\\n".join(path.read_text() for path in Path("skills").glob("*.md"))
    reply = client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=500,
        system=[{"type": "text", "text": f"{skills}\\n\\n{RULES}", "cache_control": {"type": "ephemeral"}}],
        messages=[{"role": "user", "content": question}],
    )
    return reply.content[0].text
""",
            good="""\
from pathlib import Path

from anthropic import Anthropic

client = Anthropic()
RULES = "Use the skills above, name the one you use, and ask when none of them fits the request. " * 60


def answer(question: str) -> str:
    skills = "\\n\\n".join(path.read_text() for path in sorted(Path("skills").glob("*.md")))
    reply = client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=500,
        system=[{"type": "text", "text": f"{skills}\\n\\n{RULES}", "cache_control": {"type": "ephemeral"}}],
        messages=[{"role": "user", "content": question}],
    )
    return reply.content[0].text
""",
        ),
    )

    def wants(self, request: Request, inversion: Inversion) -> bool:
        return inversion.block.kind is not BlockKind.TOOLS

    def says(self, inversion: Inversion) -> str:
        source = inversion.culprit.source
        return f"`{source}` is in the order of a folder, which differs between hosts, and {stands_before(inversion)}"
