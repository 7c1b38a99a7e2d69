from anthropic import Anthropic

client = Anthropic()
RULES = "Answer from the handbook only, quote the section, and say so when it has no answer. " * 80


def the_mark_is_taken_off():
    messages = []
    while True:
        for message in messages:
            for part in message["content"]:
                part.pop("cache_control", None)
        text = {"type": "text", "text": input(), "cache_control": {"type": "ephemeral"}}  # ok: PFX602
        messages.append({"role": "user", "content": [text]})
        reply = client.messages.create(
            model="claude-sonnet-4-5",
            max_tokens=9,
            system=[{"type": "text", "text": RULES, "cache_control": {"type": "ephemeral"}}],
            messages=messages,
        )
        messages.append({"role": "assistant", "content": [{"type": "text", "text": reply.content[0].text}]})


def the_list_is_marked_for_this_request_only():
    messages = []
    while True:
        messages.append({"role": "user", "content": input()})
        last = {
            "role": "user",
            "content": [{"type": "text", "text": messages[-1]["content"], "cache_control": {"type": "ephemeral"}}],
        }
        reply = client.messages.create(
            model="claude-sonnet-4-5",
            max_tokens=9,
            system=[{"type": "text", "text": RULES, "cache_control": {"type": "ephemeral"}}],
            messages=[*messages[:-1], last],  # ok: PFX602
        )
        messages.append({"role": "assistant", "content": reply.content[0].text})
