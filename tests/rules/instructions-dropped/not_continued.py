"""Requests without instructions that continue nothing, or continue what nobody in sight has begun."""

from openai import OpenAI

client = OpenAI()
RULES = "Answer in two sentences, quote the paragraph that you rely on, and never guess. " * 60


def begin(question: str):
    return client.responses.create(model="gpt-5.4", instructions=RULES, input=question)


def alone(question: str):
    return client.responses.create(model="gpt-5.4", input=question)  # ok: PFX702


def with_none(question: str):
    return client.responses.create(model="gpt-5.4", previous_response_id=None, input=question)  # ok: PFX702


def one_that_went_before(question: str, last_id: str):
    return client.responses.create(model="gpt-5.4", previous_response_id=last_id, input=question)  # expect: PFX702
