"""The tokens that went in say nothing of the cache."""

from openai import OpenAI

client = OpenAI()
RULES = "Answer in two sentences, quote the paragraph that you rely on, and never guess. " * 60


def ask(question: str):
    reply = client.responses.create(model="gpt-4.1", instructions=RULES, input=question)  # expect: PFX902
    print(reply.usage.input_tokens)
    return reply.output_text
