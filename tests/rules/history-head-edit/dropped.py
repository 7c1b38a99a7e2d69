"""Turns taken out at the head of a conversation."""

from openai import OpenAI

client = OpenAI()
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


def one_by_one() -> None:
    messages = [{"role": "system", "content": RULES}]
    while True:
        messages.append({"role": "user", "content": input("> ")})
        if len(messages) > 30:
            messages.pop(1)  # expect: PFX501 warning
        reply = client.chat.completions.create(model="gpt-4o", messages=messages)
        messages.append({"role": "assistant", "content": reply.choices[0].message.content})


def a_pair_each_time() -> None:
    messages = [{"role": "system", "content": RULES}]
    while True:
        messages.append({"role": "user", "content": input("> ")})
        if len(messages) > 30:
            del messages[1:3]  # expect: PFX501 warning
        reply = client.chat.completions.create(model="gpt-4o", messages=messages)
        messages.append({"role": "assistant", "content": reply.choices[0].message.content})


def half_of_it() -> None:
    messages = [{"role": "system", "content": RULES}]
    while True:
        messages.append({"role": "user", "content": input("> ")})
        if len(messages) > 30:
            del messages[1 : len(messages) // 2]  # ok: PFX501
        reply = client.chat.completions.create(model="gpt-4o", messages=messages)
        messages.append({"role": "assistant", "content": reply.choices[0].message.content})


def down_to_a_lower_mark(history: list[dict[str, str]], question: str):
    if len(history) > 60:
        while len(history) > 30:
            history.pop(0)  # ok: PFX501
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": RULES}, *history, {"role": "user", "content": question}],
    )


def down_to_the_limit(history: list[dict[str, str]], question: str):
    while len(history) > 30:
        history.pop(0)  # expect: PFX501 warning
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": RULES}, *history, {"role": "user", "content": question}],
    )


def the_newest_taken_back(history: list[dict[str, str]], question: str):
    if len(history) > 30:
        history.pop()  # ok: PFX501
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": RULES}, *history, {"role": "user", "content": question}],
    )
