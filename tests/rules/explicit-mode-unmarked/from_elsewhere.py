from openai import OpenAI

client = OpenAI()
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80


def parts_of_a_caller(question, rules):
    return client.chat.completions.create(
        model="gpt-5.6",
        prompt_cache_options={"mode": "explicit"},  # ok: PFX607
        messages=[{"role": "developer", "content": [rules]}, {"role": "user", "content": question}],
    )


def turns_of_a_caller(messages):
    return client.chat.completions.create(
        model="gpt-5.6",
        prompt_cache_options={"mode": "explicit"},  # ok: PFX607
        messages=[{"role": "developer", "content": RULES}, *messages],
    )


def anything(**options):
    return client.chat.completions.create(
        model="gpt-5.6",
        prompt_cache_options={"mode": "explicit"},  # ok: PFX607
        **options,
    )
