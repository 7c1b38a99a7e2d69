"""Schemas written as dicts."""

from datetime import datetime

from openai import OpenAI

client = OpenAI()
RULES = "Say which passage answers the question: read all of them first, then choose, then say why. " * 60


def schema(choices: list[str], description: str = "The answer.") -> dict[str, object]:
    return {
        "type": "json_schema",
        "json_schema": {
            "name": "answer",
            "description": description,
            "schema": {"type": "object", "properties": {"which": {"type": "string", "enum": choices}}},
        },
    }


def ask(question: str, form: dict[str, object]):
    return client.chat.completions.create(
        model="gpt-4o",
        response_format=form,
        messages=[{"role": "system", "content": RULES}, {"role": "user", "content": question}],
    )


def of_the_request(question: str, documents: list[str]):
    return ask(question, schema(documents))  # expect: PFX304


def fixed(question: str):
    return ask(question, schema(["yes", "no"]))  # ok: PFX304


def with_a_clock(question: str):
    return ask(question, schema(["yes", "no"], f"The answer as of {datetime.now()}."))  # expect: PFX304 "every call"


def no_schema(question: str):
    return ask(question, {"type": "json_object"})  # ok: PFX304
