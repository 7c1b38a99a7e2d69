"""Functions that mark blocks that they are handed: who sends them is not in sight."""

LIMIT = 4


def every_block(message):
    for block in message["content"]:
        if isinstance(block, dict) and block.get("type") == "text":
            block["cache_control"] = {"type": "ephemeral"}  # expect: PFX602


def every_call(tool_calls, mark):
    blocks = []
    for call in tool_calls:
        blocks.append(dict(type="tool_use", id=call.id, name=call.name, cache_control=mark))  # expect: PFX602
    return blocks


def every_part(parts):
    return [{"type": "text", "text": part, "cache_control": {"type": "ephemeral"}} for part in parts]  # expect: PFX602


def every_block_of_the_newest(payload, size):
    messages = payload.get("messages", [])
    for index in range(max(0, len(messages) - size), len(messages)):
        content = messages[index].get("content")
        if isinstance(content, list):
            for block in content:
                block["cache_control"] = {"type": "ephemeral"}  # expect: PFX602


def only_the_last(message):
    content = message["content"]
    for index, block in enumerate(content):
        if index == len(content) - 1:
            block["cache_control"] = {"type": "ephemeral"}  # ok: PFX602


def the_newest_four(candidates):
    for block in candidates[-LIMIT:]:
        block["cache_control"] = {"type": "ephemeral"}  # ok: PFX602


def the_first_two(candidates):
    for block in candidates[:2]:
        block["cache_control"] = {"type": "ephemeral"}  # ok: PFX602


def the_first_that_fits(blocks):
    for block in blocks:
        if block.get("type") == "text":
            block["cache_control"] = {"type": "ephemeral"}  # ok: PFX602
            break


def as_many_as_are_left(blocks, left):
    for block in blocks:
        if left > 0:
            block["cache_control"] = {"type": "ephemeral"}  # ok: PFX602
            left -= 1


def by_place(parts):
    made = []
    for number, part in enumerate(parts):
        control = {"type": "ephemeral"} if number + 1 == len(parts) else None
        made.append({"type": "text", "text": part, "cache_control": control})  # ok: PFX602
    return made


def the_last_block_of_each_of_two(messages):
    for message in messages[-2:]:
        message["content"][-1]["cache_control"] = {"type": "ephemeral"}  # ok: PFX602


def one_block(text):
    return {"type": "text", "text": text, "cache_control": {"type": "ephemeral"}}  # ok: PFX602


def cleared_first(messages):
    for message in messages:
        for block in message["content"]:
            block.pop("cache_control", None)
            if block is messages[-1]["content"][-1]:
                block["cache_control"] = {"type": "ephemeral"}  # ok: PFX602


def told_what_to_do(models, points):
    return [points(model=model, cache_control={"type": "ephemeral"}) for model in models]  # ok: PFX602


def system_blocks(system):
    for block in system:
        block["cache_control"] = {"type": "ephemeral"}  # ok: PFX602
