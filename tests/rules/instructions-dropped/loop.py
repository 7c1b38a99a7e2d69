"""A loop in which the first request is like the others, or not."""

from openai import OpenAI

client = OpenAI()
RULES = "Answer in two sentences, quote the paragraph that you rely on, and never guess. " * 60


def only_at_first(questions: list[str]):
    last = None
    for question in questions:
        reply = client.responses.create(
            model="gpt-5.4",
            instructions=RULES if last is None else None,
            previous_response_id=last,  # expect: PFX702 "left out as soon as"
            input=question,
        )
        last = reply.id


def always(questions: list[str]):
    last = None
    for question in questions:
        reply = client.responses.create(
            model="gpt-5.4",
            instructions=RULES,
            previous_response_id=last,  # ok: PFX702
            input=question,
        )
        last = reply.id


def either_or(question: str, last: str | None, given: str | None):
    return client.responses.create(
        model="gpt-5.4",
        instructions=given or RULES,
        previous_response_id=last,  # ok: PFX702
        input=question,
    )


def whatever_is_given(question: str, last: str | None, brief: bool):
    # That nothing is said has nothing to do with what is continued.
    return client.responses.create(
        model="gpt-5.4",
        instructions=None if brief else RULES,
        previous_response_id=last,  # ok: PFX702
        input=question,
    )
