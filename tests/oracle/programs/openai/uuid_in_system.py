# first: uuid.uuid4()
import uuid

from openai import OpenAI

RULES = "Answer politely and cite the handbook. " * 200


class Assistant:
    def __init__(self, base_url: str) -> None:
        self.client = OpenAI(base_url=base_url)

    def ask(self, question: str) -> None:
        trace = f"trace={uuid.uuid4()}"  # expect: PFX102
        self.client.chat.completions.create(
            model="gpt-4o",
            messages=[
                {"role": "system", "content": "You are a clerk. " + trace + "\n" + RULES},
                {"role": "user", "content": question},
            ],
        )


def main(user: str, question: str, base_url: str) -> None:
    Assistant(base_url).ask(question)
