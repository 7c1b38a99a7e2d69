"""Lists of which one holds the other; and lists for different purposes."""

from anthropic import Anthropic

client = Anthropic()
GUIDE = "You help the guests of a hotel: use a tool whenever they ask about a room, a meal, or a trip to the sea. " * 60
ROOMS = {"name": "rooms", "description": "Finds rooms.", "input_schema": {"type": "object"}}
MEALS = {"name": "meals", "description": "Lists meals.", "input_schema": {"type": "object"}}
TRIPS = {"name": "trips", "description": "Books trips.", "input_schema": {"type": "object"}}


def ask(question: str, tools: list[dict[str, object]], guide: str):
    return client.messages.create(  # expect: PFX605
        model="claude-sonnet-4-5",
        max_tokens=300,
        tools=tools,
        system=guide,
        messages=[{"role": "user", "content": question}],
    )


def about_rooms(question: str):
    return ask(question, [ROOMS, MEALS], GUIDE)  # ok: PFX305


def about_meals(question: str):
    return ask(question, [ROOMS, MEALS], GUIDE)


def about_rooms_only(question: str):
    return ask(question, [ROOMS], GUIDE)  # expect: PFX305 "`meals` is left out here"


def about_everything(question: str):
    return ask(question, [ROOMS, MEALS, TRIPS], GUIDE)  # expect: PFX305 "`trips` is sent here"


def about_something_else(question: str):
    # Neither list holds the other: another purpose.
    return ask(question, [ROOMS, TRIPS], GUIDE)  # ok: PFX305


def without_tools(question: str):
    # Another purpose as well.
    return ask(question, [], GUIDE)  # ok: PFX305
