"""A set in a template: the set is what has to be sorted, so that is where the finding stands."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from openai import OpenAI

client = OpenAI()
env = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"))


def joined(question: str, orders):
    labels = sorted({order.label for order in orders})  # expect: PFX201
    system = env.get_template("labels.j2").render(labels=labels)
    return client.responses.create(model="gpt-4.1", instructions=system, input=question)


def in_order(question: str, orders):
    labels = {order.label for order in orders}  # ok: PFX201
    system = env.get_template("sorted.j2").render(labels=labels)
    return client.responses.create(model="gpt-4.1", instructions=system, input=question)
