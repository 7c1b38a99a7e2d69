from openai import OpenAI

client = OpenAI()
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80


def early(question):
    return client.chat.completions.create(  # expect: PFX613 note "gpt-4 does not cache"
        model="gpt-4",
        messages=[{"role": "system", "content": RULES}, {"role": "user", "content": question}],
    )


def the_first_of_its_kind(question):
    return client.chat.completions.create(  # expect: PFX613
        model="gpt-4o-2024-05-13",
        messages=[{"role": "system", "content": RULES}, {"role": "user", "content": question}],
    )


def pro(question):
    return client.responses.create(model="gpt-5-pro", instructions=RULES, input=question)  # expect: PFX613


def later(question):
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": RULES}, {"role": "user", "content": question}],  # ok: PFX613
    )


def short(question):
    return client.chat.completions.create(
        model="gpt-4",
        messages=[{"role": "system", "content": "Be brief."}, {"role": "user", "content": question}],  # ok: PFX613
    )


def always_the_same():
    return client.chat.completions.create(
        model="gpt-4",
        messages=[{"role": "system", "content": RULES}, {"role": "user", "content": "First rule?"}],  # ok: PFX613
    )
