"""Older turns written anew before a conversation is sent."""

from openai import OpenAI

client = OpenAI()
RULES = "Help the people who call a library: look up titles, branches and opening hours. " * 80
KEEP = 6


def all_but_the_newest(messages: list[dict[str, str]]):
    for message in messages[:-KEEP]:
        message["content"] = "[removed]"  # expect: PFX501 warning "older turns"
    return client.responses.create(model="gpt-4.1", instructions=RULES, input=messages)


def by_their_places(messages: list[dict[str, str]]):
    places = [place for place, message in enumerate(messages) if message["role"] == "tool"]
    for place in places[: len(places) - KEEP]:
        messages[place]["content"] = "[removed]"  # expect: PFX501
    return client.responses.create(model="gpt-4.1", instructions=RULES, input=messages)


def all_of_them_alike(messages: list[dict[str, str]]):
    for message in messages:
        message["content"] = message["content"].strip()  # ok: PFX501
    return client.responses.create(model="gpt-4.1", instructions=RULES, input=messages)


def only_a_note_about_them(messages: list[dict[str, str]]):
    for message in messages[:-KEEP]:
        message["id"] = ""  # ok: PFX501
    return client.responses.create(model="gpt-4.1", instructions=RULES, input=messages)


def of_something_else(messages: list[dict[str, str]], drafts: list[dict[str, str]]):
    for draft in drafts[:-KEEP]:
        draft["content"] = "[removed]"  # ok: PFX501
    return client.responses.create(model="gpt-4.1", instructions=RULES, input=messages)
