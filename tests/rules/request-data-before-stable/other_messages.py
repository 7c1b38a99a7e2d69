"""Messages that are not sent to a model."""

import gradio as gr

RULES = "Answer politely, cite the handbook, never promise a date, and keep it short. " * 90


def shown(question: str):
    yield gr.ChatMessage(role="assistant", content=f"{question}\n{RULES}")  # ok: PFX104
    yield [gr.ChatMessage(role="user", content=f"{question}\n{RULES}")]  # ok: PFX104
