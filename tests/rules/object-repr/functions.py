"""Functions and methods that were named but not called."""

from openai import OpenAI

client = OpenAI()
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


def opening_hours() -> str:
    return "Open from nine to six."


class Branch:
    def address(self) -> str:
        return "Harbour Street 1"

    @property
    def name(self) -> str:
        return "harbour"


def a_function(question: str):
    return client.responses.create(
        model="gpt-4.1",
        instructions=f"{opening_hours}\n{RULES}",  # expect: PFX205
        input=question,
    )


def its_result(question: str):
    return client.responses.create(
        model="gpt-4.1",
        instructions=f"{opening_hours()}\n{RULES}",  # ok: PFX205
        input=question,
    )


def a_method(question: str):
    branch = Branch()
    return client.responses.create(
        model="gpt-4.1",
        instructions=f"{branch.address}\n{RULES}",  # expect: PFX205
        input=question,
    )


def a_property(question: str):
    branch = Branch()
    return client.responses.create(
        model="gpt-4.1",
        instructions=f"{branch.name}\n{RULES}",  # ok: PFX205
        input=question,
    )


def its_name(question: str):
    return client.responses.create(
        model="gpt-4.1",
        instructions=f"{opening_hours.__name__}\n{RULES}",  # ok: PFX205
        input=question,
    )


def a_class(question: str):
    return client.responses.create(model="gpt-4.1", instructions=f"{Branch}\n{RULES}", input=question)  # ok: PFX205
