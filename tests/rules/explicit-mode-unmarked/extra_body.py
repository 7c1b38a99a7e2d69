from openai import OpenAI

client = OpenAI()
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80


def hidden(question):
    return client.responses.create(  # expect: PFX607
        model="gpt-5.6",
        extra_body={"prompt_cache_options": {"mode": "explicit"}},
        instructions=RULES,
        input=question,
    )


def and_marked(question):
    rules = {"type": "input_text", "text": RULES, "prompt_cache_breakpoint": {"mode": "explicit"}}
    return client.responses.create(
        model="gpt-5.6",
        extra_body={"prompt_cache_options": {"mode": "explicit"}},  # ok: PFX607
        input=[{"role": "developer", "content": [rules]}, {"role": "user", "content": question}],
    )
