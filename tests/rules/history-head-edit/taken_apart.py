"""A message taken out of a list to be sent in another place: the same way every time."""

from anthropic import Anthropic
from openai import OpenAI

claude = Anthropic()
client = OpenAI()
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


def system_apart(messages: list[dict[str, str]]):
    system = messages.pop(0)["content"]  # ok: PFX501
    return claude.messages.create(model="claude-sonnet-4-5", max_tokens=900, system=system, messages=messages)


def if_it_is_one(messages: list[dict[str, str]]):
    system = RULES
    if messages[0]["role"] == "system":
        system = messages.pop(0)["content"]  # ok: PFX501
    return claude.messages.create(model="claude-sonnet-4-5", max_tokens=900, system=system, messages=messages)


def too_many(messages: list[dict[str, str]]):
    if len(messages) > 40:
        messages.pop(0)  # expect: PFX501
    return claude.messages.create(model="claude-sonnet-4-5", max_tokens=900, system=RULES, messages=messages)  # expect: PFX605


def begun_anew(messages: list[dict[str, str]], question: str):
    if len(messages) > 40:
        messages.clear()  # ok: PFX501
    messages.append({"role": "user", "content": question})
    return client.chat.completions.create(model="gpt-4o", messages=messages)


def if_there_are_two(messages: list[dict[str, str]]):
    # Asks whether there is something to take, not whether there is too much.
    if len(messages) > 1 and messages[0]["role"] == "system":
        messages.pop(0)  # ok: PFX501
    return claude.messages.create(model="claude-sonnet-4-5", max_tokens=900, system=RULES, messages=messages)  # expect: PFX605
