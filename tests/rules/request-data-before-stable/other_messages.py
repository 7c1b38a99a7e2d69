"""Messages that are not sent to a model."""

import gradio as gr

RULES = "Answer politely, cite the handbook, never promise a date, and keep it short. " * 90


def shown(question: str):
    yield gr.ChatMessage(role="assistant", content=f"{question}\n{RULES}")  # ok: PFX104
    yield [gr.ChatMessage(role="user", content=f"{question}\n{RULES}")]  # ok: PFX104


def fields(document: dict[str, str]) -> str:
    names = ", ".join(document.keys())
    filters_prompt = f"Fields to filter by: {names}\n{RULES}"  # ok: PFX104
    return filters_prompt


def contents(document: dict[str, str]) -> str:
    text = ", ".join(document.values())
    filters_prompt = f"Contents: {text}\n{RULES}"  # expect: PFX104
    return filters_prompt
