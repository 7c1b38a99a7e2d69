"""A conversation in one function, cut in each turn of its loop."""

from openai import OpenAI

client = OpenAI()
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


def head_and_newest() -> None:
    messages = [{"role": "system", "content": RULES}]
    while True:
        messages.append({"role": "user", "content": input("> ")})
        messages = [messages[0]] + messages[-18:]  # expect: PFX502 warning "18"
        reply = client.chat.completions.create(model="gpt-4o", messages=messages)
        messages.append({"role": "assistant", "content": reply.choices[0].message.content})


def head_and_newest_when_much_too_long() -> None:
    messages = [{"role": "system", "content": RULES}]
    while True:
        messages.append({"role": "user", "content": input("> ")})
        if len(messages) > 80:
            messages = [messages[0]] + messages[-20:]  # ok: PFX502
        reply = client.chat.completions.create(model="gpt-4o", messages=messages)
        messages.append({"role": "assistant", "content": reply.choices[0].message.content})


def only_appended() -> None:
    messages = [{"role": "system", "content": RULES}]
    while True:
        messages.append({"role": "user", "content": input("> ")})
        reply = client.chat.completions.create(model="gpt-4o", messages=messages)  # ok: PFX502
        messages.append({"role": "assistant", "content": reply.choices[0].message.content})


def begun_again() -> None:
    messages = [{"role": "system", "content": RULES}]
    while True:
        messages.append({"role": "user", "content": input("> ")})
        if len(messages) > 80:
            messages = messages[:1]  # ok: PFX502
        reply = client.chat.completions.create(model="gpt-4o", messages=messages)
        messages.append({"role": "assistant", "content": reply.choices[0].message.content})
