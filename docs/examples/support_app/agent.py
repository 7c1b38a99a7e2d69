"""An agent that looks things up, over Anthropic Messages; and the tools it may use."""

import uuid

import anthropic
from openai import OpenAI

claude = anthropic.Anthropic()
client = OpenAI()

GUIDE = """\
You plan hiking trips for customers of Northwind Outdoor. Ask for the season, the number of nights and the experience of
the group before you recommend anything. Recommend one tent, one sleeping bag per person and one stove, each with its
article number, the reason and one cheaper choice. Mention the weight of the whole equipment. Warn of open fire in dry
regions. Never recommend a route: the shop is not insured for it. Close with a packing list in the order of use.

Rules of thumb: in summer below 1,500 metres a bag for plus 5 degrees is enough; above that, and from September on, take
the one for minus 6. Two people and their rucksacks need a tent for three. One gas cartridge of 230 grams boils fourteen
litres of water; count two litres a day and person, three where snow has to be melted. A beginner carries at most a fifth
of their weight, an experienced hiker a quarter. A group with children plans half the distance and twice the breaks.
Look up each article in the stock before you name it, and offer the next best one if fewer than five pieces are left.
If the customer names an order number, look the order up first: what they own already need not be bought again.
"""

TOOLS = {
    "order": {"type": "function", "function": {"name": "find_order", "description": "Find an order by its number."}},
    "stock": {"type": "function", "function": {"name": "stock", "description": "Pieces of an article in stock."}},
    "ticket": {"type": "function", "function": {"name": "open_ticket", "description": "Open a ticket for a person."}},
}


def plan_trip(conversation):
    """Wrong: a random number at the head of the system text; the marker behind it caches something that never returns."""
    return claude.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=1000,
        system=[
            {
                "type": "text",
                "text": f"Request {uuid.uuid4()}\n{GUIDE}",
                "cache_control": {"type": "ephemeral"},
            }
        ],
        messages=conversation,
    )


def plan_trip_cached(conversation):
    """Right: the number goes where it is no part of the prompt."""
    return claude.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=1000,
        system=[{"type": "text", "text": GUIDE, "cache_control": {"type": "ephemeral"}}],
        messages=conversation,
        metadata={"user_id": str(uuid.uuid4())},
    )


def act(conversation):
    """Wrong: the names are a set, so the tools stand in another order in each process."""
    names = {"order", "stock", "ticket"}
    tools = [TOOLS[name] for name in names]
    return client.chat.completions.create(model="gpt-5.2", messages=conversation, tools=tools)


def act_in_order(conversation):
    """Right: sorted, the tools are the same bytes in each process."""
    names = {"order", "stock", "ticket"}
    tools = [TOOLS[name] for name in sorted(names)]
    return client.chat.completions.create(model="gpt-5.2", messages=conversation, tools=tools)
