"""Jinja files with the user's data at their head, or where it belongs."""

from jinja2 import Environment, FileSystemLoader
from openai import OpenAI

client = OpenAI()


class Prompts:
    def __init__(self):
        self.env = Environment(loader=FileSystemLoader("templates"))

    def render(self, name: str, **values):
        return self.env.get_template(f"{name}.j2").render(**values)


class Shop:
    def __init__(self):
        self.prompts = Prompts()

    def greet(self, user, question: str):
        system = self.prompts.render("greeting", user=user, items=["orders", "invoices"])
        return client.responses.create(model="gpt-4.1", instructions=system, input=question)

    def sign(self, user, question: str):
        system = self.prompts.render("signature", user=user)
        return client.responses.create(model="gpt-4.1", instructions=system, input=question)  # ok: PFX103
