"""A model that keeps no cache has no figure."""

from openai import OpenAI

client = OpenAI()
RULES = "Answer in two sentences, quote the paragraph that you rely on, and never guess. " * 80


def ask(question: str):
    messages = [{"role": "system", "content": RULES}, {"role": "user", "content": question}]
    return client.chat.completions.create(model="gpt-4", messages=messages)  # ok: PFX902, expect: PFX613


def prompts_only(question: str):
    # Nothing is sent here.
    return [{"role": "system", "content": RULES}, {"role": "user", "content": question}]  # ok: PFX902
