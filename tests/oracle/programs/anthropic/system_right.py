# first: question
# expect: nothing
from datetime import datetime

from anthropic import Anthropic

RULES = "Answer politely and cite the handbook. " * 200
MARKED = [{"type": "text", "text": RULES, "cache_control": {"type": "ephemeral"}}]


def main(user: str, question: str, base_url: str) -> None:
    client = Anthropic(base_url=base_url)
    client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=100,
        messages=[{"role": "user", "content": f"{question} ({datetime.now():%H:%M})"}],
        system=MARKED,
        metadata={"user_id": user},
    )
