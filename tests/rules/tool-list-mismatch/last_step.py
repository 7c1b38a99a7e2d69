"""A conversation whose last request has no tools."""

from openai import OpenAI

client = OpenAI()
FIND = {"type": "function", "function": {"name": "find_book", "parameters": {"type": "object"}}}
RULES = "Look up each book that a reader of the library names, and say at the end which ones are there. " * 60


def loop(history: list[dict[str, str]], steps: int):
    messages = [{"role": "system", "content": RULES}, *history]
    for _ in range(steps):
        reply = client.chat.completions.create(model="gpt-4o", tools=[FIND], messages=messages)
        messages.append(reply.choices[0].message)
    return client.chat.completions.create(model="gpt-4o", messages=messages)  # expect: PFX305 "`find_book` is left out here"


def steady(history: list[dict[str, str]], steps: int):
    messages = [{"role": "system", "content": RULES}, *history]
    for _ in range(steps):
        reply = client.chat.completions.create(model="gpt-4o", tools=[FIND], messages=messages)
        messages.append(reply.choices[0].message)
    return client.chat.completions.create(model="gpt-4o", tools=[FIND], tool_choice="none", messages=messages)  # ok: PFX305


def title(question: str):
    # Another conversation, which nobody continues.
    messages = [{"role": "system", "content": RULES}, {"role": "user", "content": f"A title for: {question}"}]
    return client.chat.completions.create(model="gpt-4o", messages=messages)  # ok: PFX305
