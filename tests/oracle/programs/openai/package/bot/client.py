"""The bot's client."""

from openai import OpenAI

from . import prompts


class Bot:
    """Answers questions."""

    def __init__(self, base_url: str) -> None:
        self.client = OpenAI(base_url=base_url)

    def ask(self, question: str) -> None:
        """Send a question."""
        messages = [{"role": "system", "content": prompts.system()}, {"role": "user", "content": question}]
        self.client.chat.completions.create(model="gpt-4o", messages=messages)
