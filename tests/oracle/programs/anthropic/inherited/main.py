# todo-first: uuid.uuid4()
import uuid

from base import Assistant


class Clerk(Assistant):
    def head(self) -> str:
        return f"Case {uuid.uuid4()}"  # todo-expect: PFX102


def main(user: str, question: str, base_url: str) -> None:
    Clerk(base_url).ask(question)
