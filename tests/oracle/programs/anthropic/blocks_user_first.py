# first: user
from anthropic import Anthropic

RULES = "Answer politely and cite the handbook. " * 200


def main(user: str, question: str, base_url: str) -> None:
    client = Anthropic(base_url=base_url)
    client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=100,
        system=[
            {"type": "text", "text": f"The customer is called {user}."},  # expect: PFX103
            {"type": "text", "text": RULES, "cache_control": {"type": "ephemeral"}},
        ],
        messages=[{"role": "user", "content": question}],
    )
