"""System text made in the loop of a conversation, with parts that change or without."""

from anthropic import Anthropic
from openai import OpenAI

client = OpenAI()
claude = Anthropic()
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80


def with_what_was_asked(questions: list[str]) -> None:
    history: list[dict[str, str]] = []
    for question in questions:
        history.append({"role": "user", "content": question})
        system = f"{RULES}\nThey ask about: {question}"  # expect: PFX503 warning
        reply = claude.messages.create(model="claude-sonnet-4-5", max_tokens=900, system=system, messages=history)  # expect: PFX605
        history.append({"role": "assistant", "content": reply.content[0].text})


def with_what_was_found(retriever) -> None:
    history: list[dict[str, str]] = []
    while True:
        question = input("> ")
        history.append({"role": "user", "content": question})
        passages = retriever.get_relevant_documents(question)
        reply = claude.messages.create(  # expect: PFX605
            model="claude-sonnet-4-5",
            max_tokens=900,
            system=f"{RULES}\n{passages}",  # expect: PFX503 warning
            messages=history,
        )
        history.append({"role": "assistant", "content": reply.content[0].text})


def the_same_in_every_turn(questions: list[str], branch_rules: str) -> None:
    history: list[dict[str, str]] = []
    for question in questions:
        history.append({"role": "user", "content": question})
        system = f"{RULES}\n{branch_rules}"  # ok: PFX503
        reply = claude.messages.create(model="claude-sonnet-4-5", max_tokens=900, system=system, messages=history)  # expect: PFX605
        history.append({"role": "assistant", "content": reply.content[0].text})


def in_the_newest_message(questions: list[str]) -> None:
    history: list[dict[str, str]] = []
    for question in questions:
        history.append({"role": "user", "content": f"They ask about: {question}"})  # ok: PFX503
        reply = claude.messages.create(model="claude-sonnet-4-5", max_tokens=900, system=RULES, messages=history)  # expect: PFX605
        history.append({"role": "assistant", "content": reply.content[0].text})


def one_question_each(questions: list[str]) -> None:
    # No conversation: every question is a request of its own.
    for question in questions:
        client.responses.create(model="gpt-4.1", instructions=f"{RULES}\nThe question:", input=question)  # ok: PFX503
