import uuid

from openai import OpenAI

client = OpenAI()
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80
EXPLICIT = {"mode": "explicit"}


def id_in_the_marked_block(question):
    part = {"type": "text", "text": f"{RULES} {uuid.uuid4()}", "prompt_cache_breakpoint": EXPLICIT}  # expect: PFX601
    return client.chat.completions.create(
        model="gpt-5.6",
        messages=[{"role": "developer", "content": [part]}, {"role": "user", "content": question}],
    )


def id_behind_it(question):
    part = {"type": "text", "text": RULES, "prompt_cache_breakpoint": EXPLICIT}  # ok: PFX601
    return client.chat.completions.create(
        model="gpt-5.6",
        messages=[{"role": "developer", "content": [part]}, {"role": "user", "content": f"{question} {uuid.uuid4()}"}],
    )
