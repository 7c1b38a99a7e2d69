"""Values in the parameters of a tool."""

from anthropic import Anthropic

client = Anthropic()
GUIDE = "Use a tool whenever a guest asks about a room, and never guess what it would have said. " * 60
ROOMS = {"attic", "cellar", "kitchen"}


def tool(names: list[str]) -> dict[str, object]:
    return {
        "name": "book",
        "description": "Books a room.",
        "input_schema": {"type": "object", "properties": {"room": {"type": "string", "enum": names}}},
    }


def ask(question: str, tools: list[dict[str, object]]):
    return client.messages.create(  # expect: PFX605
        model="claude-sonnet-4-5",
        max_tokens=300,
        tools=tools,
        system=GUIDE,
        messages=[{"role": "user", "content": question}],
    )


def unsorted(question: str):
    return ask(question, [tool(list(ROOMS))])  # expect: PFX303 "schema of the tool `book`"


def in_order(question: str):
    return ask(question, [tool(sorted(ROOMS))])  # ok: PFX303


def of_a_user(question: str, user_id: str):
    files = [f"{user_id}/notes.txt"]  # expect: PFX303 "from user to user"
    return ask(question, [tool(files)])


def in_the_result(question: str, user_id: str):
    tools = [tool(["notes.txt"])]  # ok: PFX303
    return ask(f"{question} (asked by {user_id})", tools)
