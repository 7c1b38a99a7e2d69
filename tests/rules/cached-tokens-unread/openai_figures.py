"""The figure is printed."""

from openai import OpenAI

client = OpenAI()
RULES = "Answer in two sentences, quote the paragraph that you rely on, and never guess. " * 60


def ask(question: str):
    reply = client.responses.create(model="gpt-4.1", instructions=RULES, input=question)  # ok: PFX902
    print(reply.usage.input_tokens_details.cached_tokens)
    return reply.output_text
