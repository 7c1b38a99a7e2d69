from openai import OpenAI

import store

RULES = "Answer politely, cite the handbook, never promise a date, and keep it short. " * 90
client = OpenAI()
users = store.Users({})


def clocked(question: str):
    system = f"{store.clock()} {RULES}"  # expect: PFX101 error
    return client.responses.create(model="gpt-4o", instructions=system, input=question)


def noted(notes_of_user: list[str], question: str):
    system = "Notes:\n" + store.joined([question]) + "\n" + RULES  # expect: PFX104
    return client.responses.create(model="gpt-4o", instructions=system, input="Go on.")
