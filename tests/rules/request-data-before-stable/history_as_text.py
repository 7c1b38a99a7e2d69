"""The conversation so far written into a text, in front of instructions or behind them."""

from openai import OpenAI

client = OpenAI()
STEPS = "Say in one sentence what the customer wants now, and which department should answer it. " * 60


def history_first(chat_history: str):
    prompt = f"{chat_history}\n\n{STEPS}"  # expect: PFX104 warning "grows with every turn"
    return client.responses.create(model="gpt-4.1", input=prompt)


def joined_turns(history: list[dict[str, str]]):
    turns = "\n".join(f"{turn['role']}: {turn['content']}" for turn in history)  # expect: PFX104
    return client.responses.create(model="gpt-4.1", input=f"{turns}\n\n{STEPS}")


def history_last(chat_history: str):
    prompt = f"{STEPS}\n\n{chat_history}"  # ok: PFX104
    return client.responses.create(model="gpt-4.1", input=prompt)


def history_before_a_word(chat_history: str):
    prompt = f"{STEPS}\n\n{chat_history}\n\nDepartment:"  # ok: PFX104
    return client.responses.create(model="gpt-4.1", input=prompt)


def as_messages(history: list[dict[str, str]], question: str):
    messages = [{"role": "system", "content": STEPS}, *history, {"role": "user", "content": question}]
    return client.chat.completions.create(model="gpt-4o", messages=messages)  # ok: PFX104


def memory_in_one_question(memory: str, question: str):
    # State in a message that is no system text is data of the request.
    prompt = f"{memory}\n\n{STEPS}\n\n{question}"  # expect: PFX104 "changes with every turn"
    return client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": prompt}])


def system_text_first(messages: list[dict[str, str]]):
    text = ""
    for turn in messages:
        if turn["role"] == "system":
            text += turn["content"] + STEPS  # ok: PFX104
    return client.responses.create(model="gpt-4.1", input=text)
