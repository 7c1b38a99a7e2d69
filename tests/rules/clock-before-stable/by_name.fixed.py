"""A clock that arrives as a parameter is recognised by its name or type."""

from datetime import datetime

from openai import OpenAI

client = OpenAI()
RULES = "You answer questions about orders, returns and invoices of an online bookshop. " * 80


def by_name(current_time: str, question: str):
    return client.responses.create(
        model="gpt-4.1",
        instructions=RULES,  # expect: PFX101 warning
        input=f"{question}\n\nIt is {current_time}.",
    )


def by_date_name(current_date: str, question: str):
    return client.responses.create(
        model="gpt-4.1",
        instructions=f"Today is {current_date}.\n{RULES}",  # expect: PFX101 note
        input=question,
    )


def by_type(moment: datetime, question: str):
    return client.responses.create(
        model="gpt-4.1",
        instructions=RULES,  # expect: PFX101 warning
        input=f"{question}\n\nIt is {moment.isoformat()}.",
    )


def sounds_like_one(timeout: float, runtime_name: str, question: str):
    return client.responses.create(
        model="gpt-4.1",
        instructions=f"Answer within {timeout} seconds for {runtime_name}.\n{RULES}",  # ok: PFX101
        input=question,
    )
