from openai import OpenAI

client = OpenAI()
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80


def new_question_each_time(question):
    return client.chat.completions.create(  # expect: PFX606 warning "never reads"
        model="gpt-5.6",
        messages=[{"role": "developer", "content": RULES}, {"role": "user", "content": question}],
    )


def implicit_is_said(question):
    return client.chat.completions.create(  # expect: PFX606
        model="gpt-6.1-sol",
        prompt_cache_options={"mode": "implicit", "ttl": "30m"},
        messages=[{"role": "developer", "content": RULES}, {"role": "user", "content": question}],
    )


def earlier_models_fall_back(question):
    return client.chat.completions.create(
        model="gpt-5.5",
        messages=[{"role": "developer", "content": RULES}, {"role": "user", "content": question}],  # ok: PFX606
    )


def model_is_not_known(question, model):
    return client.chat.completions.create(
        model=model,
        messages=[{"role": "developer", "content": RULES}, {"role": "user", "content": question}],  # ok: PFX606
    )


def growing_conversation(history, question):
    return client.chat.completions.create(
        model="gpt-5.6",
        messages=[
            {"role": "developer", "content": RULES},
            *history,
            {"role": "user", "content": question},
        ],  # ok: PFX606
    )


def marked(question):
    rules = {"type": "text", "text": RULES, "prompt_cache_breakpoint": {"mode": "explicit"}}
    return client.chat.completions.create(
        model="gpt-5.6",
        messages=[{"role": "developer", "content": [rules]}, {"role": "user", "content": question}],  # ok: PFX606
    )


def nothing_varies():
    return client.chat.completions.create(
        model="gpt-5.6",
        messages=[{"role": "developer", "content": RULES}, {"role": "user", "content": "First rule?"}],  # ok: PFX606
    )


def too_short(question):
    return client.chat.completions.create(
        model="gpt-5.6",
        messages=[{"role": "developer", "content": "Be brief."}, {"role": "user", "content": question}],  # ok: PFX606
    )
