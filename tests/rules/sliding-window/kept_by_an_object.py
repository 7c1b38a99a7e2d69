"""Conversations that an object keeps: cut after each turn, cut in half now and then, bounded from the start."""

from collections import deque

from openai import OpenAI

client = OpenAI()
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80
LIMIT = 60


class AlwaysTwenty:
    def __init__(self) -> None:
        self.history: list[dict[str, str]] = []

    def ask(self, question: str) -> str:
        self.history.append({"role": "user", "content": question})
        reply = client.chat.completions.create(
            model="gpt-4o", messages=[{"role": "system", "content": RULES}, *self.history]
        )
        self.history.append({"role": "assistant", "content": reply.choices[0].message.content})
        if len(self.history) > 20:
            self.history = self.history[-20:]  # expect: PFX502 warning
        return reply.choices[0].message.content


class HalfNowAndThen:
    def __init__(self) -> None:
        self.history: list[dict[str, str]] = []

    def ask(self, question: str) -> str:
        self.history.append({"role": "user", "content": question})
        if len(self.history) > 60:
            self.history = self.history[-30:]  # ok: PFX502
        reply = client.chat.completions.create(
            model="gpt-4o", messages=[{"role": "system", "content": RULES}, *self.history]
        )
        self.history.append({"role": "assistant", "content": reply.choices[0].message.content})
        return reply.choices[0].message.content


class HalfInPlace:
    def __init__(self) -> None:
        self.history: list[dict[str, str]] = []

    def ask(self, question: str) -> str:
        self.history.append({"role": "user", "content": question})
        if len(self.history) > LIMIT:
            del self.history[: -LIMIT // 2]  # ok: PFX502
        reply = client.chat.completions.create(
            model="gpt-4o", messages=[{"role": "system", "content": RULES}, *self.history]
        )
        self.history.append({"role": "assistant", "content": reply.choices[0].message.content})
        return reply.choices[0].message.content


class CutForEachRequest:
    """The limit is asked, but what is kept grows on, so that the window slides."""

    def __init__(self) -> None:
        self.history: list[dict[str, str]] = []

    def ask(self, question: str) -> str:
        self.history.append({"role": "user", "content": question})
        recent = self.history
        if len(self.history) > 60:
            recent = self.history[-30:]  # expect: PFX502 warning
        reply = client.chat.completions.create(
            model="gpt-4o", messages=[{"role": "system", "content": RULES}, *recent]
        )
        self.history.append({"role": "assistant", "content": reply.choices[0].message.content})
        return reply.choices[0].message.content


class Bounded:
    def __init__(self) -> None:
        self.history: deque[dict[str, str]] = deque(maxlen=24)  # expect: PFX502 "24"

    def ask(self, question: str) -> str:
        self.history.append({"role": "user", "content": question})
        reply = client.chat.completions.create(
            model="gpt-4o", messages=[{"role": "system", "content": RULES}, *self.history]
        )
        self.history.append({"role": "assistant", "content": reply.choices[0].message.content})
        return reply.choices[0].message.content


class Unbounded:
    def __init__(self) -> None:
        self.history: deque[dict[str, str]] = deque()  # ok: PFX502

    def ask(self, question: str) -> str:
        self.history.append({"role": "user", "content": question})
        reply = client.chat.completions.create(
            model="gpt-4o", messages=[{"role": "system", "content": RULES}, *self.history]
        )
        self.history.append({"role": "assistant", "content": reply.choices[0].message.content})
        return reply.choices[0].message.content


class BoundedLog:
    def __init__(self) -> None:
        self.events: deque[str] = deque(maxlen=24)  # ok: PFX502
        self.history: list[dict[str, str]] = []

    def ask(self, question: str) -> str:
        self.events.append("asked")
        self.history.append({"role": "user", "content": question})
        reply = client.chat.completions.create(
            model="gpt-4o", messages=[{"role": "system", "content": RULES}, *self.history]
        )
        self.history.append({"role": "assistant", "content": reply.choices[0].message.content})
        return reply.choices[0].message.content
