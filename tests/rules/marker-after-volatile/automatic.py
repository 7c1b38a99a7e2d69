from anthropic import Anthropic

client = Anthropic()
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80


def single_question(question):
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        cache_control={"type": "ephemeral"},  # expect: PFX601 warning col=23
        system=RULES,
        messages=[{"role": "user", "content": question}],
    )


def conversation(history, question):
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        cache_control={"type": "ephemeral"},  # ok: PFX601
        system=RULES,
        messages=[*history, {"role": "user", "content": question}],
    )


def chat():
    messages = []
    while True:
        messages.append({"role": "user", "content": input()})
        reply = client.messages.create(
            model="claude-sonnet-4-5",
            max_tokens=9,
            cache_control={"type": "ephemeral"},  # ok: PFX601
            system=RULES,
            messages=messages,
        )
        messages.append({"role": "assistant", "content": reply.content})


def switched_off(question):
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        cache_control=None,  # ok: PFX601
        system=[{"type": "text", "text": RULES, "cache_control": {"type": "ephemeral"}}],
        messages=[{"role": "user", "content": question}],
    )
