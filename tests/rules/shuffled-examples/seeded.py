"""Generators that begin with a fixed seed: where they are made, at import, or by a call beside."""

import random

import numpy
from openai import OpenAI

client = OpenAI()
EXAMPLES = ["great book -> good", "torn cover -> bad", "arrived late -> bad", "lovely prose -> good"]
TASK = "Decide whether the review of a book is good or bad and answer with exactly one word. " * 100
SHARED = random.Random(7)
ONCE = list(EXAMPLES)
random.Random(7).shuffle(ONCE)


def seeded_here(review: str):
    shots = list(EXAMPLES)
    random.Random(7).shuffle(shots)
    text = "\n".join(shots)  # ok: PFX105
    return client.responses.create(model="gpt-4.1", instructions=f"{text}\n{TASK}", input=review)


def not_seeded(review: str):
    shots = list(EXAMPLES)
    random.Random().shuffle(shots)
    text = "\n".join(shots)  # expect: PFX105 error
    return client.responses.create(model="gpt-4.1", instructions=f"{text}\n{TASK}", input=review)


def seeded_by_a_call(review: str):
    random.seed(7)
    text = "\n".join(random.sample(EXAMPLES, 3))  # ok: PFX105
    return client.responses.create(model="gpt-4.1", instructions=f"{text}\n{TASK}", input=review)


def seeded_by_the_review(review: str):
    random.seed(len(review))
    text = "\n".join(random.sample(EXAMPLES, 3))  # expect: PFX105
    return client.responses.create(model="gpt-4.1", instructions=f"{text}\n{TASK}", input=review)


def seeded_once_for_all(review: str):
    # Each call takes the next numbers of one generator.
    text = "\n".join(SHARED.sample(EXAMPLES, 3))  # expect: PFX105
    return client.responses.create(model="gpt-4.1", instructions=f"{text}\n{TASK}", input=review)


def seeded_numpy(review: str):
    rng = numpy.random.default_rng(seed=7)
    text = "\n".join(rng.permutation(EXAMPLES))  # ok: PFX105
    return client.responses.create(model="gpt-4.1", instructions=f"{text}\n{TASK}", input=review)


def not_seeded_numpy(review: str):
    rng = numpy.random.default_rng()
    text = "\n".join(rng.permutation(EXAMPLES))  # expect: PFX105
    return client.responses.create(model="gpt-4.1", instructions=f"{text}\n{TASK}", input=review)


def shuffled_at_import(review: str):
    text = "\n".join(ONCE)  # ok: PFX105
    return client.responses.create(model="gpt-4.1", instructions=f"{text}\n{TASK}", input=review)
