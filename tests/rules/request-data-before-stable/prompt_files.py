"""Retrieved text in front of the rules of a prompt file."""

from importlib.resources import files

from openai import OpenAI

client = OpenAI()


def load(name: str) -> str:
    return (files(__package__) / "prompts" / f"{name}.md").read_text()


def answer(question: str, documents: list[str]):
    system = load("answer").format(documents="\n\n".join(documents))
    return client.responses.create(model="gpt-4.1", instructions=system, input=question)  # ok: PFX104


def summary(question: str, documents: list[str]):
    system = load("summary").format(documents="\n\n".join(documents))
    return client.responses.create(model="gpt-4.1", instructions=system, input=question)
