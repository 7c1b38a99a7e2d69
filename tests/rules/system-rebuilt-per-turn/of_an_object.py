"""The first message of a conversation that an object keeps."""

from openai import OpenAI

client = OpenAI()
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


class Rewritten:
    def __init__(self, history: list[dict[str, str]]) -> None:
        self.messages = history

    def ask(self, question: str):
        self.messages[0] = {"role": "system", "content": f"{RULES}\nThey ask about: {question}"}  # expect: PFX503
        self.messages.append({"role": "user", "content": question})
        return client.chat.completions.create(model="gpt-4o", messages=self.messages)


class Untouched:
    def __init__(self, history: list[dict[str, str]]) -> None:
        self.messages = history

    def ask(self, question: str):
        self.messages.append({"role": "user", "content": f"They ask about: {question}"})  # ok: PFX503
        return client.chat.completions.create(model="gpt-4o", messages=self.messages)
