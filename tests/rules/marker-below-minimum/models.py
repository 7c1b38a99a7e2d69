from anthropic import Anthropic

client = Anthropic()
PAGE = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 30


def half_of_it(question):
    return client.messages.create(
        model="claude-haiku-4-5",
        max_tokens=9,
        system=[{"type": "text", "text": PAGE, "cache_control": {"type": "ephemeral"}}],  # expect: PFX604 note "4,096"
        messages=[{"role": "user", "content": question}],
    )


def enough_for_this_model(question):
    return client.messages.create(
        model="claude-opus-5-5",
        max_tokens=9,
        system=[{"type": "text", "text": PAGE, "cache_control": {"type": "ephemeral"}}],  # ok: PFX604
        messages=[{"role": "user", "content": question}],
    )


def enough_for_some_model(question, model):
    return client.messages.create(
        model=model,
        max_tokens=9,
        system=[{"type": "text", "text": PAGE, "cache_control": {"type": "ephemeral"}}],  # ok: PFX604
        messages=[{"role": "user", "content": question}],
    )


def too_little_for_any(question, model):
    return client.messages.create(
        model=model,
        max_tokens=9,
        system=[
            {"type": "text", "text": "Be brief.", "cache_control": {"type": "ephemeral"}}  # expect: PFX604 note "512"
        ],
        messages=[{"role": "user", "content": question}],
    )
