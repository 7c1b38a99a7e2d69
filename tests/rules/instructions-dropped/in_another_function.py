"""One function begins, another continues."""

from openai import OpenAI

client = OpenAI()
RULES = "Answer in two sentences, quote the paragraph that you rely on, and never guess. " * 60


def begin(question: str):
    return client.responses.create(model="gpt-5.4", instructions=RULES, input=question)


def go_on(last_id: str, question: str):
    return client.responses.create(model="gpt-5.4", previous_response_id=last_id, input=question)  # expect: PFX702


def go_on_with_all(last_id: str, question: str):
    return client.responses.create(
        model="gpt-5.4",
        previous_response_id=last_id,  # ok: PFX702
        instructions=RULES,
        input=question,
    )


def with_another_model(last_id: str, question: str):
    # What begins with this model is not in sight.
    return client.responses.create(model="gpt-4.1", previous_response_id=last_id, input=question)  # ok: PFX702
