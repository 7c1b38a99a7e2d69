"""Messages that somebody else made, to which this function adds its own."""

from datetime import datetime

from openai import OpenAI

client = OpenAI()
RULES = "You answer questions about orders, returns and invoices of an online bookshop. " * 100


def put_in_front(messages: list, question: str):
    messages.insert(0, {"role": "system", "content": f"Now: {datetime.now()}\n{RULES}"})  # expect: PFX101 error
    messages.append({"role": "user", "content": question})
    return client.chat.completions.create(model="gpt-4o", messages=messages)


def put_behind(messages: list, question: str):
    messages.insert(0, {"role": "system", "content": RULES})
    messages.append({"role": "user", "content": f"{question}\n\n(It is {datetime.now()}.)"})  # ok: PFX101
    return client.chat.completions.create(model="gpt-4o", messages=messages)


class Talk:
    def __init__(self, history: list):
        self.history = history

    def answer(self):
        self.history.insert(0, {"role": "system", "content": f"{datetime.now()}\n{RULES}"})  # expect: PFX101 expect: PFX503
        return client.chat.completions.create(model="gpt-4o", messages=self.history)
