"""Callers of one function in other files, which give it different tools."""

from openai import OpenAI
from prompts import RULES

client = OpenAI()


def send(question: str, tools: list[dict[str, object]]):
    return client.responses.create(model="gpt-4.1-mini", tools=tools, instructions=RULES, input=question)
