"""Examples shuffled or sampled for each call."""

import random

from openai import OpenAI

client = OpenAI()
EXAMPLES = ["great book -> good", "torn cover -> bad", "arrived late -> bad", "lovely prose -> good"]
TASK = "Decide whether the review of a book is good or bad and answer with exactly one word. " * 100


def sampled(review: str):
    shots = "\n".join(random.sample(EXAMPLES, 3))  # expect: PFX105 error
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": f"{shots}\n{TASK}"}, {"role": "user", "content": review}],
    )


def shuffled(review: str):
    shots = list(EXAMPLES)
    random.shuffle(shots)
    text = "\n".join(shots)  # expect: PFX105
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": f"{text}\n{TASK}"}, {"role": "user", "content": review}],
    )


def behind_the_task(review: str):
    # Nothing that stays the same follows.
    shots = "\n".join(random.sample(EXAMPLES, 3))  # ok: PFX105
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": TASK}, {"role": "user", "content": f"{shots}\n{review}"}],
    )


def sorted_sample(review: str):
    # Sorting fixes the order, not the choice.
    shots = sorted(random.sample(EXAMPLES, 2))  # todo-expect: PFX105
    text = "\n".join(shots)
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": f"{text}\n{TASK}"}, {"role": "user", "content": review}],
    )


def always_the_same(review: str):
    text = "\n".join(EXAMPLES[:3])
    return client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": f"{text}\n{TASK}"}, {"role": "user", "content": review}],  # ok: PFX105
    )
