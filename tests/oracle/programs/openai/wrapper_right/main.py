# first: question
# expect: nothing
from llm import ask

RULES = "Answer politely and cite the handbook. " * 200


def main(user: str, question: str, base_url: str) -> None:
    ask(base_url, f"{RULES}\n{question}")
