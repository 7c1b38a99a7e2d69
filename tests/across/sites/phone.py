"""The second: what is odd here can only be seen from both."""

from openai import OpenAI
from prompts import COVER, FIND, LEND, RULES

client = OpenAI()


def ask(question: str):
    return client.responses.create(model="gpt-4.1", tools=[LEND, FIND], instructions=RULES, input=question)  # expect: PFX305 "another order"


def show(question: str):
    image = {"type": "input_image", "image_url": COVER}  # expect: PFX401 "but with 'high' elsewhere"
    turn = {"role": "user", "content": [image, {"type": "input_text", "text": question}]}
    return client.responses.create(model="gpt-4.1", input=[turn])


def ask_quietly(question: str):
    tools = [LEND, FIND]  # prefixlint: ignore[tool-list-mismatch] the phone has its own list  # ok: PFX305
    return client.responses.create(model="gpt-4.1", tools=tools, instructions=RULES, input=question)
