"""The conversation with a customer, over OpenAI Chat Completions."""

from datetime import datetime

from openai import OpenAI

from .prompts import RULES

client = OpenAI()

PRODUCT_NOTES = """\
Notes on the season's products: the Fjell 3 tent has new poles that do not fit the older model. The Tundra sleeping bag
is rated for minus 12 degrees, comfort limit minus 6. The Ember stove needs the long adapter for cartridges with a
valve. Boots of the Ridge line run half a size small; recommend the next size to anybody between two sizes.

Tents: the Fjell 2 and 3 stand without pegs, the Vidda needs eight. The Vidda is the lightest, at 1,290 grams, and the one
with the most condensation; never recommend it for winter. Footprints are sold apart and fit one model each.
Sleeping bags: down bags of the Tundra line are not for people who sleep at the sea; recommend the Kyst line, which is
synthetic and dries over night. Children under twelve get the Lemen, which grows with them by thirty centimetres.
Stoves: the Ember burns gas, the Glo burns petrol and must not be sold to customers in Austria before its new approval.
Cartridges cannot be sent by air. Spare parts for the Ember of 2019 and older are no longer made; offer the exchange.
Boots: the Ridge can be resoled twice, the Path not at all. Leather boots need wax, membrane boots must never get any.
"""


def answer_with_clock(history, question):
    """Wrong: the clock makes each request unique from its first line on, so nothing behind it is ever cached."""
    return client.chat.completions.create(
        model="gpt-5.2",
        messages=[
            {"role": "system", "content": f"Current time: {datetime.now()}\n\n{PRODUCT_NOTES}"},
            *history,
            {"role": "user", "content": question},
        ],
    )


def answer_personally(user_name, history, question):
    """Wrong: each customer pays for a cache entry of their own, because the name stands in front of the notes."""
    system = f"You are talking to {user_name}, a customer of the shop.\n" + PRODUCT_NOTES
    messages = [{"role": "system", "content": system}]
    messages.extend(history)
    messages.append({"role": "user", "content": question})
    return client.chat.completions.create(model="gpt-5.2", messages=messages)


def answer(user_name, history, question):
    """Right: what never changes comes first; the name and the clock travel with the question."""
    now = datetime.now().isoformat(timespec="minutes")
    return client.chat.completions.create(
        model="gpt-5.2",
        messages=[
            {"role": "system", "content": RULES},
            {"role": "system", "content": PRODUCT_NOTES},
            *history,
            {"role": "user", "content": f"{question}\n\n(asked by {user_name} at {now})"},
        ],
    )
