from anthropic import Anthropic

client = Anthropic()
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80


def part(text):
    return {"type": "text", "text": text, "cache_control": {"type": "ephemeral"}}


def plain(text):
    return {"type": "text", "text": text}


def five(question, note):
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        tools=[
            {"name": "a", "input_schema": {}},
            {"name": "b", "input_schema": {}, "cache_control": {"type": "ephemeral"}},
        ],
        system=[
            {"type": "text", "text": RULES, "cache_control": {"type": "ephemeral"}},
            {"type": "text", "text": "One.", "cache_control": {"type": "ephemeral"}},
            {"type": "text", "text": "Two.", "cache_control": {"type": "ephemeral"}},
            {
                "type": "text",
                "text": "Three.",
                "cache_control": {"type": "ephemeral"},  # expect: PFX602 error "5 breakpoints"
            },
        ],
        messages=[{"role": "user", "content": [plain(note), plain(question)]}],
    )


def four(question, note):
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        tools=[
            {"name": "a", "input_schema": {}},
            {"name": "b", "input_schema": {}, "cache_control": {"type": "ephemeral"}},
        ],
        system=[part(RULES), part("One."), part("Two."), plain("Three.")],  # ok: PFX602
        messages=[{"role": "user", "content": [plain(note), plain(question)]}],
    )


def the_automatic_one_counts(question, note):
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        cache_control={"type": "ephemeral"},  # expect: PFX602 error
        system=[part(RULES), part("One."), part("Two."), part("Three.")],
        messages=[{"role": "user", "content": "Go on."}, {"role": "assistant", "content": note}],
    )


def unmarked_again(question):
    parts = [part(RULES), part("One."), part("Two."), part("Three."), part("Four.")]
    for one in parts[:2]:
        del one["cache_control"]
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        system=parts,  # ok: PFX602
        messages=[{"role": "user", "content": question}],
    )


def popped(question):
    parts = [part(RULES), part("One."), part("Two."), part("Three."), part("Four.")]
    parts[1].pop("cache_control", None)
    parts[2]["cache_control"] = None
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        system=parts,  # ok: PFX602
        messages=[{"role": "user", "content": question}],
    )
