from datetime import datetime

from openai import OpenAI

from app.prompts import DATED

from . import prompts
from .prompts import RULES as TEXT

client = OpenAI()


def good(question: str):
    messages = [
        {"role": "system", "content": TEXT},
        {"role": "user", "content": f"{question} ({datetime.now()})"},
    ]  # ok: PFX101
    return client.chat.completions.create(model="gpt-4o", messages=messages)


def bad(question: str):
    system = f"Now: {datetime.now()}\n{prompts.RULES}"  # expect: PFX101 error
    messages = [{"role": "system", "content": system}, {"role": "user", "content": question}]
    return client.chat.completions.create(model="gpt-4o", messages=messages)


def template(question: str, username: str):
    system = DATED.format(shop=username)  # expect: PFX103
    messages = [{"role": "system", "content": system}, {"role": "user", "content": question}]
    return client.chat.completions.create(model="gpt-4o", messages=messages)


def shop(question: str):
    system = DATED.format(shop="Corner Store")  # ok: PFX103
    messages = [{"role": "system", "content": system}, {"role": "user", "content": question}]
    return client.chat.completions.create(model="gpt-4o", messages=messages)
