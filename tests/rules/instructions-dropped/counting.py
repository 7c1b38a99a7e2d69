"""Counting tokens begins no conversation."""

from openai import OpenAI

client = OpenAI()
RULES = "Answer in two sentences, quote the paragraph that you rely on, and never guess. " * 60


def count(question: str):
    return client.responses.input_tokens.count(model="gpt-5.4", instructions=RULES, input=question)


def go_on(last_id: str, question: str):
    return client.responses.create(model="gpt-5.4", previous_response_id=last_id, input=question)  # ok: PFX702


def begin_another(question: str):
    return client.responses.create(model="gpt-4.1", instructions=RULES, input=question)


def go_on_with_another(last_id: str, question: str):
    return client.responses.create(model="gpt-4.1", previous_response_id=last_id, input=question)  # expect: PFX702
