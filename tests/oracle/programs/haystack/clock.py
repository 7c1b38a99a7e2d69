# todo-first: datetime.now()
from datetime import datetime

from haystack.components.generators.chat import OpenAIChatGenerator
from haystack.dataclasses import ChatMessage

RULES = "Answer politely and cite the handbook. " * 200


def main(user: str, question: str, base_url: str) -> None:
    generator = OpenAIChatGenerator(model="gpt-4o", api_base_url=base_url)
    generator.run(
        [
            ChatMessage.from_system(f"It is {datetime.now()}.\n{RULES}"),  # todo-expect: PFX101
            ChatMessage.from_user(question),
        ]
    )
