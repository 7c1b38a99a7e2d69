# todo-first: question
# expect: nothing
from haystack.components.generators.chat import OpenAIChatGenerator
from haystack.dataclasses import ChatMessage

RULES = "Answer politely and cite the handbook. " * 200


def main(user: str, question: str, base_url: str) -> None:
    generator = OpenAIChatGenerator(model="gpt-4o", api_base_url=base_url)
    generator.run([ChatMessage.from_system(RULES), ChatMessage.from_user(question)])
