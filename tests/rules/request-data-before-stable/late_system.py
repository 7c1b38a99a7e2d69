"""System text behind the conversation."""

from litellm import completion

RULES = "Answer politely, cite the handbook, never promise a date, and keep it short. " * 90


def late(prompt: str, *, messages: list[dict[str, str]] | None = None):
    return completion(
        model="gpt-4o",
        messages=[*(messages or []), {"role": "system", "content": RULES}, {"role": "user", "content": prompt}],  # expect: PFX104
    )


def first(prompt: str, *, messages: list[dict[str, str]] | None = None):
    return completion(
        model="gpt-4o",
        messages=[{"role": "system", "content": RULES}, *(messages or []), {"role": "user", "content": prompt}],  # ok: PFX104
    )


def reminded(prompt: str, messages: list[dict[str, str]]):
    """What is there already begins with a system text of its own."""
    return completion(model="gpt-4o", messages=[*messages, {"role": "system", "content": RULES}])  # ok: PFX104


def twice(prompt: str, *, messages: list[dict[str, str]] | None = None):
    reminder = {"role": "system", "content": RULES}
    return completion(model="gpt-4o", messages=[{"role": "system", "content": RULES}, *(messages or []), reminder])  # ok: PFX104


class Chat:
    def __init__(self) -> None:
        self.messages: list[dict[str, str]] = []

    def begin(self) -> None:
        self.messages.append({"role": "system", "content": RULES})

    def ask(self, prompt: str):
        self.messages.append({"role": "user", "content": prompt})
        return completion(model="gpt-4o", messages=self.messages)  # ok: PFX104


class Events:
    """One list for two kinds of events, of which each call stores one."""

    def __init__(self) -> None:
        self.messages: list[dict[str, str]] = []

    def store(self, kind: str, texts: list[str]) -> None:
        if kind == "turn":
            for text in texts:
                self.messages.append({"role": "user", "content": text})  # ok: PFX104
        elif kind == "settings":
            self.messages.append({"role": "system", "content": RULES})
