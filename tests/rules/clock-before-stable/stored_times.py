"""The time of a message that was stored is that of its storing."""

from datetime import datetime

from openai import OpenAI

client = OpenAI()
RULES = "You answer questions about orders, returns and invoices of an online bookshop. " * 60


class Chat:
    """Keeps its messages with their times."""

    def __init__(self) -> None:
        self.messages: list[dict[str, str]] = []

    def say(self, text: str) -> str | None:
        self.messages.append({"role": "user", "content": f"[{datetime.now()}] {text}"})  # ok: PFX101
        reply = client.chat.completions.create(
            model="gpt-4o", messages=[{"role": "system", "content": RULES}, *self.messages]
        )
        return reply.choices[0].message.content


class Log:
    """Renders what was said behind the rules, and once in front of them."""

    def __init__(self) -> None:
        self.turns: list[dict[str, str]] = []

    def add(self, text: str) -> None:
        self.turns.append({"text": text, "at": str(datetime.now())})

    def behind(self) -> str | None:
        lines = "\n".join(f"{turn['at']} {turn['text']}" for turn in self.turns)  # ok: PFX101
        reply = client.chat.completions.create(
            model="gpt-4o", messages=[{"role": "user", "content": f"{RULES}\n{lines}"}]
        )
        return reply.choices[0].message.content


def each_time(turns: list[str]) -> str | None:
    # A list that nobody keeps is made anew each time.
    lines: list[dict[str, str]] = []
    lines.append({"role": "system", "content": f"It is {datetime.now()}. {RULES}"})  # expect: PFX101 error
    lines.extend({"role": "user", "content": turn} for turn in turns)
    reply = client.chat.completions.create(model="gpt-4o", messages=lines)
    return reply.choices[0].message.content
