"""Messages put in front of a conversation: once when it is sent, or one more in every turn."""

from openai import OpenAI

client = OpenAI()
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80
HELLO = {"role": "assistant", "content": "Welcome to the library. What are you looking for?"}


class NewestFirst:
    def __init__(self) -> None:
        self.history: list[dict[str, str]] = []

    def ask(self, reminder: str):
        self.history.insert(0, {"role": "assistant", "content": RULES})  # expect: PFX501
        return client.responses.create(model="gpt-4.1", instructions=RULES, input=self.history)


class NewestLast:
    def __init__(self) -> None:
        self.history: list[dict[str, str]] = []

    def ask(self, reminder: str):
        self.history.append({"role": "assistant", "content": RULES})  # ok: PFX501
        return client.responses.create(model="gpt-4.1", instructions=RULES, input=self.history)


class GreetedOnce:
    def __init__(self) -> None:
        self.history: list[dict[str, str]] = []

    def ask(self, question: str):
        if not self.history:
            self.history.insert(0, HELLO)  # ok: PFX501
        self.history.append({"role": "user", "content": question})
        return client.responses.create(model="gpt-4.1", instructions=RULES, input=self.history)


def when_it_is_sent(history: list[dict[str, str]]):
    messages = list(history)
    messages.insert(0, HELLO)  # ok: PFX501
    return client.responses.create(model="gpt-4.1", instructions=RULES, input=messages)


def for_each_conversation(histories: list[list[dict[str, str]]]):
    for history in histories:
        messages = [HELLO, *history]  # ok: PFX501
        client.responses.create(model="gpt-4.1", instructions=RULES, input=messages)


def read_backwards(history: list[dict[str, str]], question: str):
    # The loop only turns the order around; the request is sent once.
    messages: list[dict[str, str]] = [{"role": "user", "content": question}]
    for turn in history:
        messages.insert(0, {"role": turn["role"], "content": turn["content"]})  # ok: PFX501
    return client.responses.create(model="gpt-4.1", instructions=RULES, input=messages)
