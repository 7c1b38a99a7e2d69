"""Helpers that write older turns of the conversation anew that they are handed: who sends it is not in sight."""

KEEP = 5
SHORT = "[left out]"


def note(text):
    return {"role": "user", "content": text}


def by_place(messages):
    places = [number for number, message in enumerate(messages) if message.get("role") == "tool"]
    if len(places) <= KEEP:
        return messages
    stale = places[: len(places) - KEEP]
    changed = [dict(message) for message in messages]
    for number in stale:
        if len(changed[number]["content"]) > 200:
            changed[number]["content"] = SHORT  # expect: PFX501
    return changed


def by_count(messages, kept):
    results = [part for message in messages for part in message["content"] if part.get("type") == "tool_result"]
    extra = sum(1 for result in results for part in result["content"] if part["type"] == "image") - kept
    for result in results:
        left = []
        for part in result["content"]:
            if part["type"] == "image" and extra > 0:
                extra -= 1
                continue
            left.append(part)
        result["content"] = left  # expect: PFX501


def all_but_the_newest(history):
    for message in history[:-10]:
        message["content"] = SHORT  # expect: PFX501


def each_alike(messages):
    for message in messages:
        if isinstance(message["content"], str):
            message["content"] = [{"type": "text", "text": message["content"]}]  # ok: PFX501


def the_newest(messages):
    for message in messages[-1:]:
        message["content"] = message["content"].strip()  # ok: PFX501


def when_it_costs_too_much(messages, used_tokens, limit):
    if used_tokens < limit:
        return messages
    for message in messages[:-10]:
        message["content"] = SHORT  # ok: PFX501
    return messages


def a_note_of_its_own(messages):
    for message in messages[:-10]:
        message["seen"] = True  # ok: PFX501


def of_something_else(rows):
    for row in rows[:-10]:
        row["content"] = SHORT  # ok: PFX501
