"""Rows or hits in whatever order a store returns them."""

from __future__ import annotations

from dataclasses import dataclass

from prefixlint.flow.volatility import Cause
from prefixlint.requests.inversions import Inversion
from prefixlint.requests.model import BlockKind, Request
from prefixlint.rule import About, Example, OrderRule
from prefixlint_rules._shared import stands_before


@dataclass(frozen=True)
class QueryOrder(OrderRule):
    """PFX206."""

    about = About("PFX206", "query-order", "rows of a query without an order reach the prompt", "0.1", pedantic=True)
    why = """A database that is asked for no order may return rows in any: after an update, a vacuum or on another replica the same
rows come in another one. In front of text that stays the same this is a new prompt although nothing has changed."""
    advice = "Ask for an order (`ORDER BY`, `.order_by(...)`), or sort the rows by their key."
    when_not = """When the store is known to keep the order of insertion and nothing is ever updated."""
    sources = ("SQLAlchemy, Django, SQL cursors: no order of rows unless one is asked for; as of 2026-11-20",)
    causes = frozenset({Cause.QUERY_ORDER})
    examples = (
        Example(
            "Rows as the database returns them",
            bad="""\
from openai import OpenAI
from sqlalchemy import select
from sqlalchemy.orm import Session

from library.tables import Branch

client = OpenAI()
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


def answer(question: str, base: Session) -> str | None:
    branches = "\\n".join(base.scalars(select(Branch.name)).all())
    reply = client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": f"{branches}\\n{RULES}"},
            {"role": "user", "content": question},
        ],
    )
    return reply.choices[0].message.content
""",
            good="""\
from openai import OpenAI
from sqlalchemy import select
from sqlalchemy.orm import Session

from library.tables import Branch

client = OpenAI()
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


def answer(question: str, base: Session) -> str | None:
    branches = "\\n".join(base.scalars(select(Branch.name).order_by(Branch.name)).all())
    reply = client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": f"{branches}\\n{RULES}"},
            {"role": "user", "content": question},
        ],
    )
    return reply.choices[0].message.content
""",
        ),
    )

    def wants(self, request: Request, inversion: Inversion) -> bool:
        return inversion.block.kind is not BlockKind.TOOLS

    def says(self, inversion: Inversion) -> str:
        return f"`{inversion.culprit.source}` is in whatever order the store returns, and {stands_before(inversion)}"
