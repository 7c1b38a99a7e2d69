# first: datetime.now()
from builder import build
from openai import OpenAI


def main(user: str, question: str, base_url: str) -> None:
    client = OpenAI(base_url=base_url)
    client.chat.completions.create(model="gpt-4o", messages=build(question))
