"""A setting that is chosen anew for each turn."""

import random

from openai import OpenAI

client = OpenAI()
RULES = "Answer in two sentences, quote the paragraph that you rely on, and never guess. " * 60


def by_length(history: list[dict[str, str]], question: str):
    effort = "high" if len(question) > 200 else "low"  # expect: PFX701 warning "`reasoning_effort` is chosen anew"
    return client.chat.completions.create(
        model="gpt-5.4",
        reasoning_effort=effort,
        messages=[{"role": "system", "content": RULES}, *history, {"role": "user", "content": question}],
    )


def by_deployment(history: list[dict[str, str]], question: str, thorough: bool):
    effort = "high" if thorough else "low"
    return client.chat.completions.create(
        model="gpt-5.4",
        reasoning_effort=effort,  # ok: PFX701
        messages=[{"role": "system", "content": RULES}, *history, {"role": "user", "content": question}],
    )


def no_conversation(question: str):
    # Each question is a conversation of its own.
    effort = "high" if len(question) > 200 else "low"
    return client.chat.completions.create(
        model="gpt-5.4",
        reasoning_effort=effort,  # ok: PFX701
        messages=[{"role": "system", "content": RULES}, {"role": "user", "content": question}],
    )


def fixed(history: list[dict[str, str]], question: str):
    return client.chat.completions.create(
        model="gpt-5.4",
        reasoning_effort="low",  # ok: PFX701
        messages=[{"role": "system", "content": RULES}, *history, {"role": "user", "content": question}],
    )


def model_by_question(history: list[dict[str, str]], question: str):
    model = "gpt-5.4" if "exactly" in question else "gpt-5.4-mini"  # expect: PFX701 "`model` is chosen anew"
    return client.chat.completions.create(
        model=model,
        messages=[{"role": "system", "content": RULES}, *history, {"role": "user", "content": question}],
    )


def passed_on(history: list[dict[str, str]], question: str, model: str):
    return client.chat.completions.create(
        model=model,  # ok: PFX701
        messages=[{"role": "system", "content": RULES}, *history, {"role": "user", "content": question}],
    )
