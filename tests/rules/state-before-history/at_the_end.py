"""State at the very end of the system text: nothing follows in that text, but the whole conversation does."""

from anthropic import Anthropic
from openai import OpenAI

claude = Anthropic()
client = OpenAI()
GUIDE = "You repair failing tests: read the log, change one file at a time, and run the tests again. " * 60


def budget_last(history: list[dict[str, str]], remaining_budget: float):
    return claude.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=1000,
        system=f"{GUIDE}\n{remaining_budget}",  # expect: PFX106 warning "in front of the conversation"
        messages=history,
    )


def budget_last_of_a_single_question(question: str, remaining_budget: float):
    # No conversation follows, only this question.
    return client.responses.create(
        model="gpt-4.1",
        instructions=f"{GUIDE}\n{remaining_budget}",  # ok: PFX106
        input=question,
    )


def in_a_second_block(history: list[dict[str, str]], todo_list: str):
    return claude.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=1000,
        system=[
            {"type": "text", "text": GUIDE},
            {"type": "text", "text": todo_list},  # expect: PFX106
        ],
        messages=history,
    )


def behind_the_last_breakpoint(history: list[dict[str, str]], todo_list: str):
    return claude.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=1000,
        system=[
            {"type": "text", "text": GUIDE, "cache_control": {"type": "ephemeral"}},
            {"type": "text", "text": todo_list},  # ok: PFX106
        ],
        messages=history,
    )


def stays_the_same(history: list[dict[str, str]], language: str):
    return claude.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=1000,
        system=f"{GUIDE}\nAnswer in {language}.",  # ok: PFX106
        messages=history,
    )
