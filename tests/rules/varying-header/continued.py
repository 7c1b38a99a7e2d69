"""A conversation that the provider keeps."""

from openai import OpenAI

client = OpenAI()
RULES = "Answer in two sentences, quote the paragraph that you rely on, and never guess. " * 60


def chosen(question: str, last_id: str):
    effort = "high" if len(question) > 200 else "low"  # expect: PFX701 "`reasoning`"
    return client.responses.create(
        model="gpt-5.4",
        reasoning={"effort": effort},
        instructions=RULES,
        previous_response_id=last_id,
        input=question,
    )


def fixed(question: str, last_id: str):
    return client.responses.create(
        model="gpt-5.4",
        reasoning={"effort": "low"},  # ok: PFX701
        instructions=RULES,
        previous_response_id=last_id,
        input=question,
    )


def begun(question: str):
    effort = "high" if len(question) > 200 else "low"
    return client.responses.create(
        model="gpt-5.4",
        reasoning={"effort": effort},  # ok: PFX701
        instructions=RULES,
        input=question,
    )
