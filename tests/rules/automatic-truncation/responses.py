from openai import OpenAI

client = OpenAI()


def continued(question, previous):
    return client.responses.create(
        model="gpt-5.1",
        previous_response_id=previous,
        truncation="auto",  # expect: PFX504 warning col=20
        input=question,
    )


def stored(question, conversation):
    return client.responses.create(
        model="gpt-5.1",
        conversation=conversation,
        truncation="auto",  # expect: PFX504
        input=question,
    )


def whole_history(history):
    return client.responses.create(model="gpt-5.1", truncation="auto", input=history)  # expect: PFX504


def refused_instead(question, previous):
    return client.responses.create(
        model="gpt-5.1",
        previous_response_id=previous,
        truncation="disabled",  # ok: PFX504
        input=question,
    )


def sent_alone(document):
    return client.responses.create(
        model="gpt-5.1", truncation="auto", input=f"Summarise this: {document}"
    )  # ok: PFX504


def by_configuration(history, truncation):
    return client.responses.create(model="gpt-5.1", truncation=truncation, input=history)  # ok: PFX504


def only_offered_with_it(history):
    return client.responses.create(model="computer-use-preview", truncation="auto", input=history)  # ok: PFX504
