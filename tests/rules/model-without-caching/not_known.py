from openai import AzureOpenAI, OpenAI

client = OpenAI()
azure = AzureOpenAI()
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80


def by_configuration(question, model):
    return client.chat.completions.create(
        model=model,
        messages=[{"role": "system", "content": RULES}, {"role": "user", "content": question}],  # ok: PFX613
    )


def name_of_a_deployment(question):
    return azure.chat.completions.create(
        model="gpt-4",
        messages=[{"role": "system", "content": RULES}, {"role": "user", "content": question}],  # ok: PFX613
    )


def never_heard_of(question):
    return client.chat.completions.create(
        model="gpt-7",
        messages=[{"role": "system", "content": RULES}, {"role": "user", "content": question}],  # ok: PFX613
    )


def named(question):
    return client.chat.completions.create(  # expect: PFX613
        model="gpt-3.5-turbo-0125",
        messages=[{"role": "system", "content": RULES}, {"role": "user", "content": question}],
    )
