"""Prompts that stand in text files: the culprit is the placeholder in the file, the line that fills it stands beside it."""

import os
from datetime import date, datetime
from pathlib import Path
from string import Template

from openai import OpenAI

client = OpenAI()
PROMPTS = Path(__file__).parent / "prompts"
CLOCK_FIRST = (PROMPTS / "clock_first.md").read_text(encoding="utf-8")


def ask(system: str, question: str):
    return client.responses.create(model="gpt-4.1", instructions=system, input=question)


def clock_first(question: str):
    return ask(CLOCK_FIRST.format(now=datetime.now()), question)  # ok: PFX101 (the file has it)


def date_first(question: str):
    with open(os.path.join(os.path.dirname(__file__), "prompts", "date_first.md")) as stream:
        text = stream.read()
    return ask(text.format(today=date.today()), question)


def clock_last(question: str):
    return ask((PROMPTS / "clock_last.md").read_text().format(now=datetime.now()), question)


def constant_fill(question: str):
    return ask((PROMPTS / "constant_fill.md").read_text().format(now="noon"), question)


def never_filled(question: str):
    return ask((PROMPTS / "never_filled.md").read_text(), question)


def percent(question: str):
    return ask(open("prompts/percent.txt").read() % {"now": datetime.now().isoformat()}, question)


def dollar(question: str):
    template = Template((PROMPTS / "dollar.txt").read_text())
    return ask(template.substitute(now=datetime.now(), again=datetime.now().time()), question)


def replaced(question: str):
    return ask((PROMPTS / "replaced.txt").read_text().replace("<<NOW>>", str(datetime.now())), question)


def in_front_of_a_file(question: str):
    return ask(f"It is {datetime.now()}.\n{(PROMPTS / 'never_filled.md').read_text()}", question)  # expect: PFX101
