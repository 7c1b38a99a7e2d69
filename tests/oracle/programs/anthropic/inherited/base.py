"""What all assistants share."""

from anthropic import Anthropic

RULES = "Answer politely and cite the handbook. " * 200


class Assistant:
    """Asks the model; a subclass says how the system text begins."""

    def __init__(self, base_url: str) -> None:
        self.client = Anthropic(base_url=base_url)

    def head(self) -> str:
        """The first line of the system text."""
        return "You are an assistant."

    def ask(self, question: str) -> None:
        """Send a question."""
        self.client.messages.create(  # expect: PFX605
            model="claude-sonnet-4-5",
            max_tokens=100,
            system=f"{self.head()}\n{RULES}",
            messages=[{"role": "user", "content": question}],
        )
