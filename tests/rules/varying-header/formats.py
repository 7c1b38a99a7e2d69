"""The format of the answer changes in a conversation."""

from openai import OpenAI

client = OpenAI()
RULES = "Answer in two sentences, quote the paragraph that you rely on, and never guess. " * 60
FORM = {"type": "json_object"}


def only_at_the_end(history: list[dict[str, str]]):
    messages = [{"role": "system", "content": RULES}, *history]
    plan = client.chat.completions.create(model="gpt-4o", messages=messages)
    messages.append({"role": "assistant", "content": plan.choices[0].message.content})
    return client.chat.completions.create(model="gpt-4o", response_format=FORM, messages=messages)  # expect: PFX701 "`response_format`"


def always(history: list[dict[str, str]]):
    messages = [{"role": "system", "content": RULES}, *history]
    plan = client.chat.completions.create(model="gpt-4o", response_format=FORM, messages=messages)
    messages.append({"role": "assistant", "content": plan.choices[0].message.content})
    return client.chat.completions.create(model="gpt-4o", response_format=FORM, messages=messages)  # ok: PFX701
