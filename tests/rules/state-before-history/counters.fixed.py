"""A counter, a budget or other state of the turn in the system text, in front of the conversation."""

from anthropic import Anthropic
from openai import OpenAI

claude = Anthropic()
client = OpenAI()
GUIDE = "You repair failing tests: read the log, change one file at a time, and run the tests again. " * 60


def step_counter(history: list[dict[str, str]], step: int):
    return claude.messages.create(  # expect: PFX605
        model="claude-sonnet-4-5",
        max_tokens=1000,
        system=f"{GUIDE}\nThis is step {step}.",  # expect: PFX106 warning "the conversation"
        messages=history,
    )


def budget_in_front(messages: list[dict[str, str]], remaining_budget: float):
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": f"Left: {remaining_budget:.2f}\n{GUIDE}"},  # expect: PFX106
            *messages,
        ],
    )


def counted_in_a_loop(history: list[dict[str, str]]):
    for iteration in range(20):
        system = f"{GUIDE}\nIteration {iteration} of 20."  # expect: PFX106
        reply = client.chat.completions.create(
            model="gpt-4o", messages=[{"role": "system", "content": system}, *history]
        )
        history.append({"role": "assistant", "content": reply.choices[0].message.content})


def in_the_newest_message(history: list[dict[str, str]], step: int):
    return claude.messages.create(  # expect: PFX605
        model="claude-sonnet-4-5",
        max_tokens=1000,
        system=[{"type": "text", "text": GUIDE, "cache_control": {"type": "ephemeral"}}],
        messages=[*history, {"role": "user", "content": f"Go on with step {step}."}],  # ok: PFX106
    )


def limits_are_constant(history: list[dict[str, str]], max_steps: int):
    return claude.messages.create(  # expect: PFX605
        model="claude-sonnet-4-5",
        max_tokens=1000,
        system=[{"type": "text", "text": f"{GUIDE}\nYou have {max_steps} steps.", "cache_control": {"type": "ephemeral"}}],  # ok: PFX106
        messages=history,
    )
