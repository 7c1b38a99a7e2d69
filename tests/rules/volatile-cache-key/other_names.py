import uuid

from openai import OpenAI

grok = OpenAI(base_url="https://api.x.ai/v1")


def header(question):
    return grok.chat.completions.create(
        model="grok-4.5",
        extra_headers={"x-grok-conv-id": str(uuid.uuid4())},  # expect: PFX611
        messages=[{"role": "user", "content": question}],
    )


def header_of_a_talk(question, conversation_id):
    return grok.chat.completions.create(
        model="grok-4.5",
        extra_headers={"x-grok-conv-id": conversation_id},  # ok: PFX611
        messages=[{"role": "user", "content": question}],
    )


def another_header(question):
    return grok.chat.completions.create(
        model="grok-4.5",
        extra_headers={"x-request-id": str(uuid.uuid4())},  # ok: PFX611
        messages=[{"role": "user", "content": question}],
    )
