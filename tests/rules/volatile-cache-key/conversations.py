import uuid

from openai import OpenAI

client = OpenAI()


def one_for_the_conversation():
    key = str(uuid.uuid4())  # ok: PFX611
    turns = []
    while True:
        turns.append({"role": "user", "content": input()})
        answer = client.responses.create(model="gpt-5.1", prompt_cache_key=key, input=turns)
        turns.append({"role": "assistant", "content": answer.output_text})


def one_for_each_turn():
    turns = []
    while True:
        key = str(uuid.uuid4())  # expect: PFX611
        turns.append({"role": "user", "content": input()})
        answer = client.responses.create(model="gpt-5.1", prompt_cache_key=key, input=turns)
        turns.append({"role": "assistant", "content": answer.output_text})


class Talk:
    def __init__(self):
        self.key = uuid.uuid4().hex

    def say(self, text):
        return client.responses.create(model="gpt-5.1", prompt_cache_key=self.key, input=text)  # ok: PFX611


PROCESS = uuid.uuid4().hex


def one_for_the_process(text):
    return client.responses.create(model="gpt-5.1", prompt_cache_key=PROCESS, input=text)  # ok: PFX611


def given_or_made_up(text, key=None):
    key = key or uuid.uuid4().hex
    return client.responses.create(model="gpt-5.1", prompt_cache_key=key, input=text)  # ok: PFX611
