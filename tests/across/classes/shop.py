from datetime import datetime

import base
from anthropic import Anthropic


class ShopAgent(base.Agent):
    intro = "You sell bread."

    def __init__(self, username: str) -> None:
        super().__init__(username)
        self.client = Anthropic()

    def ask(self, question: str):
        return self.client.messages.create(  # expect: PFX605
            model="claude-sonnet-4-5",
            max_tokens=9,
            system=self.system_prompt(),
            messages=[{"role": "user", "content": question}],
        )

    def ask_by_name(self, question: str):
        return self.client.messages.create(
            model="claude-sonnet-4-5",
            max_tokens=9,
            system=self.for_user(),
            messages=[{"role": "user", "content": question}],
        )


class Clocked(ShopAgent):
    def system_prompt(self) -> str:
        return f"{datetime.now()} " + super().system_prompt()  # expect: PFX101
