from anthropic import Anthropic

client = Anthropic()
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80


def every_turn_keeps_its_mark():
    messages = []
    while True:
        messages.append(
            {
                "role": "user",
                "content": [
                    {
                        "type": "text",
                        "text": input(),
                        "cache_control": {"type": "ephemeral"},  # expect: PFX602 warning "every turn"
                    }
                ],
            }
        )
        reply = client.messages.create(
            model="claude-sonnet-4-5",
            max_tokens=9,
            system=[{"type": "text", "text": RULES, "cache_control": {"type": "ephemeral"}}],
            messages=messages,
        )
        messages.append({"role": "assistant", "content": reply.content})


def each_document(documents, question):
    parts = []
    for document in documents:
        parts.append({"type": "text", "text": document, "cache_control": {"type": "ephemeral"}})  # expect: PFX602
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=9,
        system=[{"type": "text", "text": RULES, "cache_control": {"type": "ephemeral"}}],
        messages=[{"role": "user", "content": [*parts, {"type": "text", "text": question}]}],
    )
