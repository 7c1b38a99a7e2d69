"""Two requests that send one list of messages."""

from openai import OpenAI

client = OpenAI()
RULES = "Answer in two sentences, quote the paragraph that you rely on, and never guess. " * 60


def more_effort_later(question: str):
    messages = [{"role": "system", "content": RULES}, {"role": "user", "content": question}]
    plan = client.chat.completions.create(model="gpt-5.4", reasoning_effort="high", messages=messages)
    messages.append({"role": "assistant", "content": plan.choices[0].message.content})
    messages.append({"role": "user", "content": "Now answer."})
    effort = "low"
    return client.chat.completions.create(model="gpt-5.4", reasoning_effort=effort, messages=messages)  # expect: PFX701 "is `low` here"


def the_same_effort(question: str):
    messages = [{"role": "system", "content": RULES}, {"role": "user", "content": question}]
    plan = client.chat.completions.create(model="gpt-5.4", reasoning_effort="high", messages=messages)
    messages.append({"role": "assistant", "content": plan.choices[0].message.content})
    messages.append({"role": "user", "content": "Now answer."})
    return client.chat.completions.create(model="gpt-5.4", reasoning_effort="high", messages=messages)  # ok: PFX701


def two_conversations(question: str):
    first = [{"role": "system", "content": RULES}, {"role": "user", "content": question}]
    second = [{"role": "system", "content": RULES}, {"role": "user", "content": f"Is this clear: {question}"}]
    client.chat.completions.create(model="gpt-5.4", reasoning_effort="high", messages=first)
    return client.chat.completions.create(model="gpt-5.4", reasoning_effort="low", messages=second)  # ok: PFX701


def one_or_the_other(question: str, hard: bool):
    messages = [{"role": "system", "content": RULES}, {"role": "user", "content": question}]
    if hard:
        return client.chat.completions.create(model="gpt-5.4", reasoning_effort="high", messages=messages)
    return client.chat.completions.create(model="gpt-5.4", reasoning_effort="low", messages=messages)  # ok: PFX701


def if_and_else(question: str, hard: bool):
    messages = [{"role": "system", "content": RULES}, {"role": "user", "content": question}]
    if hard:
        return client.chat.completions.create(model="gpt-5.4", reasoning_effort="high", messages=messages)
    else:
        return client.chat.completions.create(model="gpt-5.4", reasoning_effort="low", messages=messages)  # ok: PFX701


def after_an_error(question: str):
    messages = [{"role": "system", "content": RULES}, {"role": "user", "content": question}]
    try:
        return client.chat.completions.create(model="gpt-5.4", reasoning_effort="high", messages=messages)
    except TimeoutError:
        return client.chat.completions.create(model="gpt-5.4", reasoning_effort="low", messages=messages)  # ok: PFX701


def a_cheap_model_for_the_title(question: str):
    messages = [{"role": "system", "content": RULES}, {"role": "user", "content": question}]
    reply = client.chat.completions.create(model="gpt-5.4", messages=messages)
    messages.append({"role": "user", "content": "A title of three words, please."})
    title = client.chat.completions.create(model="gpt-5.4-mini", messages=messages)  # ok: PFX701
    return reply, title


def one_or_the_other_inside_try(question: str, hard: bool):
    messages = [{"role": "system", "content": RULES}, {"role": "user", "content": question}]
    if hard:
        try:
            return client.chat.completions.create(model="gpt-5.4", reasoning_effort="high", messages=messages)
        except TimeoutError as error:
            raise RuntimeError("no answer") from error
    return client.chat.completions.create(model="gpt-5.4", reasoning_effort="low", messages=messages)  # ok: PFX701


def again_behind_try(question: str, hard: bool):
    messages = [{"role": "system", "content": RULES}, {"role": "user", "content": question}]
    if hard:
        try:
            client.chat.completions.create(model="gpt-5.4", reasoning_effort="high", messages=messages)
        except TimeoutError:
            hard = False
    return client.chat.completions.create(model="gpt-5.4", reasoning_effort="low", messages=messages)  # expect: PFX701
