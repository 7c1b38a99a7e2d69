import litellm

from openai import OpenAI

client = OpenAI()
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80
MARK = {"mode": "explicit"}


def on_an_old_model(question):
    rules = {"type": "text", "text": RULES, "prompt_cache_breakpoint": MARK}  # expect: PFX612 error "gpt-4.1"
    return client.chat.completions.create(
        model="gpt-4.1",
        messages=[{"role": "developer", "content": [rules]}, {"role": "user", "content": question}],
    )


def on_a_new_model(question):
    rules = {"type": "text", "text": RULES, "prompt_cache_breakpoint": MARK}  # ok: PFX612
    return client.chat.completions.create(
        model="gpt-5.6",
        messages=[{"role": "developer", "content": [rules]}, {"role": "user", "content": question}],
    )


def litellm_leaves_it_out(question):
    rules = {"type": "text", "text": RULES, "prompt_cache_breakpoint": MARK}  # ok: PFX612
    return litellm.completion(
        model="gpt-4.1",
        messages=[{"role": "developer", "content": [rules]}, {"role": "user", "content": question}],
    )
