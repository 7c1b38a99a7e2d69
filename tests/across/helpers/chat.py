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


def reminded(question: str):
    # What a helper does to its arguments counts each time, and what it does not costs nothing after some times.
    messages: list[dict[str, str]] = []
    store.announce(messages, "one")
    store.announce(messages, "two")
    store.announce(messages, "three")
    store.announce(messages, "four")
    store.remind(messages, "Be polite.")
    store.remind(messages, "Be brief.")
    store.remind(messages, "Be kind.")
    store.remind(messages, "Be quick.")
    store.remind(messages, f"It is {store.clock()}.")  # expect: PFX101
    store.remind(messages, RULES)
    messages.append({"role": "user", "content": question})
    return client.chat.completions.create(model="gpt-4o", messages=messages)
