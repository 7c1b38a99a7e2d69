"""Examples as turns of the conversation."""

import random

from anthropic import Anthropic

client = Anthropic()
TASK = "Decide whether the review of a book is good or bad and answer with exactly one word. " * 60
PAIRS = [("great book", "good"), ("torn cover", "bad"), ("arrived late", "bad"), ("lovely prose", "good")]


def shuffled_turns(review: str):
    pairs = random.sample(PAIRS, k=len(PAIRS))
    messages = []
    for text, verdict in pairs:  # expect: PFX105
        messages.append({"role": "user", "content": text})
        messages.append({"role": "assistant", "content": verdict})
    messages.append({"role": "user", "content": f"{TASK}\n{review}"})
    return client.messages.create(model="claude-sonnet-4-5", max_tokens=5, messages=messages)


def fixed_turns(review: str):
    messages = []
    for text, verdict in PAIRS:
        messages.append({"role": "user", "content": text})
        messages.append({"role": "assistant", "content": verdict})
    messages.append({"role": "user", "content": review})
    return client.messages.create(model="claude-sonnet-4-5", max_tokens=5, system=TASK, messages=messages)  # ok: PFX105 expect: PFX605
