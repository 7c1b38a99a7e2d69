"""The first message of a conversation written anew."""

from openai import OpenAI

client = OpenAI()
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


def with_the_question(questions: list[str]) -> None:
    messages = [{"role": "system", "content": RULES}]
    for question in questions:
        messages[0] = {"role": "system", "content": f"{RULES}\nThey ask about: {question}"}  # expect: PFX503
        messages.append({"role": "user", "content": question})
        reply = client.chat.completions.create(model="gpt-4o", messages=messages)
        messages.append({"role": "assistant", "content": reply.choices[0].message.content})


def with_the_same(questions: list[str]) -> None:
    messages = [{"role": "system", "content": RULES}]
    for question in questions:
        messages[0] = {"role": "system", "content": RULES}  # ok: PFX503
        messages.append({"role": "user", "content": question})
        reply = client.chat.completions.create(model="gpt-4o", messages=messages)
        messages.append({"role": "assistant", "content": reply.choices[0].message.content})


def before_the_loop(questions: list[str], branch_rules: str) -> None:
    messages = [{"role": "system", "content": RULES}]
    messages[0] = {"role": "system", "content": f"{RULES}\n{branch_rules}"}  # ok: PFX503
    for question in questions:
        messages.append({"role": "user", "content": question})
        reply = client.chat.completions.create(model="gpt-4o", messages=messages)
        messages.append({"role": "assistant", "content": reply.choices[0].message.content})
