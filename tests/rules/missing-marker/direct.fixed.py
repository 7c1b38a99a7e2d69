from anthropic import AnthropicBedrock

from anthropic import Anthropic

client = Anthropic()
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80


def long_rules(question):
    return client.messages.create(  # expect: PFX605 warning "nothing is marked"
        model="claude-sonnet-4-5",
        max_tokens=9,
        system=[{"type": "text", "text": RULES, "cache_control": {"type": "ephemeral"}}],
        messages=[{"role": "user", "content": question}],
    )


def marked(question):
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        system=[{"type": "text", "text": RULES, "cache_control": {"type": "ephemeral"}}],  # ok: PFX605
        messages=[{"role": "user", "content": question}],
    )


def marked_on_the_way(question):
    parts = [{"type": "text", "text": RULES}]
    parts[-1]["cache_control"] = {"type": "ephemeral"}
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        system=parts,  # ok: PFX605
        messages=[{"role": "user", "content": question}],
    )


def unmarked_on_the_way(question):
    parts = [{"type": "text", "text": RULES, "cache_control": {"type": "ephemeral"}}]
    del parts[0]["cache_control"]
    return client.messages.create(  # expect: PFX605 warning
        model="claude-sonnet-4-5",
        max_tokens=9,
        system=parts,
        messages=[{"role": "user", "content": question}],
    )


def automatic(history):
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        cache_control={"type": "ephemeral"},  # ok: PFX605
        system=RULES,
        messages=history,
    )


def always_the_same():
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        system=RULES,  # ok: PFX605
        messages=[{"role": "user", "content": "What is the first rule?"}],
    )


def counted(question):
    return client.messages.count_tokens(
        model="claude-sonnet-4-5",
        system=RULES,  # ok: PFX605
        messages=[{"role": "user", "content": question}],
    )
