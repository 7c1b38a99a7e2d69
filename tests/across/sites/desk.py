"""The first place from which it is sent."""

from openai import OpenAI
from prompts import COVER, FIND, LEND, RULES

client = OpenAI()


def ask(question: str):
    return client.responses.create(model="gpt-4.1", tools=[FIND, LEND], instructions=RULES, input=question)  # ok: PFX305


def ask_again(question: str):
    return client.responses.create(model="gpt-4.1", tools=[FIND, LEND], instructions=RULES, input=question)  # ok: PFX305


def show(question: str):
    image = {"type": "input_image", "image_url": COVER, "detail": "high"}  # ok: PFX401
    turn = {"role": "user", "content": [image, {"type": "input_text", "text": question}]}
    return client.responses.create(model="gpt-4.1", input=[turn])
