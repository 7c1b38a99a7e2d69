"""A clock that is read once: at import, in a memoised builder, per conversation. Notes at most."""

from datetime import datetime
from functools import cache

from openai import OpenAI

client = OpenAI()
RULES = "You answer questions about orders, returns and invoices of an online bookshop. " * 60
STARTED = datetime.now().isoformat()


def once_per_process(question: str):
    return client.responses.create(
        model="gpt-4.1",
        instructions=f"Running since {STARTED}.\n{RULES}",  # expect: PFX101 note "once per process"
        input=question,
    )


@cache
def system_text() -> str:
    return f"Running since {datetime.now()}.\n{RULES}"  # expect: PFX101 note "once per process"


def memoised(question: str):
    return client.responses.create(model="gpt-4.1", instructions=system_text(), input=question)


def constant_time(question: str):
    released = datetime(2026, 1, 31)
    return client.responses.create(
        model="gpt-4.1",
        instructions=f"Version of {released.isoformat()}.\n{RULES}",  # ok: PFX101
        input=question,
    )
