from anthropic import Anthropic

client = Anthropic()
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80


def send(messages):
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        system=RULES,  # ok: PFX605
        messages=messages,
    )


def chat(history, question):
    last = {"type": "text", "text": question, "cache_control": {"type": "ephemeral"}}
    return send([*history, {"role": "user", "content": [last]}])
