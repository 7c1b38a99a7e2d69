from anthropic import Anthropic

client = Anthropic()
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80


def beside_the_content(question):
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        messages=[
            {
                "role": "user",
                "content": [{"type": "text", "text": RULES, "cache_control": {"type": "ephemeral"}}],
                # expect: PFX608 error "a whole message"
            },
            {"role": "assistant", "content": "Understood."},
            {"role": "user", "content": question},
        ],
    )


def on_the_part(question):
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        messages=[
            {
                "role": "user",
                "content": [{"type": "text", "text": RULES, "cache_control": {"type": "ephemeral"}}],
            },  # ok: PFX608
            {"role": "assistant", "content": "Understood."},
            {"role": "user", "content": question},
        ],
    )


def taken_off_in_time(question):
    first = {
        "role": "user",
        "content": [{"type": "text", "text": RULES}],
        "cache_control": {"type": "ephemeral"},
    }  # ok: PFX608
    first["content"][-1]["cache_control"] = first.pop("cache_control")
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        messages=[first, {"role": "assistant", "content": "Understood."}, {"role": "user", "content": question}],
    )


def on_thinking(question, thought, signature):
    block = {
        "type": "thinking",
        "thinking": thought,
        "signature": signature,
        # expect: PFX608 error "thinking"
    }
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        system=[{"type": "text", "text": RULES, "cache_control": {"type": "ephemeral"}}],
        messages=[
            {"role": "user", "content": question},
            {"role": "assistant", "content": [block, {"type": "text", "text": "Yes."}]},
        ],
    )


def on_nothing(question):
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        system=[
            {"type": "text", "text": RULES, "cache_control": {"type": "ephemeral"}},
            {"type": "text", "text": ""},  # expect: PFX608 error "empty"
        ],
        messages=[{"role": "user", "content": question}],
    )


def on_a_tool(question):
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        tools=[{"name": "a", "input_schema": {}, "cache_control": {"type": "ephemeral"}}],  # ok: PFX608
        messages=[{"role": "user", "content": question}],
    )


def inside_a_function(question):
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        tools=[
            {
                "type": "function",
                "function": {"name": "a"},  # expect: PFX608 error
            }
        ],
        messages=[{"role": "user", "content": question}],
    )
