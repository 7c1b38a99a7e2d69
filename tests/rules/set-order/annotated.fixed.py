"""Sets that come in as parameters: the annotation says what they are."""

from collections.abc import Set

from openai import OpenAI

client = OpenAI()
STEPS = "Say in one sentence what the customer wants now, and which department should answer it. " * 100


def joined(words: set[str]):
    text = f"Words: {', '.join(sorted(words))}\n{STEPS}"  # expect: PFX201 warning
    return client.responses.create(model="gpt-4.1", input=text)


def looped(words: Set[str]):
    lines = "\n".join(f"- {entry}" for entry in sorted(words))  # expect: PFX201
    return client.responses.create(model="gpt-4.1", input=f"{lines}\n{STEPS}")


def in_order(words: frozenset[str]):
    text = f"Words: {', '.join(sorted(words))}\n{STEPS}"  # ok: PFX201
    return client.responses.create(model="gpt-4.1", input=text)


def numbers(pages: set[int]):
    text = f"Pages: {', '.join(str(page) for page in pages)}\n{STEPS}"  # ok: PFX201
    return client.responses.create(model="gpt-4.1", input=text)


def counted(words: set[str]):
    text = f"There are {len(words)} words.\n{STEPS}"  # ok: PFX201
    return client.responses.create(model="gpt-4.1", input=text)


def asked(words: set[str], word: str):
    known = "yes" if word in words else "no"
    return client.responses.create(model="gpt-4.1", input=f"{STEPS}\nKnown: {known}")  # ok: PFX201
