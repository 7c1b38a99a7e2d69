# first: question
from google import genai

RULES = "Answer politely and cite the handbook. " * 700


def main(user: str, question: str, base_url: str) -> None:
    client = genai.Client(api_key="none", http_options={"base_url": base_url})
    chunks = client.models.generate_content_stream(
        model="gemini-2.5-flash",
        contents=f"Question: {question}\n\n{RULES}",  # todo-expect: PFX104
    )
    for _ in chunks:
        pass
