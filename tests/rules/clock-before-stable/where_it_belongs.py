"""A clock that harms nothing: in the newest message, behind the history, outside of the prompt."""

import logging
import time
from datetime import datetime

from openai import OpenAI

client = OpenAI()
log = logging.getLogger(__name__)
RULES = "You answer questions about orders, returns and invoices of an online bookshop. " * 60


def last_message(question: str):
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": RULES},
            {"role": "user", "content": f"{question}\n\nIt is {datetime.now()}."},  # ok: PFX101
        ],
    )


def behind_the_history(history: list, question: str):
    now = datetime.now().isoformat()  # ok: PFX101
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": RULES}, *history, {"role": "user", "content": f"[{now}] {question}"}],
    )


def not_in_the_prompt(question: str):
    started = time.monotonic()
    reply = client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": RULES}, {"role": "user", "content": question}],
        metadata={"asked_at": datetime.now().isoformat()},  # ok: PFX101
        user=f"shop-{time.time()}",  # ok: PFX101
        timeout=time.monotonic() + 20,
    )
    log.info("%s: took %s", datetime.now(), time.monotonic() - started)  # ok: PFX101
    return reply


def at_the_end_of_a_single_question(question: str):
    # Behind it only the question follows, which is new each time.
    return client.responses.create(
        model="gpt-4.1",
        instructions=f"{RULES}\nIt is {datetime.now()}.",  # ok: PFX101
        input=question,
    )


def closing_punctuation(question: str):
    prompt = f"{RULES}\n{question}\n(asked at {datetime.now()})"  # ok: PFX101
    return client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": prompt}])
