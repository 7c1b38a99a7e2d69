"""Prompts are judged where they are written: role dicts, message objects and builders without any request."""

from datetime import datetime

from langchain_core.messages import HumanMessage, SystemMessage

RULES = "Plan the route, name each stop with its opening hours, and keep to the budget that was given. " * 60


def role_dicts(wish: str) -> list[dict[str, str]]:
    return [
        {"role": "system", "content": RULES},  # expect: PFX101
        {"role": "user", "content": f"{wish}\n\nNow: {datetime.now()}"},
    ]


def message_objects(wish: str) -> list[object]:
    return [
        SystemMessage(content=f"Now: {datetime.now()}\n{RULES}"),  # expect: PFX101
        HumanMessage(content=wish),
    ]


def get_system_prompt() -> str:
    return f"Now: {datetime.now()}\n{RULES}"  # expect: PFX101


def build_system_prompt() -> str:
    # It stands at the end, but a conversation follows a system prompt.
    return f"{RULES}\nNow: {datetime.now()}"  # expect: PFX101 "the conversation"


def report(wish: str) -> str:
    # A text that is no prompt.
    return f"Now: {datetime.now()}\n{RULES}\n{wish}"  # ok: PFX101


def good_messages(wish: str) -> list[dict[str, str]]:
    return [
        {"role": "system", "content": RULES},
        {"role": "user", "content": f"{wish}\nNow: {datetime.now()}"},  # ok: PFX101
    ]
