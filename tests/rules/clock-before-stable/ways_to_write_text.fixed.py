"""A clock in front of the rules, in every way in which Python puts text together."""

from datetime import datetime, timezone
from string import Template
import time

from openai import OpenAI

client = OpenAI()
RULES = "You answer questions about orders, returns and invoices of an online bookshop. " * 100
HEAD = "Current time: {now}\n\n" + RULES
NAMED = Template("Current time: $now\n\n" + RULES)


def send(system: str, question: str):
    messages = [{"role": "system", "content": system}, {"role": "user", "content": question}]
    return client.chat.completions.create(model="gpt-4o", messages=messages)


def f_string(question: str):
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": RULES},  # expect: PFX101 error col=52 "`datetime.now()`"
            {"role": "user", "content": f"{question}\n\nIt is {datetime.now()}."},
        ],
    )


def plus(question: str):
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": "It is " + str(datetime.now(timezone.utc)) + "\n" + RULES},  # expect: PFX101
            {"role": "user", "content": question},
        ],
    )


def format_method(question: str):
    system = HEAD.format(now=datetime.utcnow().isoformat())  # expect: PFX101
    return client.chat.completions.create(
        model="gpt-4o", messages=[{"role": "system", "content": system}, {"role": "user", "content": question}]
    )


def percent(question: str):
    system = "Current time: %s\n\n%s" % (time.ctime(), RULES)  # expect: PFX101
    return client.chat.completions.create(
        model="gpt-4o", messages=[{"role": "system", "content": system}, {"role": "user", "content": question}]
    )


def template(question: str):
    system = NAMED.substitute(now=time.time())  # expect: PFX101
    return client.chat.completions.create(
        model="gpt-4o", messages=[{"role": "system", "content": system}, {"role": "user", "content": question}]
    )


def join(question: str):
    parts = []
    parts.append("You work for a bookshop.")
    parts.append(f"Time: {datetime.now():%H:%M}")  # expect: PFX101
    parts.append(RULES)
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": "\n".join(parts)}, {"role": "user", "content": question}],
    )


def augmented(question: str):
    system = "You work for a bookshop.\n"
    system += f"Time: {time.strftime('%H:%M')}\n"  # expect: PFX101
    system += RULES
    return client.chat.completions.create(
        model="gpt-4o", messages=[{"role": "system", "content": system}, {"role": "user", "content": question}]
    )


def replaced(question: str):
    system = HEAD.replace("{now}", datetime.now().strftime("%c"))  # expect: PFX101
    return client.chat.completions.create(
        model="gpt-4o", messages=[{"role": "system", "content": system}, {"role": "user", "content": question}]
    )
