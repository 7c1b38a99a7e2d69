"""System messages that are put in front once more in every turn, or once."""

from openai import OpenAI

client = OpenAI()
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


class Again:
    def __init__(self) -> None:
        self.messages: list[dict[str, str]] = []

    def ask(self, question: str):
        self.messages.insert(0, {"role": "system", "content": RULES})  # expect: PFX503 warning
        self.messages.append({"role": "user", "content": question})
        return client.chat.completions.create(model="gpt-4o", messages=self.messages)


class Once:
    def __init__(self) -> None:
        self.messages: list[dict[str, str]] = []

    def ask(self, question: str):
        if not self.messages:
            self.messages.insert(0, {"role": "system", "content": RULES})  # ok: PFX503
        self.messages.append({"role": "user", "content": question})
        return client.chat.completions.create(model="gpt-4o", messages=self.messages)


class ForTheRequestOnly:
    def __init__(self) -> None:
        self.messages: list[dict[str, str]] = []

    def ask(self, question: str):
        self.messages.append({"role": "user", "content": question})
        messages = [{"role": "system", "content": RULES}, *self.messages]  # ok: PFX503
        return client.chat.completions.create(model="gpt-4o", messages=messages)


def in_a_loop() -> None:
    messages = [{"role": "user", "content": "Hello"}]
    while True:
        messages.append({"role": "user", "content": input("> ")})
        messages = [{"role": "system", "content": RULES}] + messages  # expect: PFX503
        reply = client.chat.completions.create(model="gpt-4o", messages=messages)
        messages.append({"role": "assistant", "content": reply.choices[0].message.content})


def in_a_loop_for_the_request_only() -> None:
    messages = [{"role": "user", "content": "Hello"}]
    while True:
        messages.append({"role": "user", "content": input("> ")})
        sent = [{"role": "system", "content": RULES}] + messages  # ok: PFX503
        reply = client.chat.completions.create(model="gpt-4o", messages=sent)
        messages.append({"role": "assistant", "content": reply.choices[0].message.content})
