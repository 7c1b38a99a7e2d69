"""The cut in a function of its own."""

from openai import OpenAI

client = OpenAI()
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


def recent(history: list[dict[str, str]], limit: int = 20) -> list[dict[str, str]]:
    if len(history) <= limit:
        return history
    return history[-limit:]  # expect: PFX502


def answer(history: list[dict[str, str]], question: str):
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": RULES}, *recent(history), {"role": "user", "content": question}],
    )


def shortened(history: list[dict[str, str]]) -> list[dict[str, str]]:
    # Each message is made shorter the same way every time; none is left out.
    return [{"role": turn["role"], "content": turn["content"][:2000]} for turn in history]  # ok: PFX502


def answer_in_short(history: list[dict[str, str]], question: str):
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": RULES}, *shortened(history), {"role": "user", "content": question}],
    )
