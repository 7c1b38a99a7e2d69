"""Gemini: the system instruction stands in front of the contents, wherever it is written."""

from datetime import datetime

from google import genai
from google.genai import types

RULES = """You answer questions about orders of our shop. Be short and friendly. Never promise a refund before you have looked at the order.
Quote the paragraph of the terms that you rely on. Answer in the language of the customer. Say so when you do not know something."""

client = genai.Client()


def by_class(question):
    return client.models.generate_content(  # request: google generate_content gemini-3-pro
        model="gemini-3-pro",
        contents=question,
        config=types.GenerateContentConfig(system_instruction=f"It is {datetime.now()}. {RULES}"),  # expect: PFX101
    )


def by_dict(question):
    config = {"system_instruction": f"It is {datetime.now()}. {RULES}", "temperature": 0}  # expect: PFX101
    return client.models.generate_content_stream(  # request: google generate_content gemini-3-flash
        model="gemini-3-flash", contents=question, config=config
    )


async def parts(question, document):
    return await client.aio.models.generate_content(  # request: google generate_content gemini-3-pro
        model="gemini-3-pro",
        contents=[
            types.Content(
                role="user",
                parts=[
                    types.Part.from_text(text=f"{datetime.now()}"),  # expect: PFX101
                    types.Part(text=RULES),
                    types.Part.from_text(text=question),
                ],
            )
        ],
    )


def right(question):
    return client.models.generate_content(  # request: google generate_content gemini-3-pro
        model="gemini-3-pro",
        contents=[{"role": "user", "parts": [{"text": f"{question} {datetime.now()}"}]}],  # ok: PFX101
        config=types.GenerateContentConfig(system_instruction=[RULES]),
    )


def one_shot(question, document):
    config = types.GenerateContentConfig(system_instruction=f"{RULES} The document: {document}")  # ok: PFX106
    return client.models.generate_content(model="gemini-3-pro", contents=question, config=config)


def chat():
    return client.chats.create(  # request: google chats.create gemini-3-pro
        model="gemini-3-pro",
        config=types.GenerateContentConfig(system_instruction=f"It is {datetime.now()}. {RULES}"),  # expect: PFX101
        history=[types.UserContent("Hello"), types.ModelContent("Yes?")],
    )


def cached(document):
    return client.caches.create(  # request: google caches.create gemini-3-pro
        model="gemini-3-pro",
        config=types.CreateCachedContentConfig(system_instruction=RULES, contents=[document]),  # ok: PFX104
    )


def interaction(question):
    return client.interactions.create(  # request: google interactions.create gemini-3-pro
        model="gemini-3-pro",
        system_instruction=f"It is {datetime.now()}. {RULES}",  # expect: PFX101
        input=question,
    )


def taken_out(messages):
    system, contents = None, []
    for message in messages:
        if message["role"] == "system":
            system = message["content"]
        else:
            contents.append(types.Content(role=message["role"], parts=[types.Part.from_text(text=message["content"])]))
    config = types.GenerateContentConfig(system_instruction=f"{system}\n{RULES}")  # ok: PFX104
    return client.models.generate_content(model="gemini-3-pro", contents=contents, config=config)
