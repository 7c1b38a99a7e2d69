"""Sets whose order does not reach the prompt, or is fixed."""

from openai import OpenAI

client = OpenAI()
TOPICS = {"orders", "returns", "invoices"}
ROOMS = {3, 1, 2}
RULES = "Answer politely, briefly, and only about the topics that are named above this sentence. " * 60


def in_order(question: str):
    topics = ", ".join(sorted(TOPICS))  # ok: PFX201
    return client.responses.create(model="gpt-4.1", instructions=f"Topics: {topics}\n{RULES}", input=question)


def sorted_in_place(question: str):
    topics = list(TOPICS)
    topics.sort()  # ok: PFX201
    return client.responses.create(model="gpt-4.1", instructions=" ".join(topics) + RULES, input=question)


def counted(question: str):
    return client.responses.create(
        model="gpt-4.1",
        instructions=f"{len(TOPICS)} topics, the first is {min(TOPICS)}.\n{RULES}",  # ok: PFX201
        input=question,
    )


def numbers(question: str):
    rooms = ", ".join(str(room) for room in ROOMS)  # ok: PFX201
    return client.responses.create(model="gpt-4.1", instructions=f"Rooms {rooms}\n{RULES}", input=question)


def membership(question: str, topic: str):
    extra = "Known topic." if topic in TOPICS else "New topic."  # ok: PFX201
    return client.responses.create(model="gpt-4.1", instructions=RULES, input=f"{extra}\n{question}")


def first_come(words: list[str], question: str):
    topics = " ".join(dict.fromkeys(["a", "b", "a"]))  # ok: PFX201
    return client.responses.create(model="gpt-4.1", instructions=f"{topics}\n{RULES}", input=question)


def at_the_end(question: str):
    return client.responses.create(
        model="gpt-4.1",
        instructions=RULES,
        input=f"{question}\nTopics: {', '.join(TOPICS)}",  # ok: PFX201
    )


def one_element(question: str):
    return client.responses.create(
        model="gpt-4.1",
        instructions=f"{', '.join({'orders'})}\n{RULES}",  # ok: PFX201
        input=question,
    )
