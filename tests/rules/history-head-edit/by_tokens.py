"""Turns dropped until the rest fits."""

from anthropic import Anthropic

claude = Anthropic()
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80
MAX_TOKENS = 20_000


def count_tokens(messages: list[dict[str, str]]) -> int:
    return sum(len(one["content"]) // 4 for one in messages)


class Desk:
    def __init__(self) -> None:
        self.messages: list[dict[str, str]] = []

    def _fit(self) -> None:
        while count_tokens(self.messages) > MAX_TOKENS:
            self.messages.pop(0)  # expect: PFX501 warning

    def ask(self, question: str):
        self.messages.append({"role": "user", "content": question})
        self._fit()
        return claude.messages.create(model="claude-sonnet-4-5", max_tokens=900, system=RULES, messages=self.messages)  # expect: PFX605


class Queue:
    """Messages that wait are no conversation."""

    def __init__(self) -> None:
        self.waiting: list[str] = []
        self.messages: list[dict[str, str]] = []

    def ask_next(self):
        while len(self.waiting) > 0:
            question = self.waiting.pop(0)  # ok: PFX501
            self.messages.append({"role": "user", "content": question})
        return claude.messages.create(model="claude-sonnet-4-5", max_tokens=900, system=RULES, messages=self.messages)  # expect: PFX605
