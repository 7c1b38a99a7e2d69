"""Examples that are picked for each question, and ones that are picked once."""

import random

from openai import OpenAI

client = OpenAI()
EXAMPLES = ["great book -> good", "torn cover -> bad", "arrived late -> bad", "lovely prose -> good"]
TASK = "Decide whether the review of a book is good or bad and answer with exactly one word. " * 60
CHOSEN = random.sample(EXAMPLES, 2)


def by_similarity(selector, review: str):
    shots = selector.select_examples({"review": review})
    return client.responses.create(
        model="gpt-4.1",
        instructions=f"{shots}\n{TASK}",  # expect: PFX105 warning "for every request"
        input=review,
    )


def by_name(selected_examples: str, review: str):
    return client.responses.create(
        model="gpt-4.1",
        instructions=f"{selected_examples}\n{TASK}",  # expect: PFX105
        input=review,
    )


def passed_in(examples: list[str], review: str):
    # Nobody knows where they come from.
    text = "\n".join(examples)
    return client.responses.create(model="gpt-4.1", instructions=f"{text}\n{TASK}", input=review)  # ok: PFX105


def shuffled_elsewhere(reviews: list[str]) -> None:
    # Only the order in which the requests are sent.
    random.shuffle(reviews)  # ok: PFX105
    for review in reviews:
        client.responses.create(model="gpt-4.1", instructions=TASK, input=review)
