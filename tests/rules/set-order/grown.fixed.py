"""A set that grows element by element."""

from anthropic import Anthropic

client = Anthropic()
RULES = "Answer politely, briefly, and only about the topics that are named above this sentence. " * 60


def added(catalogue: list[dict[str, str]], question: str):
    kinds = set()
    for entry in catalogue:
        kinds.add(entry["kind"])
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=300,
        system="Kinds: " + ", ".join(sorted(kinds)) + "\n" + RULES,  # expect: PFX201
        messages=[{"role": "user", "content": question}],
    )


def dict_of_a_set(question: str):
    # A dict keeps the order in which a set filled it.
    names = {name: len(name) for name in {"orders", "returns", "invoices"}}
    text = "\n".join(f"{name}: {size}" for name, size in sorted(names.items()))  # expect: PFX201
    return client.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=300,
        system=f"{text}\n{RULES}",
        messages=[{"role": "user", "content": question}],
    )


def seen_only(catalogue: list[dict[str, str]], question: str):
    seen: set[str] = set()
    lines = []
    for kind in ("book", "map", "book"):
        if kind not in seen:
            seen.add(kind)
            lines.append(kind)
    return client.messages.create(  # expect: PFX605
        model="claude-sonnet-4-5",
        max_tokens=300,
        system=[{"type": "text", "text": "Kinds: " + ", ".join(lines) + "\n" + RULES, "cache_control": {"type": "ephemeral"}}],  # ok: PFX201
        messages=[{"role": "user", "content": question}],
    )
