"""One name, two definitions."""

from openai import OpenAI

client = OpenAI()
RULES = "Use a tool whenever a reader of the library asks about a book, and never guess what it would say. " * 60
FIND = {"type": "function", "name": "find_book", "description": "Finds a book.", "parameters": {"type": "object"}}
FOUND = {"type": "function", "name": "find_book", "description": "Find books.", "parameters": {"type": "object"}}
LEND = {"type": "function", "name": "lend_book", "description": "Lends a book.", "parameters": {"type": "object"}}


def ask(question: str):
    return client.responses.create(model="gpt-4.1", tools=[FIND, LEND], instructions=RULES, input=question)  # ok: PFX305


def ask_again(question: str):
    tools = [FOUND, LEND]  # expect: PFX305 "`find_book` is defined otherwise"
    return client.responses.create(model="gpt-4.1", tools=tools, instructions=RULES, input=question)


def ask_in_the_same_way(question: str):
    tools = [FIND, LEND]  # ok: PFX305
    return client.responses.create(model="gpt-4.1", tools=tools, instructions=RULES, input=question)
