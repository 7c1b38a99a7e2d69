# first: question
# expect: nothing
from google import genai
from google.genai import types

RULES = "Answer politely and cite the handbook. " * 700


def main(user: str, question: str, base_url: str) -> None:
    client = genai.Client(api_key="none", http_options=types.HttpOptions(base_url=base_url))
    client.models.generate_content(
        model="gemini-2.5-flash",
        contents=question,
        config=types.GenerateContentConfig(system_instruction=RULES, temperature=0.1),
    )
