"""Trees walked for a prompt."""

import os

from openai import OpenAI

client = OpenAI()
RULES = "Name the file in which the change has to be made, and the function, and nothing else at all. " * 60


def walked(question: str):
    lines = []
    for folder, _, files in os.walk("src"):  # expect: PFX203
        for name in files:
            lines.append(os.path.join(folder, name))
    return client.responses.create(model="gpt-4.1", instructions="\n".join(lines) + RULES, input=question)


def sorted_at_the_end(question: str):
    lines = []
    for folder, _, files in os.walk("src"):
        for name in files:
            lines.append(os.path.join(folder, name))
    lines.sort()  # ok: PFX203
    return client.responses.create(model="gpt-4.1", instructions="\n".join(lines) + RULES, input=question)


def for_something_else(question: str):
    for name in os.listdir("out"):  # ok: PFX203
        os.remove(name)
    return client.responses.create(model="gpt-4.1", instructions=RULES, input=question)
