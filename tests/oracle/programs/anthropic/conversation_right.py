# first: user
# expect: nothing
from anthropic import Anthropic

RULES = "Answer politely and cite the handbook. " * 200
MARKED = [{"type": "text", "text": RULES, "cache_control": {"type": "ephemeral"}}]


def main(user: str, question: str, base_url: str) -> None:
    client = Anthropic(base_url=base_url).with_options(timeout=10)
    messages = [{"role": "user", "content": f"I am {user}."}]
    for text in (question, "Thanks."):
        reply = client.messages.create(model="claude-sonnet-4-5", max_tokens=100, system=MARKED, messages=messages)
        messages.append({"role": "assistant", "content": reply.content[0].text})
        messages.append({"role": "user", "content": text})
