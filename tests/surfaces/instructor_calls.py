"""instructor: a client around another; the answer's class is a schema, messages are templates if a context is given."""

from datetime import datetime

import instructor
from anthropic import Anthropic
from openai import OpenAI
from pydantic import BaseModel

RULES = """You answer questions about orders of our shop. Be short and friendly. Never promise a refund before you have looked at the order.
Quote the paragraph of the terms that you rely on. Answer in the language of the customer. Say so when you do not know something."""


class Answer(BaseModel):
    text: str


client = instructor.from_openai(OpenAI())
claude = instructor.from_anthropic(Anthropic())
chosen = instructor.from_provider("google/gemini-3-flash")


def early(question):
    return client.chat.completions.create(  # request: openai chat.completions gpt-4o
        model="gpt-4o",
        response_model=Answer,
        messages=[
            {"role": "system", "content": f"{datetime.now()} {RULES}"},  # expect: PFX101
            {"role": "user", "content": question},
        ],
    )


def template(question, moment):
    return chosen.create(  # request: google chat.completions gemini-3-flash
        response_model=Answer,
        messages=[
            {"role": "system", "content": "It is {{ moment }}. " + RULES},
            {"role": "user", "content": "{{ question }}"},
        ],
        context={"moment": datetime.now(), "question": question},  # expect: PFX101
    )


def no_template(question):
    return claude.messages.create(  # request: anthropic chat.completions claude-sonnet-4-5
        model="claude-sonnet-4-5",
        max_tokens=10,
        response_model=Answer,
        messages=[{"role": "user", "content": "Write {{ current_time }}. " + RULES}],  # ok: PFX101
    )
