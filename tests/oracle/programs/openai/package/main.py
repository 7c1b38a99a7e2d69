# todo-first: question
# expect: nothing
from bot import Bot


def main(user: str, question: str, base_url: str) -> None:
    Bot(base_url).ask(question)
