from anthropic import Anthropic

client = Anthropic()


def ask(rules, question):
    return client.messages.create(
        model="claude-haiku-4-5",
        max_tokens=9,
        system=[{"type": "text", "text": rules, "cache_control": {"type": "ephemeral"}}],  # ok: PFX604
        messages=[{"role": "user", "content": question}],
    )


def short(question):
    return ask("Be brief.", question)


def not_marked(question):
    return client.messages.create(
        model="claude-haiku-4-5",
        max_tokens=9,
        system=[{"type": "text", "text": "Be brief."}],  # ok: PFX604
        messages=[{"role": "user", "content": question}],
    )
