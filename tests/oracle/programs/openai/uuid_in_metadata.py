# first: question
# expect: nothing
import uuid

from openai import OpenAI

RULES = "Answer politely and cite the handbook. " * 200


class Assistant:
    def __init__(self, base_url: str) -> None:
        self.client = OpenAI(base_url=base_url)

    def ask(self, user: str, question: str) -> None:
        self.client.chat.completions.create(
            model="gpt-4o",
            messages=[
                {"role": "system", "content": "You are a clerk.\n" + RULES},
                {"role": "user", "content": question},
            ],
            metadata={"trace": str(uuid.uuid4())},
            user=user,
        )


def main(user: str, question: str, base_url: str) -> None:
    Assistant(base_url).ask(user, question)
