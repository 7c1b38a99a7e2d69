# first: question
# expect: nothing
from anthropic import Anthropic

RULES = "Answer politely and cite the handbook. " * 200
MARKED = [{"type": "text", "text": RULES, "cache_control": {"type": "ephemeral"}}]
TOOLS = {
    name: {"name": name, "description": f"Does {name}.", "input_schema": {"type": "object", "properties": {}}}
    for name in ("search", "order", "refund", "escalate", "close", "reopen")
}


def main(user: str, question: str, base_url: str) -> None:
    client = Anthropic(base_url=base_url)
    client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=100,
        tools=list(TOOLS.values()),
        system=MARKED,
        messages=[{"role": "user", "content": question}],
    )
