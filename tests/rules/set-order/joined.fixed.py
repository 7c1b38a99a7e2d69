"""A set of words becomes text: literals, calls, comprehensions, operations."""

from openai import OpenAI

client = OpenAI()
TOPICS = {"orders", "returns", "invoices"}
MORE = frozenset(["gift cards", "events"])
RULES = "Answer politely, briefly, and only about the topics that are named above this sentence. " * 60


def literal(question: str):
    topics = ", ".join(sorted(TOPICS))  # expect: PFX201 warning "between processes"
    return client.responses.create(model="gpt-4.1", instructions=f"Topics: {topics}\n{RULES}", input=question)


def union(question: str):
    topics = ", ".join(sorted(TOPICS | MORE))  # expect: PFX201
    return client.responses.create(model="gpt-4.1", instructions=f"Topics: {topics}\n{RULES}", input=question)


def without_doubles(words: list[str], question: str):
    topics = " ".join(sorted(set(words)))  # expect: PFX201
    return client.responses.create(model="gpt-4.1", instructions=f"Topics: {topics}\n{RULES}", input=question)


def shown(question: str):
    return client.responses.create(
        model="gpt-4.1",
        instructions=f"Topics: {sorted(TOPICS)}\n{RULES}",  # expect: PFX201
        input=question,
    )


def looped(question: str):
    text = ""
    for topic in sorted({name.title() for name in ("orders", "returns")}):  # expect: PFX201
        text += f"- {topic}\n"
    return client.responses.create(model="gpt-4.1", instructions=text + RULES, input=question)


def as_list(question: str):
    topics = list(TOPICS)
    text = "\n".join(sorted(topics))  # expect: PFX201
    return client.responses.create(model="gpt-4.1", instructions=text + RULES, input=question)
