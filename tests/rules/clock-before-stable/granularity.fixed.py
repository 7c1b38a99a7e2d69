"""A date costs one miss a day and is a note; anything finer is paid for on every call."""

from datetime import date, datetime
from time import strftime

from openai import OpenAI

client = OpenAI()
RULES = "You answer questions about orders, returns and invoices of an online bookshop. " * 100


def today(question: str):
    return client.responses.create(
        model="gpt-4.1",
        instructions=f"Today is {date.today()}.\n{RULES}",  # expect: PFX101 note "changes every day"
        input=question,
    )


def format_without_time(question: str):
    return client.responses.create(
        model="gpt-4.1",
        instructions=f"Today is {datetime.now().strftime('%A, %d %B %Y')}.\n{RULES}",  # expect: PFX101 note
        input=question,
    )


def format_spec_without_time(question: str):
    return client.responses.create(
        model="gpt-4.1",
        instructions=f"Today is {datetime.now():%Y-%m-%d}.\n{RULES}",  # expect: PFX101 note
        input=question,
    )


def date_of_now(question: str):
    return client.responses.create(
        model="gpt-4.1",
        instructions=f"Today is {datetime.now().date().isoformat()}.\n{RULES}",  # expect: PFX101 note
        input=question,
    )


def minutes(question: str):
    return client.responses.create(
        model="gpt-4.1",
        instructions=RULES,  # expect: PFX101 error "changes on every call"
        input=f"{question}\n\nIt is {strftime('%Y-%m-%d %H:%M')}.",
    )


def by_setting(question: str, settings):
    layout = getattr(settings, "date_layout", "%Y-%m-%d")
    text = f"Today is {datetime.now().strftime(layout)}.\n{RULES}"  # expect: PFX101 note "changes every day"
    return client.responses.create(model="gpt-4.1", instructions=text, input=question)


def by_setting_with_hours(question: str, settings):
    layout = getattr(settings, "stamp", "%Y-%m-%d %H:%M")
    text = RULES  # expect: PFX101 "changes on every call"
    return client.responses.create(model="gpt-4.1", instructions=text, input=f"{question}\n\nIt is {datetime.now().strftime(layout)}.")


def by_parameter(question: str, date_format: str):
    text = f"Today is {datetime.now().strftime(date_format)}.\n{RULES}"  # expect: PFX101 note
    return client.responses.create(model="gpt-4.1", instructions=text, input=question)
