# first: [TOOLS[name] for name in {"search", "order", "refund", "escalate", "close", "reopen"}]
from anthropic import Anthropic

RULES = "Answer politely and cite the handbook. " * 200
TOOLS = {
    name: {"name": name, "description": f"Does {name}.", "input_schema": {"type": "object", "properties": {}}}
    for name in ("search", "order", "refund", "escalate", "close", "reopen")
}


def main(user: str, question: str, base_url: str) -> None:
    client = Anthropic(base_url=base_url)
    client.messages.create(  # expect: PFX605
        model="claude-sonnet-4-5",
        max_tokens=100,
        tools=[TOOLS[name] for name in {"search", "order", "refund", "escalate", "close", "reopen"}],  # expect: PFX301
        system=RULES,
        messages=[{"role": "user", "content": question}],
    )
