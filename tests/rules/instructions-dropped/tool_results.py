"""Results of tools go back with the same instructions."""

from openai import OpenAI

client = OpenAI()
RULES = "Use a tool whenever a reader asks about a book, and never guess what it would say. " * 60
FIND = {"type": "function", "name": "find_book", "parameters": {"type": "object"}}


def dropped(question: str, result: str):
    first = client.responses.create(model="gpt-5.4", tools=[FIND], instructions=RULES, input=question)
    output = {"type": "function_call_output", "call_id": "1", "output": result}
    return client.responses.create(
        model="gpt-5.4",
        tools=[FIND],
        previous_response_id=first.id,  # expect: PFX702
        input=[output],
    )


def repeated(question: str, result: str):
    first = client.responses.create(model="gpt-5.4", tools=[FIND], instructions=RULES, input=question)
    output = {"type": "function_call_output", "call_id": "1", "output": result}
    return client.responses.create(
        model="gpt-5.4",
        tools=[FIND],
        previous_response_id=first.id,  # ok: PFX702
        instructions=RULES,
        input=[output],
    )
