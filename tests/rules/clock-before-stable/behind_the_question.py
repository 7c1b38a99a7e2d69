"""A clock in the user's message: behind the question it costs nothing, whatever few words follow it."""

from datetime import datetime

from openai import OpenAI

client = OpenAI()
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80


def behind_the_question(question):
    now = datetime.now()
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": RULES},
            {"role": "user", "content": f"{question}\n\nIt is {now} in Berlin."},  # ok: PFX101
        ],
    )


def in_front_of_the_question(question):
    now = datetime.now()
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": RULES},
            {"role": "user", "content": f"It is {now} in Berlin.\n\n{question}"},  # expect: PFX101
        ],
    )


def much_behind_it(question):
    now = datetime.now()
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "user", "content": f"{question}\n\nIt is {now}.\n\n{RULES}"}],  # expect: PFX101 # expect: PFX104
    )
