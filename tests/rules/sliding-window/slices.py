"""Slices of a conversation: from the end, from the beginning, and of what is no conversation."""

from openai import OpenAI

client = OpenAI()
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80
MAX_TURNS = 30
FACTS = [{"role": "user", "content": "Are you open?"}, {"role": "assistant", "content": "Until eight."}]


def newest_messages(history: list[dict[str, str]], question: str):
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": RULES},
            *history[-20:],  # expect: PFX502 warning "20"
            {"role": "user", "content": question},
        ],
    )


def by_a_setting(history: list[dict[str, str]], question: str):
    messages = [{"role": "system", "content": RULES}] + history[-MAX_TURNS:]  # expect: PFX502 "30"
    messages.append({"role": "user", "content": question})
    return client.chat.completions.create(model="gpt-4o", messages=messages)


def by_a_parameter(history: list[dict[str, str]], question: str, limit: int):
    recent = history[len(history) - limit :]  # expect: PFX502
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": RULES}, *recent, {"role": "user", "content": question}],
    )


def through_a_comprehension(history: list, question: str):
    turns = [{"role": turn.role, "content": turn.text} for turn in history[-12:]]  # expect: PFX502
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": RULES}, *turns, {"role": "user", "content": question}],
    )


def through_a_loop(chat_history: list, question: str):
    messages = [{"role": "system", "content": RULES}]
    for turn in chat_history[-16:]:  # expect: PFX502
        messages.append({"role": turn["role"], "content": turn["content"]})
    messages.append({"role": "user", "content": question})
    return client.chat.completions.create(model="gpt-4o", messages=messages)


def so_few_that_little_is_lost(history: list[dict[str, str]], question: str):
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": RULES},
            *history[-2:],  # expect: PFX502 note
            {"role": "user", "content": question},
        ],
    )


def all_of_it(history: list[dict[str, str]], question: str):
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": RULES},
            *history[:],  # ok: PFX502
            {"role": "user", "content": question},
        ],
    )


def without_its_system_text(messages: list[dict[str, str]]):
    return client.responses.create(model="gpt-4.1", instructions=RULES, input=messages[1:])  # ok: PFX502


def without_the_newest(messages: list[dict[str, str]], question: str):
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": RULES}, *messages[:-1], {"role": "user", "content": question}],  # ok: PFX502
    )


def only_the_newest(messages: list[dict[str, str]]):
    return client.responses.create(model="gpt-4.1", instructions=RULES, input=messages[-1:])  # ok: PFX502


def fixed_examples(question: str):
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": RULES}, *FACTS[-2:], {"role": "user", "content": question}],  # ok: PFX502
    )
