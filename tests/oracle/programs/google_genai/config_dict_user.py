# first: user
from google import genai

RULES = "Answer politely and cite the handbook. " * 700


def main(user: str, question: str, base_url: str) -> None:
    client = genai.Client(api_key="none", http_options={"base_url": base_url})
    client.models.generate_content(
        model="gemini-2.5-flash",
        contents=[question],
        config={"system_instruction": f"The customer is {user}.\n{RULES}", "temperature": 0},  # expect: PFX103
    )
