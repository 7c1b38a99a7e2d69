from openai import OpenAI

client = OpenAI()
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80


def nothing_marked(question):
    return client.chat.completions.create(
        model="gpt-5.6",
        prompt_cache_options={"mode": "explicit"},  # expect: PFX607 warning
        messages=[{"role": "developer", "content": RULES}, {"role": "user", "content": question}],
    )


def marked(question):
    rules = {"type": "text", "text": RULES, "prompt_cache_breakpoint": {"mode": "explicit"}}
    return client.chat.completions.create(
        model="gpt-5.6",
        prompt_cache_options={"mode": "explicit"},  # ok: PFX607
        messages=[{"role": "developer", "content": [rules]}, {"role": "user", "content": question}],
    )


def mark_lost_on_the_way(question):
    rules = {"type": "text", "text": RULES, "prompt_cache_breakpoint": {"mode": "explicit"}}
    rules.pop("prompt_cache_breakpoint")
    return client.chat.completions.create(
        model="gpt-5.6",
        prompt_cache_options={"mode": "explicit"},  # expect: PFX607
        messages=[{"role": "developer", "content": [rules]}, {"role": "user", "content": question}],
    )


def implicit(history, question):
    return client.chat.completions.create(
        model="gpt-5.6",
        prompt_cache_options={"mode": "implicit"},  # ok: PFX607
        messages=[{"role": "developer", "content": RULES}, *history, {"role": "user", "content": question}],
    )
