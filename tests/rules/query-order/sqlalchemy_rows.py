"""Rows of SQLAlchemy and SQLModel, with an order and without."""

from openai import OpenAI
from sqlalchemy import select
from sqlalchemy.orm import Session

from library.tables import Branch

client = OpenAI()
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


def without(question: str, base: Session):
    names = "\n".join(base.scalars(select(Branch.name)).all())  # expect: PFX206
    return client.responses.create(model="gpt-4.1", instructions=names + RULES, input=question)


def with_an_order(question: str, base: Session):
    names = "\n".join(base.scalars(select(Branch.name).order_by(Branch.name)).all())  # ok: PFX206
    return client.responses.create(model="gpt-4.1", instructions=names + RULES, input=question)


def old_style(question: str, base: Session):
    names = "\n".join(base.query(Branch.name).all())  # expect: PFX206
    return client.responses.create(model="gpt-4.1", instructions=names + RULES, input=question)


def sorted_here(question: str, base: Session):
    names = "\n".join(sorted(base.query(Branch.name).all()))  # ok: PFX206
    return client.responses.create(model="gpt-4.1", instructions=names + RULES, input=question)
