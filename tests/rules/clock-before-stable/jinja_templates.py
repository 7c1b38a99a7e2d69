"""Jinja templates: in files, in dicts and in constants of the program."""

from datetime import datetime
from pathlib import Path

from homeassistant.helpers import template
from jinja2 import DictLoader, Environment, FileSystemLoader, Template
from openai import OpenAI

client = OpenAI()
env = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"))
RULES = "You answer questions about orders, returns and invoices of an online bookshop. " * 100
IN_A_CONSTANT = "It is {{ now() }}.\n" + RULES  # expect: PFX101 col=24 "`{{ now() }}` changes on every call"
OF_A_DATE = "Today is {{ now().strftime('%Y-%m-%d') }}.\n" + RULES  # expect: PFX101 note
# expect: PFX101 +2 col=7
OVER_LINES = f"""
You are an assistant of an online bookshop.
It is {{{{ now() }}}}.
{RULES}
"""
AT_THE_END = RULES + "It is {{ now() }}."  # ok: PFX101
NOT_RENDERED = "It is {{ now() }}.\n" + RULES  # ok: PFX101


def ask(system: str, question: str):
    return client.responses.create(model="gpt-4.1", instructions=system, input=question)


def clock(question: str):
    return ask(env.get_template("clock.j2").render(), question)


def given(question: str):
    return ask(env.get_template("given.j2").render(moment=datetime.now()), question)


def day(question: str):
    return ask(env.get_template("date.j2").render({"moment": datetime.now()}), question)


def last(question: str):
    return ask(env.get_template("last.j2").render(question=question), "Go on.")


def fixed(question: str):
    return ask(env.get_template("fixed.j2").render(now="nine"), question)


def child(question: str):
    return ask(env.get_template("child.j2").render(), question)


def imports(question: str):
    return ask(env.get_template("imports.j2").render(), question)


def branch(question: str, flag: bool):
    return ask(env.get_template("branch.j2").render(with_time=flag), question)


def raw(question: str):
    return ask(env.get_template("raw.j2").render(), question)


def in_a_constant(question: str):
    return ask(Template(IN_A_CONSTANT).render(), question)


def of_a_date(question: str, hass):
    return ask(template.Template(OF_A_DATE, hass).async_render({}, parse_result=False), question)


def over_lines(question: str):
    return ask(Template(OVER_LINES).render(), question)


def at_the_end(question: str):
    return ask(Template(AT_THE_END).render(), question)


def not_rendered(question: str):
    return ask(NOT_RENDERED, question)


def in_a_dict(question: str):
    texts = Environment(loader=DictLoader({"a": "It is {{ now() }}.\n" + RULES}))  # expect: PFX101
    return ask(texts.get_template("a").render(), question)


def filled_here(question: str):
    text = "It is {{ moment }}.\n" + RULES
    return ask(Template(text).render(moment=datetime.now()), question)  # expect: PFX101 col=45
