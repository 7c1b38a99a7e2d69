"""Three requests, and nobody looks at a figure: one finding, at the first."""

from openai import OpenAI

client = OpenAI()
RULES = "Answer in two sentences, quote the paragraph that you rely on, and never guess. " * 60


def first(question: str):
    return client.responses.create(model="gpt-4.1", instructions=RULES, input=question).output_text  # expect: PFX902 note "of 2 others"


def second(question: str):
    return client.responses.create(model="gpt-4.1", instructions=RULES, input=question).output_text


def third(question: str):
    return client.responses.create(model="gpt-4.1", instructions=RULES, input=question).output_text
