"""Calls and texts that look like prompts and are none."""

from openai import OpenAI
from twilio.rest import Client

STEPS = "Reply with the number of your order and the word cancel, and we shall send the money back. " * 60
sms = Client("id", "token")
client = OpenAI()


def text_message(question: str, phone_number: str):
    return sms.messages.create(to=phone_number, from_="+15550100", body=f"{question}\n{STEPS}")  # ok: PFX104


def page(question: str) -> str:
    return f"<h1>{question}</h1>\n<p>{STEPS}</p>"  # ok: PFX104


def embedding(question: str):
    return client.embeddings.create(model="text-embedding-3-small", input=f"{question}\n{STEPS}")  # ok: PFX104


def log_line(question: str) -> None:
    print(f"{question}: {STEPS}")  # ok: PFX104


def moderated(question: str):
    client.moderations.create(input=f"{question}\n{STEPS}")  # ok: PFX104
    prompt = f"{STEPS}\n{question}"  # ok: PFX104
    return client.responses.create(model="gpt-4.1", input=prompt)
