from google import genai
from google.genai import types
from openai import OpenAI

client = OpenAI()
gemini = genai.Client()
PAGE = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 40


def under_4096(question):
    return gemini.models.generate_content(  # expect: PFX901 note "4,096"
        model="gemini-3-flash-preview",
        config=types.GenerateContentConfig(system_instruction=PAGE),
        contents=question,
    )


def about_1024(question):
    return client.responses.create(model="gpt-5.1", instructions=PAGE, input=question)  # ok: PFX901
