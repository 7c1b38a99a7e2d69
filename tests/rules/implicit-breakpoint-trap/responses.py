from openai import OpenAI

client = OpenAI()
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80


def instructions(question):
    return client.responses.create(model="gpt-5.6-terra", instructions=RULES, input=question)  # expect: PFX606


def continued(question, previous):
    return client.responses.create(
        model="gpt-5.6-terra",
        previous_response_id=previous,
        instructions=RULES,
        input=question,  # ok: PFX606
    )


def options_of_a_caller(question, options):
    return client.responses.create(
        model="gpt-5.6-terra",
        prompt_cache_options=options,  # ok: PFX606
        instructions=RULES,
        input=question,
    )


def explicit(question):
    rules = {"type": "input_text", "text": RULES, "prompt_cache_breakpoint": {"mode": "explicit"}}
    return client.responses.create(
        model="gpt-5.6-terra",
        prompt_cache_options={"mode": "explicit"},
        input=[{"role": "developer", "content": [rules]}, {"role": "user", "content": question}],  # ok: PFX606
    )
