# first: user
from llm import Model

RULES = "Answer politely and cite the handbook. " * 200


class Clerk:
    def __init__(self, model: Model) -> None:
        self.model = model

    def answer(self, user: str, question: str) -> str:
        return self.model.complete(f"Customer: {user}\n{RULES}", question)  # expect: PFX103


def main(user: str, question: str, base_url: str) -> None:
    Clerk(Model(base_url)).answer(user, question)
