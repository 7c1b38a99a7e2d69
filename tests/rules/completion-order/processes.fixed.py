"""Results of a pool of processes."""

from multiprocessing import Pool

from anthropic import Anthropic

client = Anthropic()
NAMES = ["orders", "returns"]
RULES = "Answer from the manuals above, quote the passage, and say so when they do not know. " * 60


def load(name: str) -> str:
    return f"Manual of {name}"


def unordered(question: str):
    with Pool() as pool:
        text = "\n".join(pool.imap(load, NAMES))  # expect: PFX204
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=300,
        system=f"{text}\n{RULES}",
        messages=[{"role": "user", "content": question}],
    )


def ordered(question: str):
    with Pool() as pool:
        text = "\n".join(pool.imap(load, NAMES))  # ok: PFX204
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=300,
        system=f"{text}\n{RULES}",
        messages=[{"role": "user", "content": question}],
    )
