"""Turns of a conversation that is written out in one function."""

from openai import OpenAI

client = OpenAI()
STEPS = "Say whether the review is about the book, the delivery or the shop, and give one reason. " * 60


def plan_then_write(topic: str):
    # What is asked behind an answer is the next turn; it cannot stand in front of it.
    turns = [{"role": "system", "content": STEPS}, {"role": "user", "content": f"Topic: {topic}"}]
    plan = client.chat.completions.create(model="gpt-4o", messages=turns).choices[0].message.content
    turns.append({"role": "assistant", "content": plan})  # ok: PFX104
    turns.append({"role": "user", "content": f"Now write it. {STEPS}"})
    return client.chat.completions.create(model="gpt-4o", messages=turns)


def examples_behind_the_topic(topic: str):
    # Answers that the program itself wrote are examples and could stand first.
    turns = [
        {"role": "user", "content": f"Topic: {topic}. Follow the examples."},  # expect: PFX104
        {"role": "assistant", "content": "Show me one."},
        {"role": "user", "content": STEPS},
    ]
    return client.chat.completions.create(model="gpt-4o", messages=turns)


def state_in_front_of_the_newest_turn(page: str, history: list[dict[str, str]]):
    # One message taken from the end is the newest turn, not a conversation: what stands in front of it loses nothing.
    newest = history.pop()
    history.append({"role": "user", "content": f"The page that is open: {page}. {STEPS}"})  # ok: PFX104
    history.append(newest)
    return client.chat.completions.create(model="gpt-4o", messages=history)


def state_in_front_of_all_turns(document: str, history: list[dict[str, str]]):
    newest = history[-1]
    seen = {"role": "user", "content": f"{STEPS} The page that is open: {document}"}  # expect: PFX104
    return client.chat.completions.create(model="gpt-4o", messages=[seen, *history[:-1], newest])


def passages_one_by_one(query: str, passages: list[str]):
    # The answers between the passages are written by the program: these are documents, not a conversation.
    turns = [
        {"role": "system", "content": STEPS},
        {"role": "user", "content": f"Rank them by relevance to {query}."},  # ok: PFX104
        {"role": "assistant", "content": "Okay, please provide the passages."},
    ]
    rank = 0
    for passage in passages:
        rank += 1
        turns.append({"role": "user", "content": f"[{rank}] {passage}"})
        turns.append({"role": "assistant", "content": f"Received passage number {rank}."})
    turns.append({"role": "user", "content": query})
    return client.chat.completions.create(model="gpt-4o", messages=turns)
