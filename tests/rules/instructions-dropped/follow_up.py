"""A follow-up in the function that begins the conversation."""

from openai import OpenAI

client = OpenAI()
RULES = "Answer in two sentences, quote the paragraph that you rely on, and never guess. " * 60


def dropped(question: str, follow_up: str):
    first = client.responses.create(model="gpt-5.4", instructions=RULES, input=question)
    return client.responses.create(model="gpt-5.4", previous_response_id=first.id, input=follow_up)  # expect: PFX702 warning


def repeated(question: str, follow_up: str):
    first = client.responses.create(model="gpt-5.4", instructions=RULES, input=question)
    return client.responses.create(
        model="gpt-5.4",
        previous_response_id=first.id,  # ok: PFX702
        instructions=RULES,
        input=follow_up,
    )


def never_had_any(question: str, follow_up: str):
    first = client.responses.create(model="gpt-5.4", input=question)
    return client.responses.create(model="gpt-5.4", previous_response_id=first.id, input=follow_up)  # ok: PFX702


def in_the_conversation(question: str, follow_up: str):
    # What is part of the input stays in the conversation.
    rules = {"role": "developer", "content": RULES}
    first = client.responses.create(model="gpt-5.4", input=[rules, {"role": "user", "content": question}])
    return client.responses.create(model="gpt-5.4", previous_response_id=first.id, input=follow_up)  # ok: PFX702


def others(question: str, follow_up: str):
    first = client.responses.create(model="gpt-5.4", instructions=RULES, input=question)
    return client.responses.create(
        model="gpt-5.4",
        previous_response_id=first.id,  # expect: PFX702 "other instructions"
        instructions=f"Be brief. {RULES}",
        input=follow_up,
    )
