from google import genai
from google.genai import types

client = genai.Client()
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 400


def before_implicit_caching(question):
    return client.models.generate_content(  # expect: PFX613
        model="gemini-2.0-flash",
        config=types.GenerateContentConfig(system_instruction=RULES),
        contents=question,
    )


def with_it(question):
    return client.models.generate_content(
        model="models/gemini-2.5-flash",
        config=types.GenerateContentConfig(system_instruction=RULES),  # ok: PFX613
        contents=question,
    )
