"""Fresh ids, tokens and random numbers on top of the prompt."""

import random
import secrets
import uuid
from uuid import uuid4

from openai import AsyncOpenAI, OpenAI

client = OpenAI()
RULES = "Extract the name, the date and the amount of each line and answer with nothing else. " * 100


def request_id(text: str):
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "system", "content": RULES},  # expect: PFX102 error col=54 "`uuid.uuid4()`"
            {"role": "user", "content": f"{text}\n\nRequest {uuid.uuid4()}"},
        ],
    )


async def hexadecimal(async_client: AsyncOpenAI, text: str):
    return await async_client.chat.completions.create(
        model="gpt-4o",
        messages=[
            {"role": "developer", "content": "[" + uuid4().hex[:8] + "] " + RULES},  # expect: PFX102
            {"role": "user", "content": text},
        ],
    )


def nonce(text: str):
    return client.responses.create(
        model="gpt-4.1",
        instructions="Boundary: {}\n{}".format(secrets.token_hex(8), RULES),  # expect: PFX102
        input=text,
    )


def greeting(text: str):
    mood = random.choice(["cheerful", "calm", "formal"])
    return client.responses.create(
        model="gpt-4.1",
        instructions=RULES,  # expect: PFX102
        input=f"{text}\n\nBe {mood}.",
    )


def where_it_belongs(text: str):
    return client.responses.create(
        model="gpt-4.1",
        instructions=RULES,
        input=f"{text}\n\nReference: {uuid.uuid4()}",  # ok: PFX102
        metadata={"request": str(uuid.uuid4())},  # ok: PFX102
        temperature=random.random(),  # ok: PFX102
    )


def name_space(text: str):
    # The same in each process: made from constants.
    return client.responses.create(
        model="gpt-4.1",
        instructions=f"Catalogue {uuid.uuid5(uuid.NAMESPACE_DNS, 'example.com')}\n{RULES}",  # ok: PFX102
        input=text,
    )
