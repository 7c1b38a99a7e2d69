"""Other settings, and other providers."""

from anthropic import Anthropic
from openai import OpenAI

client = OpenAI()
claude = Anthropic()
RULES = "Answer in two sentences, quote the paragraph that you rely on, and never guess. " * 80


def tier(history: list[dict[str, str]], urgent_question: str):
    tier = "priority" if "now" in urgent_question else "default"  # expect: PFX701 "`service_tier`"
    turn = {"role": "user", "content": urgent_question}
    return client.responses.create(model="gpt-5.4", service_tier=tier, instructions=RULES, input=[*history, turn])


def effort_inside(history: list[dict[str, str]], question: str):
    effort = "high" if len(question) > 200 else "low"  # expect: PFX701 "`reasoning`"
    turn = {"role": "user", "content": question}
    return client.responses.create(model="gpt-5.4", reasoning={"effort": effort}, instructions=RULES, input=[*history, turn])


def thinking(history: list[dict[str, str]], question: str):
    mode = "enabled" if "why" in question else "disabled"  # expect: PFX701 "`thinking`"
    return claude.messages.create(  # expect: PFX605
        model="claude-sonnet-4-5",
        max_tokens=300,
        thinking={"type": mode},
        system=RULES,
        messages=[*history, {"role": "user", "content": question}],
    )


def tokens_are_no_header(history: list[dict[str, str]], question: str):
    return claude.messages.create(  # expect: PFX605
        model="claude-sonnet-4-5",
        max_tokens=3000 if "why" in question else 300,  # ok: PFX701
        system=RULES,
        messages=[*history, {"role": "user", "content": question}],
    )
