from datetime import datetime
from functools import partial

from shop.llm import Model, ask

TERSE = partial(ask, system="Be terse. " * 900)
POLICY = "Nobody gets a refund after a year, and nobody argues about it. " * 90


def report(q: str) -> str:
    return ask(f"{datetime.now()}\n{POLICY}")  # expect: PFX101 error


def about(it: str) -> str:
    return TERSE(f"{POLICY}\n{it}")  # ok: PFX101


def order(question: str) -> str:
    return ask(f"{question}\n{POLICY}")  # expect: PFX104


class Desk:
    def __init__(self, username: str, llm: Model) -> None:
        self.model = Model(f"You talk to {username}.\n{POLICY}")  # expect: PFX103
        self.llm = llm

    async def answer(self, question: str) -> str:
        return await self.model.complete([{"role": "user", "content": question}])

    async def now(self, question: str) -> str:
        first = {"role": "user", "content": f"{datetime.now()}: {POLICY}"}  # expect: PFX101
        return await self.llm.complete([first, {"role": "user", "content": question}])
