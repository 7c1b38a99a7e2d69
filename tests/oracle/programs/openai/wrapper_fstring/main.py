# first: datetime.now()
from datetime import datetime

from llm import ask

RULES = "Answer politely and cite the handbook. " * 200


def main(user: str, question: str, base_url: str) -> None:
    ask(base_url, f"It is {datetime.now():%H:%M}.\n{RULES}\n{question}")  # expect: PFX101
